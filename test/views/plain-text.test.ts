import t from 'tap'
import { plainText } from '../../server/views/plain-text.ts'

t.test('rich text without its formatting', async (t) => {
  t.equal(plainText('<p>書式<b>付き</b>の&amp;</p><ul><li>一</li><li>二</li></ul><script>alert(1)</script><style>p{}</style>'), '書式付きの&\n一\n二')
  t.equal(plainText('a<br>b'), 'a\nb')
  t.equal(plainText('1 &lt; 2'), '1 < 2')
  t.equal(plainText(null), null)
})
