import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { histories } from '../../server/cli/histories.ts'
import { readConfig } from '../../server/config.ts'
import { signAnchor, writeAnchor } from '../../server/histories/anchor.ts'
import { TENANT, texts, writeChain } from '../histories/write-chain.ts'
import { testFolder } from '../stores.ts'

const dir = await testFolder(t)
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const chain = writeChain(30, (line) => { line.what = 'line\u2028separator' })
const put = (name: string, text: string | Buffer) => writeFileSync(join(dir, name), text)
put('chain.jsonl', `${texts(chain).join('\n')}\n`)
put('cut.jsonl', `${texts(chain.slice(0, 25)).join('\n')}\n`)
put('bad.jsonl', `${texts(chain).join('\n').replace('view_7', 'view_8')}\n`)
put('broken.jsonl', Buffer.concat([Buffer.from(`${texts(chain.slice(0, 3)).join('\n')}\n`), Buffer.of(0xff, 0xfe, 0x0a)]))
put('anchors.jsonl', `${[10, 30].map((number) => writeAnchor(signAnchor(privateKey, { tenant: TENANT, number, hash: chain[number - 1]?.hash ?? '', at: '2028-03-01T00:00:00.000Z' }))).join('\n')}\n`)
put('key.pem', publicKey.export({ type: 'spki', format: 'pem' }))
put('other.pem', generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }))

const config = { ...readConfig({ DATA_DIR: join(dir, 'none') }), INIT_CWD: dir }
const verify = (...args: string[]) => histories.run(args, config)

t.test('a sound chain is told to be sound, with neither database nor key of ours nor a folder of data', async (t) => {
  const chohyo = [join(process.cwd(), 'server/chohyo.cjs'), 'histories', 'verify', 'chain.jsonl', '--anchors', 'anchors.jsonl', '--key', 'key.pem']
  const { status, stdout } = spawnSync(process.execPath, chohyo, { cwd: dir, env: { PATH: process.env.PATH, HOME: dir, DATA_DIR: join(dir, 'none') }, encoding: 'utf8' })
  t.equal(status, 0)
  t.equal(stdout, `The histories of ${TENANT} are as they were written: 30 lines, the last one with the hash ${chain[29]?.hash}.\n2 anchors agree. All are signed with the key.\n`)
  t.notOk(existsSync(join(dir, 'none')))
})

t.test('what was not given to check it is said', async (t) => {
  const said = t.capture(process.stdout, 'write', () => true)
  await verify('verify', 'chain.jsonl')
  await verify('verify', 'chain.jsonl', '--anchors', 'anchors.jsonl')
  const [first, second] = said().map(({ args }) => String(args[0]))
  t.match(first, /Without anchors nobody can tell/)
  t.match(second, /2 anchors agree. Their signatures were not checked/)
})

t.test('the first bad line is named, and what is wrong with it', async (t) => {
  const broken = (message: RegExp) => ({ code: 'CHOHYO_CHAIN_BROKEN', message })
  await t.rejects(verify('verify', 'bad.jsonl'), broken(/Line 7 .* what it says does not have its hash/))
  await t.rejects(verify('verify', 'broken.jsonl'), broken(/Line 4 /))
  await t.rejects(verify('verify', 'cut.jsonl', '--anchors', 'anchors.jsonl'), broken(/Line 26 .* an anchor speaks of line 30/))
  await t.rejects(verify('verify', 'chain.jsonl', '--anchors', 'anchors.jsonl', '--key', 'other.pem'), broken(/was not signed with this key/))
})

t.test('a file that is not there, and wrong usage, are sentences', async (t) => {
  await t.rejects(verify('verify', 'none.jsonl'), { code: 'CHOHYO_CHAIN_UNREADABLE', message: /none.jsonl cannot be read \(ENOENT\)/ })
  await t.rejects(verify('verify', 'chain.jsonl', '--key', 'chain.jsonl'), { code: 'CHOHYO_CHAIN_UNREADABLE' })
  for (const wrong of [[], ['verify'], ['show', 'chain.jsonl'], ['verify', 'chain.jsonl', '--ankers', 'x']]) await t.rejects(verify(...wrong), { code: 'CHOHYO_WRONG_USE' })
})
