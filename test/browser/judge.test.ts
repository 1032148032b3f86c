import t from 'tap'
import { judge } from './judge.ts'
import { openBrowser } from './open-browser.ts'

/** Each flaw a screen is held to, planted. */
const FLAWS: Record<string, [html: string, said: RegExp]> = {
  'a page wider than the window': ['<div style="width: 2000px; height: 9px"></div>', /wider than the window/],
  'words that a box cuts off': ['<p style="width: 50px; overflow: hidden; white-space: nowrap">a long sentence that ends nowhere</p>', /^cut off: /],
  'a line cut off below': ['<p style="height: 12px; overflow: hidden">one<br>two<br>three</p>', /^cut off below/],
  'three dots without the whole': ['<p style="width: 50px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">a long sentence that ends nowhere</p>', /^cut off: /],
  'a button too small for its words': ['<button style="width: 40px; white-space: nowrap">a button of many words</button>', /words run out/],
  'a button over another': ['<button>one</button><button style="margin-left: -30px">another</button>', /one over the other/],
  'words outside the window': ['<p style="margin-left: -40px">hidden at the left</p>', /outside the window/],
  'a value that is none': ['<p>Total: undefined</p>', /unfinished words/],
  'a label with a gap': ['<button aria-label="Open {0}">x</button>', /unfinished words/],
  'what nobody can read': ['<p style="color: #ccc; background: #fff">pale</p>', /color-contrast/]
}

t.test('a screen is held to this', async (t) => {
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const { page } = await browser.open('about:blank')
  const show = (html: string) => page.setContent(`<!doctype html><html lang="en"><title>page</title><main><h1>Page</h1>${html}</main></html>`)
  for (const [name, [html, said]] of Object.entries(FLAWS)) {
    await show(html)
    const flaws = await judge(page)
    t.ok(flaws.some((flaw) => said.test(flaw)), `${name}: ${flaws.join(', ') || 'nothing is found'}`)
  }
  await show('<button title="a long name indeed" style="width: 60px"><span style="display: block; overflow: hidden; white-space: nowrap; text-overflow: ellipsis">a long name indeed</span></button><button>another</button><p>Nullable values</p>')
  t.same(await judge(page), [], 'three dots with the whole beside them are no flaw')
})
