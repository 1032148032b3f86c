import { demandTemplate } from '../templates/demand-template.ts'
import type { Release } from './open-release.ts'

/** A release that can be generated from: its template is sound and its mapping fits template and views. */
export function checkDraft (release: Release): void {
  demandTemplate(release.template)
}
