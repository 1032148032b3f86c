import type { Config } from '../config.ts'
import type { Published } from '../definitions/schema.ts'
import { TemplateFolderInvalid } from '../errors.ts'
import { definitionName } from '../mappings/install-starter.ts'
import { demandTemplate } from '../templates/demand-template.ts'
import { readFolder, type ReadFolder } from '../templates/read-folder.ts'
import { callService } from './call-service.ts'
import { herePath, WrongUse, type Command } from './usage.ts'

/** A folder's template, view and mapping to the running service: kept as drafts and published, in the order in which they need each other. */
export const push: Command = {
  usage: 'push DIR',
  does: 'publish the template, view and mapping of a folder; its name, with _ for -, is theirs',
  async run (args, config) {
    const [dir, ...more] = args
    if (dir === undefined || dir.startsWith('-') || more.length > 0) throw new WrongUse('push needs one folder.')
    const folder = await readFolder(herePath(config, dir))
    const { label, template, assets, view, mapping } = folder
    demandTemplate(template, assets)
    const name = definitionName(folder.name)
    demandOwnNames(folder, name)
    for (const [asset, { bytes }] of assets) await callService(config, { method: 'PUT', path: `/v1/assets/${encodeURIComponent(asset)}`, bytes })
    for (const [kind, body] of Object.entries({ templates: template, views: view, mappings: mapping })) {
      if (body !== undefined) await publish(config, `/v1/${kind}/${encodeURIComponent(name)}`, { label, body })
    }
  }
}

/** A copied mapping that still names what it was copied from would print the old form. */
function demandOwnNames ({ view, mapping }: ReadFolder, name: string): void {
  const named = (mapping ?? {}) as { view?: unknown, template?: unknown }
  for (const [part, has] of [['template', true], ['view', view !== undefined]] as const) {
    if (mapping !== undefined && has && named[part] !== name) throw new TemplateFolderInvalid('mapping.json', `its ${part} must be ${name}, as this folder is called`)
  }
}

async function publish (config: Config, path: string, body: { label: string, body: unknown }): Promise<void> {
  await callService(config, { method: 'PUT', path, body })
  const { version } = await (await callService(config, { method: 'POST', path: `${path}/publish` })).json() as Published
  process.stdout.write(`Published: ${path.slice('/v1/'.length)}, version ${version}\n`)
}
