import { approvedSet } from '../oauth.ts'
import { makeId } from '../store/ids.ts'
import type { Org, Profile, SandboxUser } from '../org.ts'
import { plant } from './plant.ts'

const nothing = { hiddenObjects: [], hiddenFields: [], readOnlyFields: [] }

const profiles: Array<{ name: string, seesAll: boolean, viewsEncrypted: boolean, hiddenObjects: string[], hiddenFields: string[], readOnlyFields: string[] }> = [
  { ...nothing, name: 'System Administrator', seesAll: true, viewsEncrypted: true },
  { ...nothing, name: 'Sales Rep', seesAll: true, viewsEncrypted: false, readOnlyFields: ['Account.RegistrationNumber__c'] },
  {
    ...nothing,
    name: 'Limited Sales Rep',
    seesAll: true,
    viewsEncrypted: false,
    hiddenObjects: ['Certificate__c'],
    hiddenFields: ['Opportunity.Amount', 'Account.AnnualRevenue', 'Contact.MobilePhone', 'Contact.Birthdate', 'QuoteLineItem.Discount', 'Invoice__c.Notes__c', 'Issuer__c.BankAccount__c', 'Sampler__c.Secret__c', 'User.EmployeeNumber']
  },
  { ...nothing, name: 'Private Sales Rep', seesAll: false, viewsEncrypted: false }
]

const people: Array<{ LastName: string, FirstName: string, username: string, profile: string, language: string, timeZone: string, approved: boolean }> = [
  { LastName: '管理', FirstName: '太郎', username: 'admin@sandbox.chohyo.example', profile: 'System Administrator', language: 'ja', timeZone: 'Asia/Tokyo', approved: true },
  { LastName: '渡邉', FirstName: '健一', username: 'rep@sandbox.chohyo.example', profile: 'Sales Rep', language: 'ja', timeZone: 'Asia/Tokyo', approved: true },
  { LastName: '山﨑', FirstName: '美咲', username: 'limited@sandbox.chohyo.example', profile: 'Limited Sales Rep', language: 'ja', timeZone: 'Asia/Tokyo', approved: true },
  { LastName: '髙橋', FirstName: '翔', username: 'private@sandbox.chohyo.example', profile: 'Private Sales Rep', language: 'ja', timeZone: 'Asia/Tokyo', approved: true },
  { LastName: '伊藤', FirstName: '誠', username: 'unapproved@sandbox.chohyo.example', profile: 'Sales Rep', language: 'ja', timeZone: 'Asia/Tokyo', approved: false },
  { LastName: 'Carter', FirstName: 'Emily', username: 'emily@sandbox.chohyo.example', profile: 'Sales Rep', language: 'en_US', timeZone: 'America/New_York', approved: true }
]

/** Profiles and users; the users' ids are the first of their kind, so that rows planted later can be theirs. */
export function plantUsers (org: Org): void {
  org.users.push(...people.map((person, at): SandboxUser => ({
    id: makeId('005', at + 1),
    username: person.username,
    name: person.language === 'ja' ? `${person.LastName} ${person.FirstName}` : `${person.FirstName} ${person.LastName}`,
    profile: person.profile,
    email: person.username,
    language: person.language,
    locale: person.language === 'ja' ? 'ja_JP' : 'en_US',
    timeZone: person.timeZone,
    permissionSets: person.approved ? [approvedSet] : []
  })))
  for (const { name, ...rights } of profiles) {
    const { Id: id } = plant(org, 'Profile', { Name: name })
    const { hiddenObjects, hiddenFields, readOnlyFields, ...flags } = rights
    const profile: Profile = { id, name, ...flags, hiddenObjects: new Set(hiddenObjects), hiddenFields: new Set(hiddenFields), readOnlyFields: new Set(readOnlyFields) }
    org.profiles.set(name, profile)
  }
  for (const [at, person] of people.entries()) plantUser(org, person, at)
  plant(org, 'Group', { Name: '経理キュー', DeveloperName: 'Accounting', Type: 'Queue' })
}

function plantUser (org: Org, person: (typeof people)[number], at: number): void {
  plant(org, 'User', {
    Username: person.username,
    LastName: person.LastName,
    FirstName: person.FirstName,
    CompanyName: '株式会社帳票商事',
    Title: at === 0 ? 'システム管理者' : '営業担当',
    Department: at === 0 ? '情報システム部' : '営業部',
    Alias: person.username.slice(0, 8).replace(/@.*/, ''),
    EmployeeNumber: `E${String(at + 1).padStart(4, '0')}`,
    Email: person.username,
    Phone: `03-5555-01${String(at).padStart(2, '0')}`,
    IsActive: true,
    TimeZoneSidKey: person.timeZone,
    LocaleSidKey: person.language === 'ja' ? 'ja_JP' : 'en_US',
    LanguageLocaleKey: person.language,
    UserType: 'Standard',
    ProfileId: org.profiles.get(person.profile)?.id ?? null,
    ManagerId: at === 0 ? null : org.users[0]?.id ?? null
  })
}
