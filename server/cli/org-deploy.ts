import { globSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SfRefused } from '../errors.ts'
import type { Part } from './org-package.ts'
import { callSf } from './org-sf.ts'
import { targetWords, type Ground } from './org-steps.ts'

const MINUTES = '45'

/** The package with its own tests, and only these: an org's other tests are not ours to fail on. */
export async function deployPackage ({ options, say }: Ground, work: string, part: Part): Promise<void> {
  const tests = part.components.filter(({ type, fullName }) => type === 'ApexClass' && fullName.endsWith('Test')).flatMap(({ fullName }) => ['--tests', fullName])
  await callSf(['project', 'deploy', 'start', '--metadata-dir', part.dir, '--test-level', 'RunSpecifiedTests', ...tests, '--wait', MINUTES, ...targetWords(options)], { cwd: join(work, 'source') })
  say(`      ${part.components.length} components are there; ${tests.length / 2} test classes have passed in the org`)
}

/**
 * The External Client App and its consumer key. An org may keep both from the Metadata API until a switch is on, so there is a way by hand.
 * https://developer.salesforce.com/docs/atlas.en-us.api_meta.meta/api_meta/meta_extlclntappglobaloauthsettings.htm
 */
export async function deployApp (ground: Ground, work: string, part: Part): Promise<string> {
  const { options, asking, say } = ground
  for (;;) {
    try {
      await callSf(['project', 'deploy', 'start', '--metadata-dir', part.dir, '--wait', MINUTES, ...targetWords(options)], { cwd: join(work, 'source') })
      return options.consumerKey ?? await retrieveConsumerKey(ground, work)
    } catch (error) {
      if (!(error instanceof SfRefused)) throw error
      if (options.consumerKey !== undefined) return options.consumerKey
      say(`      ${error.message}`)
      say('      In Setup, External Client Apps, Settings, switch on "Allow access to External Client App consumer secrets via REST API", then Enter to try again.')
      say(`      Or make the app by hand as docs/salesforce.md says (certificate: ${join(work, 'chohyo.crt')}) and give its consumer key here.`)
      const answer = await asking.ask('      Enter, or the consumer key:')
      if (answer !== '') return answer
    }
  }
}

async function retrieveConsumerKey ({ options, say }: Ground, work: string): Promise<string> {
  const dir = join(work, 'retrieved-app')
  await rm(dir, { recursive: true, force: true })
  await callSf(['project', 'retrieve', 'start', '--metadata', 'ExtlClntAppGlobalOauthSettings:Chohyo_glbloauth', '--target-metadata-dir', dir, '--unzip', '--wait', '15', ...targetWords(options)], { cwd: join(work, 'source') })
  try {
    for (const file of globSync('**/*.ecaGlblOauth', { cwd: dir })) {
      const [, key] = /<consumerKey>([^<]+)<\/consumerKey>/.exec(await readFile(join(dir, file), 'utf8')) ?? []
      if (key !== undefined) return key
    }
  } finally {
    // It may hold the consumer secret, which nobody needs here.
    await rm(dir, { recursive: true, force: true })
  }
  say('      The app is there, but the org does not tell its consumer key.')
  throw new SfRefused('read the consumer key', 'it is in Setup, External Client App Manager, Chohyo, Settings, OAuth Settings, Consumer Key and Secret.')
}

/** The Japanese words. Without the Translation Workbench the org stays in English, which is no reason to stop. */
export async function deployWords ({ options, say }: Ground, work: string, part: Part): Promise<void> {
  try {
    await callSf(['project', 'deploy', 'start', '--metadata-dir', part.dir, '--wait', MINUTES, ...targetWords(options)], { cwd: join(work, 'source') })
    say('      Japanese users read Japanese')
  } catch (error) {
    if (!(error instanceof SfRefused)) throw error
    say(`      ! ${error.message}`)
    say('      ! The words stay English. In Setup, Translation Language Settings, enable translations and add Japanese, then run this command again.')
  }
}
