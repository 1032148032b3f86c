import type { Config } from '../config.ts'
import type { Asking } from './org-ask.ts'

/** The org as the Salesforce CLI knows it; its access token is not looked at. */
export interface Org { id: string, name: string, sandbox: boolean, instanceUrl: string, loginUrl: string, username: string, userId: string, email: string }

export interface OrgOptions { targetOrg?: string | undefined, loginUrl?: string | undefined, certificate?: string | undefined, consumerKey?: string | undefined, identity: string, yes: boolean, dryRun: boolean, withData: boolean }

/** What every step may use. */
export interface Ground { config: Config, options: OrgOptions, asking: Asking, say: (line: string) => void }

/** One thing that is done to the org or the service; `does` says beforehand what, in the words of its commands. */
export interface Step<State> { title: string, does: string[], run: (state: State) => Promise<void> }

/** Does one step after the other and says which; a dry run only says. */
export async function walk<State> ({ options, say }: Ground, steps: Array<Step<State>>, state: State): Promise<void> {
  for (const [place, { title, does, run }] of steps.entries()) {
    say(`\n${place + 1}/${steps.length} ${title}`)
    if (options.dryRun) does.forEach((line) => say(`      ${line}`))
    else await run(state)
  }
}

/** `--target-org` as words for sf; without it sf takes its own default. */
export function targetWords ({ targetOrg }: OrgOptions): string[] {
  return targetOrg === undefined ? [] : ['--target-org', targetOrg]
}
