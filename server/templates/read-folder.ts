import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Value } from 'typebox/value'
import { sayMisfit } from '../definitions/say-misfit.ts'
import { both } from '../errors-ja.ts'
import { TemplateFolderInvalid } from '../errors.ts'
import { View } from '../views/schema.ts'
import { Template, type AssetBytes } from './schema.ts'
import { sniffAsset } from './sniff-asset.ts'

/**
 * A template as files: `template.json` (label, lang, paper, header, footer, richText …), `template.html`, `template.css`, `partials/*.html`, `assets/*`,
 * `sample.json`, and beside it `view.json` and `mapping.json`. The mapping is plain JSON: its room checks it.
 */
export interface ReadFolder { name: string, label: string, template: Template, assets: Map<string, AssetBytes>, view?: View, mapping?: unknown }

/** Reads a template folder. What is missing, unreadable or of the wrong shape is TemplateFolderInvalid naming the file. */
export async function readFolder (dir: string): Promise<ReadFolder> {
  const name = basename(dir)
  const { label = name, ...settings } = await readJson(dir, 'template.json') as Record<string, unknown>
  if (typeof label !== 'string') throw new TemplateFolderInvalid('template.json', 'the label must be text')
  const html = await readText(dir, 'template.html')
  const sample = await optional(dir, 'sample.json')
  const assets = await readAssets(dir)
  const template = {
    ...settings,
    html,
    css: await exists(dir, 'template.css') ? await readText(dir, 'template.css') : '',
    partials: await readPartials(dir),
    assets: Object.fromEntries([...assets].map(([asset, { bytes }]) => [asset, createHash('sha256').update(bytes).digest('hex')])),
    ...(sample !== undefined && { sample })
  }
  demand(Template, template, 'template.json')
  const view = await optional(dir, 'view.json')
  if (view !== undefined) demand(View, view, 'view.json')
  const mapping = await optional(dir, 'mapping.json')
  return { name, label, template: template as unknown as Template, assets, ...(view !== undefined && { view: view as View }), ...(mapping !== undefined && { mapping }) }
}

function demand (schema: typeof Template | typeof View, body: unknown, file: string): void {
  const errors = Value.Errors(schema, body)
  if (errors.length > 0) throw new TemplateFolderInvalid(file, sayMisfit(schema, errors, both('it', 'ファイル')).en)
}

async function readText (dir: string, file: string): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(join(dir, file)))
  } catch (error) {
    throw new TemplateFolderInvalid(file, (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'it is not there' : 'it is not readable as UTF-8 text')
  }
}

async function readJson (dir: string, file: string): Promise<unknown> {
  const text = await readText(dir, file)
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  } catch (error) {
    throw new TemplateFolderInvalid(file, (error as Error).message)
  }
  throw new TemplateFolderInvalid(file, 'it must hold one JSON object')
}

async function optional (dir: string, file: string): Promise<unknown> {
  return await exists(dir, file) ? readJson(dir, file) : undefined
}

async function exists (dir: string, file: string): Promise<boolean> {
  return (await list(dir)).includes(file)
}

async function readPartials (dir: string): Promise<Record<string, string>> {
  const partials: Record<string, string> = {}
  for (const file of await list(join(dir, 'partials'))) {
    if (!file.endsWith('.html')) throw new TemplateFolderInvalid(`partials/${file}`, 'a partial is a file ending in .html')
    partials[file.slice(0, -'.html'.length)] = await readText(dir, `partials/${file}`)
  }
  return partials
}

async function readAssets (dir: string): Promise<Map<string, AssetBytes>> {
  const assets = new Map<string, AssetBytes>()
  for (const file of await list(join(dir, 'assets'))) {
    try {
      assets.set(file, sniffAsset(await readFile(join(dir, 'assets', file))))
    } catch (error) {
      throw new TemplateFolderInvalid(`assets/${file}`, (error as Error).message)
    }
  }
  return assets
}

/** Names in a folder, sorted, so that the same folder reads the same everywhere; none if it does not exist. */
async function list (dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw new TemplateFolderInvalid(basename(dir), 'it cannot be listed')
  })
  return names.filter((name) => !name.startsWith('.')).sort()
}
