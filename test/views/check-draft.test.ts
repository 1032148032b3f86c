import t from 'tap'
import { checkDraft } from '../../server/views/check-draft.ts'
import { describe } from './sales-org.ts'

const check = (path: string, more = {}) => checkDraft({ salesforce: { describe } }, { name: 'customers', view: { object: 'Account', columns: [{ name: 'name', path, ...more }] } })

t.test('a View that stands before describe pins nothing', async (t) => {
  t.same(await check('Name'), {})
  t.same(await check('Hidden__c', { default: '-' }), {})
})

t.test('its author learns every problem and what may have been meant, a misspelt column too', async (t) => {
  await t.rejects(check('Nmae'), { code: 'CHOHYO_VIEW_INVALID', message: /View customers.*columns\[0\]\.path.*did you mean Name\?/ })
})
