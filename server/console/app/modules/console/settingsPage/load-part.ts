import type { LightningElement } from 'lwc'
import type { SettingsPart } from '../../../pages.ts'

/** The component of a place of the settings, loaded when it is gone to. */
export async function loadPart (part: SettingsPart): Promise<typeof LightningElement> {
  switch (part) {
    case 'home': return (await import('console/settingsHome')).default
    case 'account': return (await import('console/accountPage')).default
    case 'users': return (await import('console/usersPage')).default
    case 'api-keys': return (await import('console/apiKeysPage')).default
    case 'histories': return (await import('console/historiesPage')).default
    case 'ledger': return (await import('console/ledgerPage')).default
    case 'tenant': return (await import('console/tenantPage')).default
    case 'keys': return (await import('console/keysPage')).default
    case 'offboarding': return (await import('console/offboardingPage')).default
  }
}
