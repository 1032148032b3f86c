import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { openAsking } from './org-ask.ts'
import { connectOrg } from './org-connect.ts'
import { buildPackage } from './org-package.ts'
import { registerOrg } from './org-register.ts'
import type { Ground, OrgOptions } from './org-steps.ts'
import { undoOrg } from './org-undo.ts'
import { herePath, readOptions, WrongUse, type Command } from './usage.ts'

const COMMON = ['target-org', 'login-url', 'certificate', 'consumer-key', 'identity'] as const

/** A Salesforce org: build the package for it, connect it, register what was connected by hand, undo it. */
export const org: Command = {
  usage: `org connect [--target-org NAME] [--login-url URL] [--identity CERTIFICATE-NAME] [--certificate FILE] [--consumer-key KEY] [--yes] [--dry-run]
  org undo [--target-org NAME] [--with-data] [--yes] [--dry-run]
  org build [--out DIR]
  org register --org-id ID --name NAME --instance-url URL --login-url URL --consumer-key KEY --key FILE --certificate FILE`,
  does: 'connect a Salesforce org with this service (with the Salesforce CLI, sf), or undo it; build the package alone; register an org set up by hand',
  async run ([verb, ...args], config) {
    if (verb === 'connect') await onGround(config, readOrgOptions(args, [...COMMON], ['yes', 'dry-run']), connectOrg)
    else if (verb === 'undo') await onGround(config, readOrgOptions(args, ['target-org'], ['with-data', 'yes', 'dry-run']), undoOrg)
    else if (verb === 'build') await build(config, args)
    else if (verb === 'register') await registerOrg(config, args)
    else throw new WrongUse(verb === undefined ? 'org needs to be told what: connect, undo, build or register.' : `org cannot ${verb}.`)
  }
}

function readOrgOptions (args: string[], optional: string[], flags: string[]): OrgOptions {
  const given = readOptions<string>(args, { required: [], optional, flags })
  const identity = given['identity'] ?? 'Chohyo_Signing'
  if (!/^[A-Za-z](?:_?[A-Za-z0-9])*$/.test(identity)) throw new WrongUse(`--identity ${identity} is no unique name of a certificate.`)
  return {
    targetOrg: given['target-org'],
    loginUrl: given['login-url'],
    certificate: given['certificate'],
    consumerKey: given['consumer-key'],
    identity,
    yes: given['yes'] !== undefined,
    dryRun: given['dry-run'] !== undefined,
    withData: given['with-data'] !== undefined
  }
}

async function onGround (config: Config, options: OrgOptions, work: (ground: Ground) => Promise<void>): Promise<void> {
  const asking = openAsking()
  try {
    await work({ config, options, asking, say: (line) => { process.stdout.write(`${line}\n`) } })
  } finally {
    asking.close()
  }
}

async function build (config: Config, args: string[]): Promise<void> {
  const { out } = readOptions(args, { required: [], optional: ['out'] })
  const dir = resolve(herePath(config, out ?? 'salesforce-package'))
  const values = config.publicUrl.startsWith('https:') ? { serviceUrl: config.publicUrl, identity: 'Chohyo_Signing', contactEmail: 'admin@chohyo.example.com' } : null
  for (const part of await buildPackage(dir, values)) process.stdout.write(`${part.dir}: ${part.components.length} components\n`)
  if (values === null) process.stdout.write('PUBLIC_URL is not set to an https address, so the placeholder https://chohyo.example.com is still in it: docs/salesforce.md says where.\n')
  process.stdout.write('Deploy them in this order: sf project deploy start --metadata-dir DIR\n')
}
