import { readConfig } from '../config.ts'
import { sayWhy } from '../main/say.ts'
import { backup } from './backup.ts'
import { doctor } from './doctor.ts'
import { generate } from './generate.ts'
import { histories } from './histories.ts'
import { keys } from './keys.ts'
import { org } from './org.ts'
import { push } from './push.ts'
import { render } from './render.ts'
import { restore } from './restore.ts'
import { settings } from './settings.ts'
import { start } from './start.ts'
import { tenants } from './tenants.ts'
import { WrongUse, type Command } from './usage.ts'

const commands: Record<string, Command> = { start, generate, render, push, org, tenants, histories, keys, backup, restore, doctor, settings }

// Exit codes: 0 done, 1 failed with a sentence on standard error, 2 wrong usage.
const [name = 'help', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command) {
  const out = name === 'help' || name === '--help' ? process.stdout : process.stderr
  if (out === process.stderr) out.write(`There is no command ${name}.\n`)
  out.write(`Usage: chohyo <command>\n\n${Object.values(commands).map(({ usage, does }) => `  ${usage}\n      ${does}\n`).join('')}`)
  process.exit(out === process.stdout ? 0 : 2)
}
try {
  await command.run(args, readConfig())
} catch (error) {
  if (error instanceof WrongUse) process.stderr.write(`${error.message}\nUsage: chohyo ${command.usage}\n`)
  else sayWhy(error)
  process.exitCode = error instanceof WrongUse ? 2 : 1
}
