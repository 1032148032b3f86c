import { sayProblem, type Language } from '../errors-ja.ts'
import { sayDocument } from '../documents/say-document.ts'
import type { Parcel, Run } from './schema.ts'

/** A run whose reasons are told in the caller's language. On record they stand in English. */
export function sayRun (run: Run, language: Language): Run {
  return { ...run, error: run.error && sayProblem(run.error, language), merged: run.merged.map((document) => sayDocument(document, language)) }
}

/** A parcel whose reason is told in the caller's language. */
export function sayParcel (parcel: Parcel, language: Language): Parcel {
  return { ...parcel, error: parcel.error && sayProblem(parcel.error, language) }
}
