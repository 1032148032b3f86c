import { describeSettings } from '../config.ts'
import type { Command } from './usage.ts'

/** The table of settings as it stands in the README. */
export const settings: Command = {
  usage: 'settings',
  does: 'all settings with their defaults, as a Markdown table',
  async run () {
    process.stdout.write(settingsTable())
  }
}

export function settingsTable (): string {
  const rows = describeSettings().map(({ name, default: value, description }) => `| \`${name}\` | ${value === '' ? '' : `\`${value}\``} | ${description} |\n`)
  return `| setting | default | what it does |\n|---|---|---|\n${rows.join('')}`
}
