import type { LightningElement } from 'lwc'
import { words } from '../../../words.ts'

/** What pages ask to be laid over them, by the event `openmodal`. */
export type OpenModal =
  | { kind: 'generate' | 'generateRelated', props: { recordId: string, objectApiName: string } }
  | { kind: 'generateMany', props: { recordIds: string[] } }
  | { kind: 'facts', props: { headline: string, facts: Array<{ name: string, label: string, text: string }> } }
  | { kind: 'ledger', props: { documentId: string, canChange: boolean } }
  | { kind: 'user', props: { userId: string, canChange: boolean, isOwn: boolean } }
  | { kind: 'invite', props: object }
  | { kind: 'apiKey', props: { username: string } }
  | { kind: 'file', props: { fileId: string } }

/** A window over the page.. */
export interface Modal { content: typeof LightningElement, props: object, label: string, size: 'medium' | 'large' }

export async function loadModal (opening: OpenModal): Promise<Modal> {
  const { props } = opening
  switch (opening.kind) {
    case 'generate': return { content: (await import('c/chohyoGenerateAction')).default, props, label: words.generate, size: 'large' }
    case 'generateRelated': return { content: (await import('c/chohyoGenerateRelatedAction')).default, props, label: words.generateRelated, size: 'medium' }
    case 'generateMany': return { content: (await import('console/generateManyPanel')).default, props, label: words.generateMany, size: 'medium' }
    case 'facts': return { content: (await import('console/factsPanel')).default, props, label: opening.props.headline, size: 'medium' }
    case 'ledger': return { content: (await import('console/ledgerDocument')).default, props, label: words.document, size: 'medium' }
    case 'user': return { content: (await import('console/userPanel')).default, props, label: words.user, size: 'medium' }
    case 'invite': return { content: (await import('console/inviteForm')).default, props, label: words.inviteUser, size: 'medium' }
    case 'apiKey': return { content: (await import('console/apiKeyForm')).default, props, label: words.makeApiKey, size: 'medium' }
    case 'file': return { content: (await import('console/filePreview')).default, props, label: words.files, size: 'large' }
  }
}

/** Loads what a click on a record page will need, while nothing else is to be done. */
export function preloadModals (): void {
  requestIdleCallback(() => { void import('c/chohyoGenerateAction').catch(() => {}) })
}
