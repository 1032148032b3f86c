import t from 'tap'
import { openDemo, press, read, see } from './demo.ts'

t.setTimeout(300_000)

/** No font has it, so a document with it is refused rather than printed with a gap. */
const UNDRAWABLE = '\u{13000}'

t.test('fifty documents from a list: two cannot be made, and are made once their data is right', async (t) => {
  const { enter, change, filed, sandbox } = await openDemo(t, { size: 110 })
  const { page, faults, shoot } = await enter({ language: 'ja', path: '/o/Quote' })
  await see(page, '本社事務機器更新 御見積')
  const quotes = await page.evaluate(async () => (await (await fetch('/v1/objects/Quote/records?limit=50')).json() as { records: Array<{ id: string }> }).records.map(({ id }) => id))
  t.equal(quotes.length, 50)
  const spoilt = [quotes[7], quotes[31]] as string[]
  for (const id of spoilt) await change('Quote', id, { Subject__c: `事務機器${UNDRAWABLE}` })
  filed()

  await press(page, '更新')
  await see(page, '50+ 件')
  await page.locator('thead .slds-checkbox_faux').click()
  await press(page, '帳票を一括作成 (50)')
  await press(page, '作成を開始')
  await see(page, '2 件の帳票を作成できませんでした')
  await shoot('ja-many-failed')
  t.equal(filed().length, 48)

  await t.test('each of the two says why', async (t) => {
    const said = await read(page)
    t.equal(said.split(UNDRAWABLE).length - 1 >= 2, true, said)
  })

  await t.test('with the data put right, only the two are made', async (t) => {
    for (const id of spoilt) await change('Quote', id, { Subject__c: '事務機器' })
    filed()
    await press(page, '失敗分を再試行(2 件)')
    await see(page, 'すべての帳票を作成しました')
    t.same(filed().map(({ recordId }) => recordId).sort(), [...spoilt].sort())
    await shoot('ja-many-done')
  })

  t.equal(sandbox.records['quote'] !== undefined && quotes.includes(sandbox.records['quote']), true)
  t.same(faults, [])
})
