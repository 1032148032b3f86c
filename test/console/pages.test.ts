import t from 'tap'
import { addressOf, HISTORY_KINDS, pageOfReference, readAddress, referenceOf, SETTINGS_PARTS, type Page } from '../../server/console/app/pages.ts'

const read = (address: string): Page => {
  const { pathname, search } = new URL(address, 'http://here')
  return readAddress(pathname, search)
}

t.test('every page has one address, and is found again by it', async (t) => {
  const pages: Page[] = [
    { name: 'list', object: 'Quote', search: '', sort: '' },
    { name: 'list', object: 'Invoice__c', search: '100% & 株式会社', sort: '-CreatedDate' },
    { name: 'record', id: '0Q0CY00000000010AA' },
    { name: 'generate' },
    { name: 'search', text: '髙橋 #1?' },
    { name: 'settings', part: 'home', kind: '', query: '' },
    ...SETTINGS_PARTS.filter((part) => part !== 'home' && part !== 'histories').map((part): Page => ({ name: 'settings', part, kind: '', query: '' })),
    ...HISTORY_KINDS.map((kind): Page => ({ name: 'settings', part: 'histories', kind, query: 'who=%E9%AB%99%E6%A9%8B&from=2026-04-01' })),
    { name: 'sign-in', to: '/r/0Q0CY00000000010AA', problem: '' },
    { name: 'sign-in', to: '/', problem: 'CHOHYO_SSO_REFUSED' },
    { name: 'invite' },
    { name: 'reset' }
  ]
  for (const page of pages) t.same(read(addressOf(page)), page)
  t.same(read('/'), { name: 'list', object: 'Quote', search: '', sort: '' }, 'the bare address leads to the quotes')
  t.same(read('/o/Quote/'), read('/o/Quote'))
  for (const address of ['/r/0Q0CY00000000010AA/', '/r/Quote/0Q0CY00000000010AA', '/lightning/r/Quote/0Q0CY00000000010AA/view']) t.same(read(address), { name: 'record', id: '0Q0CY00000000010AA' }, address)
  t.same(read('/settings/histories'), read('/settings/histories/login'), 'the first of the histories')
  for (const address of ['/o', '/o/', '/o/1x', '/o/Quote/x', '/r/short', '/r/0Q0CY00000000010A%2F', '/x', '/sign-in/x', '/generate/x', '/settings/home', '/settings/x', '/settings/users/x', '/settings/api-keys/x', '/settings/histories/x', '/settings/histories/login/x', '/invite/x', '/reset/x']) t.same(read(address), { name: 'unknown' }, address)
})

t.test('signing in leads nowhere but into this site', async (t) => {
  for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', '/sign-in', '/sign-in?to=/sign-in', '/invite', '/reset']) t.same(read(`/sign-in?to=${encodeURIComponent(to)}`), { name: 'sign-in', to: '/', problem: '' }, to)
  t.same(read(`/sign-in?to=${encodeURIComponent('/o/Quote?q=//x')}`), { name: 'sign-in', to: '/o/Quote?q=//x', problem: '' })
  for (const problem of ['Call 0900 for help', 'CHOHYO_<b>', 'x'.repeat(100)]) t.match(read(`/sign-in?problem=${encodeURIComponent(problem)}`), { problem: '' }, 'only codes are taken from the address')
})

t.test('components go where they go in Salesforce', async (t) => {
  t.same(pageOfReference({ type: 'standard__recordPage', attributes: { recordId: '001000000000001', actionName: 'view' } }), { name: 'record', id: '001000000000001' })
  t.same(pageOfReference({ type: 'standard__objectPage', attributes: { objectApiName: 'Account', actionName: 'home' } }), { name: 'list', object: 'Account', search: '', sort: '' })
  t.same(pageOfReference({ type: 'standard__navItemPage', attributes: { apiName: 'Chohyo_Generate' } }), { name: 'generate' })
  for (const reference of [{ type: 'standard__webPage', attributes: { url: 'https://x.example' } }, { type: 'standard__recordPage' }, { type: 'standard__recordPage', attributes: { recordId: '../x' } }]) t.same(pageOfReference(reference), { name: 'unknown' })
  t.same(pageOfReference(referenceOf({ name: 'record', id: '001000000000001' })), { name: 'record', id: '001000000000001' })
})
