import { createPublicKey, type KeyObject } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { ChainBroken, ChainUnreadable } from '../errors.ts'
import { verifyChain, type Verdict } from '../histories/verify-chain.ts'
import { readLines } from './read-lines.ts'
import { herePath, readOptions, WrongUse, type Command } from './usage.ts'

/** Checks an exported chain, with neither database nor network nor key of ours. */
export const histories: Command = {
  usage: 'histories verify FILE [--anchors FILE] [--key FILE]',
  does: 'check a chain that GET /v1/histories/export wrote, with the anchors of the tenant and the public key they are signed with',
  async run ([verb, file, ...options], config) {
    if (verb !== 'verify' || file === undefined || file.startsWith('-')) throw new WrongUse('histories verify needs one file.')
    const { anchors, key } = readOptions(options, { required: [], optional: ['anchors', 'key'] })
    const verdict = await verifyChain(await readable(herePath(config, file)), {
      anchors: anchors === undefined ? [] : await collect(await readable(herePath(config, anchors))),
      key: key === undefined ? undefined : await readKey(config, key)
    })
    if (verdict.fault) throw new ChainBroken(verdict.fault.number, verdict.fault.what)
    process.stdout.write(say(verdict, { anchors: anchors !== undefined, key: key !== undefined }))
  }
}

async function readable (file: string): Promise<AsyncIterable<string>> {
  await access(file).catch((error: NodeJS.ErrnoException) => { throw new ChainUnreadable(file, error.code ?? error.message) })
  return readLines(file)
}

async function collect (lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = []
  for await (const line of lines) all.push(line)
  return all
}

async function readKey (config: Config, path: string): Promise<KeyObject> {
  const file = herePath(config, path)
  try {
    return createPublicKey(await readFile(file))
  } catch (error) {
    throw new ChainUnreadable(file, (error as NodeJS.ErrnoException).code ?? 'it is no public key')
  }
}

/** What was found, and what nothing was given to find. */
function say ({ tenant, number, hash, anchors }: Verdict, given: { anchors: boolean, key: boolean }): string {
  const outside = !given.anchors
    ? 'Without anchors nobody can tell whether lines are missing at the end or all were written anew: give --anchors.'
    : `${anchors} anchors agree.${given.key ? ' All are signed with the key.' : ' Their signatures were not checked: give --key.'}`
  return `The histories of ${tenant || 'nobody'} are as they were written: ${number} lines, the last one with the hash ${hash}.\n${outside}\n`
}
