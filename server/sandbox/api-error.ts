/** One error as the REST API words it. The answer's body is always an array of these. */
export interface ApiError extends Error {
  status: number
  errorCode: string
  fields?: string[]
}

/** Makes an error that the REST layer answers with the given status and `[{message, errorCode, fields?}]`. */
export function apiError (errorCode: string, message: string, more: { status?: number, fields?: string[] } = {}): ApiError {
  return Object.assign(new Error(message), { name: 'ApiError', errorCode, status: 400, ...more })
}

export function isApiError (error: unknown): error is ApiError {
  return error instanceof Error && error.name === 'ApiError'
}

export function notFound (message = 'The requested resource does not exist'): ApiError {
  return apiError('NOT_FOUND', message, { status: 404 })
}

/** The object does not exist, or the user may not see it: Salesforce makes no difference between the two. */
export function unknownObject (name: string): ApiError {
  return apiError('INVALID_TYPE', `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`)
}

export function errorBody (error: ApiError): Array<{ message: string, errorCode: string, fields?: string[] }> {
  const { message, errorCode, fields } = error
  return [fields === undefined ? { message, errorCode } : { message, errorCode, fields }]
}
