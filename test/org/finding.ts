/** What a check has to say about one place of the project. */
export interface Finding {
  /** relative to the project's root */
  file: string
  line?: number
  message: string
}

export function say ({ file, line, message }: Finding): string {
  return `${file}${line === undefined ? '' : `:${line}`} ${message}`
}

/** The line, from one, of a place in a text. */
export function lineOf (text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
