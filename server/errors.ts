import createError from '@fastify/error'

/**
 * Every error we can name: a stable code, a sentence that says what failed and what to do next, a status.
 * Throw at the first place that knows; app.ts turns it into problem+json (RFC 9457), worker.ts into the parcel's last error.
 * Sentences go to the outside: no SQL, no token, no path of this machine.
 */

// io: the outside world
export const ConfigInvalid = createError('CHOHYO_CONFIG_INVALID', 'The setting %s is not usable: %s. Correct it and start again.', 500)
export const DataFolderInUse = createError('CHOHYO_DATA_FOLDER_IN_USE', 'Another process (%s) already uses the data folder %s. Stop it, or set DATA_DIR to another folder.', 500)
export const PostgresMissing = createError('CHOHYO_POSTGRES_MISSING', 'The embedded PostgreSQL is not there for this system (%s). Set DATABASE_URL to a PostgreSQL of your own.', 500)
export const PostgresFailed = createError('CHOHYO_POSTGRES_FAILED', 'The embedded PostgreSQL did not start: %s', 500)
export const DatabaseNotReady = createError('CHOHYO_DATABASE_NOT_READY', 'The tables of the database could not be brought up to date (%s). Nothing was changed; correct it and start again.', 500)
export const FileMissing = createError('CHOHYO_FILE_MISSING', 'The stored bytes of this document are gone or damaged. Ask the operator to look at the file store.', 500)
