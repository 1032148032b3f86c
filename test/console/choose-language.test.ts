import t from 'tap'
import { chooseLanguage } from '../../server/console/app/choose-language.ts'

t.test('the page speaks as it is told, else as its user, else as the browser', async (t) => {
  t.equal(chooseLanguage('en', 'ja', ['ja']), 'en')
  t.equal(chooseLanguage(null, 'ja', ['en']), 'ja')
  t.equal(chooseLanguage(null, null, ['ja-JP', 'en']), 'ja')
  t.equal(chooseLanguage(null, null, ['fr', 'ja']), 'ja', 'the first of the browser’s that we speak')
  t.equal(chooseLanguage(null, null, ['fr']), 'en')
  t.equal(chooseLanguage('xx', null, ['jamaican']), 'en')
})
