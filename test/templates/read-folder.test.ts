import t from 'tap'
import { readFolder } from '../../server/templates/read-folder.ts'

const json = JSON.stringify({ label: '見積書', lang: 'ja', paper: { size: 'A4', margin: { top: 1, right: 1, bottom: 1, left: 1 } } })
const good = {
  'template.json': json,
  'template.html': '<p>{{name}}</p>{{>seal}}',
  'template.css': 'p {}',
  partials: { 'seal.html': '<img src="seal.svg">' },
  assets: { 'seal.svg': '<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>' },
  'sample.json': '{"name":"x"}',
  'mapping.json': '{"view":"a"}'
}

t.test('a folder becomes a template with its images', async (t) => {
  const { label, template, assets, mapping, view } = await readFolder(t.testdir(good))
  t.match(template, { html: '<p>{{name}}</p>{{>seal}}', css: 'p {}', lang: 'ja', partials: { seal: '<img src="seal.svg">' }, sample: { name: 'x' }, assets: { 'seal.svg': /^[0-9a-f]{64}$/ } })
  t.equal(label, '見積書')
  t.equal(assets.get('seal.svg')?.contentType, 'image/svg+xml')
  t.same([mapping, view], [{ view: 'a' }, undefined])
})

t.test('what is wrong names its file', async (t) => {
  const cases: Array<[change: Parameters<typeof t.testdir>[0], sentence: RegExp]> = [
    [{ 'template.html': json }, /template\.json: it is not there/],
    [{ 'template.json': json }, /template\.html: it is not there/],
    [{ ...good, 'template.json': '{' }, /template\.json: .*JSON/],
    [{ ...good, 'template.json': '[]' }, /template\.json: it must hold one JSON object/],
    [{ ...good, 'template.json': '{"lang":"ja"}' }, /template\.json: paper is missing/],
    [{ ...good, 'template.json': '{"lang":"ja","paper":{"size":"A44","margin":{"top":1,"right":1,"bottom":1,"left":1}}}' }, /template\.json: paper\.size must be one of A3, A4/],
    [{ ...good, 'template.json': '{"label":5,"lang":"ja"}' }, /template\.json: the label/],
    [{ ...good, 'view.json': '{"object":1}' }, /view\.json: /],
    [{ ...good, 'sample.json': '"x"' }, /sample\.json: /],
    [{ ...good, partials: { 'seal.txt': 'x' } }, /partials\/seal\.txt: /],
    [{ ...good, assets: { 'seal.svg': '<svg><script/></svg>' } }, /assets\/seal\.svg: <script> is not allowed/],
    [{ ...good, assets: { 'seal.png': 'no image' } }, /assets\/seal\.png: it is no PNG, JPEG or SVG image/],
    [{ ...good, 'template.html': Buffer.from([0x93, 0xfa]) }, /template\.html: it is not readable as UTF-8/]
  ]
  for (const [folder, message] of cases) await t.rejects(readFolder(t.testdir(folder)), { code: 'CHOHYO_TEMPLATE_FOLDER_INVALID', message })
})
