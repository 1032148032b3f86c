import { sayProblem, type Language } from '../errors-ja.ts'
import type { Document } from './schema.ts'

/** A document whose reasons are told in the caller's language. On record they stand in English. */
export function sayDocument (document: Document, language: Language): Document {
  const { error, progress } = document
  return {
    ...document,
    error: error && sayProblem(error, language),
    progress: { ...progress, error: progress.error && sayProblem(progress.error, language) }
  }
}
