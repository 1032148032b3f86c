import t from 'tap'
import { judgeChrome, OLDEST_CHROME } from '../../server/io/judge-chrome.ts'

t.test('a browser with known ways out of its sandbox is named, part by part of its version', async (t) => {
  for (const version of ['148.9.9999.999', '149.0.7826.999', '149.0.7827.114', '99.0.0.0']) t.match(judgeChrome(`HeadlessChrome/${version}`), /known holes/, version)
  for (const version of [OLDEST_CHROME, '149.0.7827.116', '149.0.7828.0', '150.0.0.0', '1000.0.0.0']) t.equal(judgeChrome(`Chrome/${version}`), null, version)
})

t.test('what does not say its version is not trusted', async (t) => {
  for (const version of ['', 'Chrome', 'Chrome/150', 'Firefox/150.0.0.0', 'Chrome/150.0.0.0 evil']) t.match(judgeChrome(version), /does not say/, version)
})
