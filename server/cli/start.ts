import { readOptions, type Command } from './usage.ts'

/** The service: what `npm start` runs. */
export const start: Command = {
  usage: 'start',
  does: 'the service, until Ctrl-C',
  async run (args) {
    readOptions(args, { required: [] })
    await import('../main.ts')
  }
}
