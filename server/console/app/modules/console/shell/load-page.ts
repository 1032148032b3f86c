import type { LightningElement } from 'lwc'
import ListPage from 'console/listPage'
import RecordPage from 'console/recordPage'
import type { Page } from '../../../pages.ts'

/** The component of a page. The first pages one comes to are there already, the others are loaded when they are gone to. */
export async function loadPage ({ name }: Page): Promise<typeof LightningElement> {
  switch (name) {
    case 'list': return ListPage
    case 'record': return RecordPage
    case 'generate': return (await import('console/generatePage')).default
    case 'search': return (await import('console/searchPage')).default
    case 'settings': return (await import('console/settingsPage')).default
    case 'invite': case 'reset': return (await import('console/invitePage')).default
    default: return (await import('console/unknownPage')).default
  }
}
