import { spawnSync } from 'node:child_process'
import { findOnPath, unpackFromDebian } from './debian.ts'

/** A Java that can be started here. */
export interface Java { file: string, environment: Record<string, string>, from: string }

const OLDEST = 11

/** From PATH when it is new enough, else from Debian's packages, unpacked (not installed) into a cache folder; throws a sentence when neither can be had. */
export async function findJava (): Promise<Java> {
  const installed = findOnPath('java')
  if (installed !== undefined && versionOf(installed) >= OLDEST) return { file: installed, environment: {}, from: installed }
  const found = await unpackFromDebian({ name: 'java', file: 'usr/lib/jvm/*/bin/java', packages })
  if (found === undefined) throw new Error(`No Java ${OLDEST} or newer on PATH, and Debian’s package cannot be fetched. Install one (on Debian: default-jre-headless): the checks of Apex need it.`)
  return { file: found.file, environment: { LD_LIBRARY_PATH: found.libraryPath }, from: "Debian's package, unpacked" }
}

/** default-jre-headless names the release's own; of the libraries it needs only a few are touched without a screen. */
function packages (dependsOn: (...names: string[]) => string[]): string[] {
  const runtimes = dependsOn('default-jre-headless').filter((name) => name.startsWith('openjdk-'))
  return runtimes.length > 0 ? [...runtimes, 'zlib1g'] : []
}

function versionOf (java: string): number {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' })
  const [, major = '0', minor] = /version "(\d+)(?:\.(\d+))?/.exec(stderr ?? '') ?? []
  return Number(major === '1' ? minor : major)
}
