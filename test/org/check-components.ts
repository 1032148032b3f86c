import { eraseTypes } from '../../server/console/erase-types.ts'
import { readBundles, type Bundle } from './bundles.ts'
import type { Finding } from './finding.ts'
import { transformSync, type Diagnostic } from './lwc-compiler.ts'
import { readProject } from './read-project.ts'

/** Every script, template and stylesheet of every bundle through the compiler of LWC; its warnings count. Each bundle has what deploying wants. */
export function checkComponents (root: string): Finding[] {
  const { source } = readProject(root)
  const bundles = readBundles(root)
  return [
    ...bundles.flatMap((bundle) => checkShape(bundle)),
    ...bundles.filter(({ name }, index) => bundles.findIndex((other) => other.name === name) !== index)
      .map(({ dir, name }) => ({ file: dir, message: `There are two bundles named ${name}: the package has one folder for all rooms.` })),
    ...bundles.flatMap((bundle) => bundle.files.filter((file) => /\.(ts|js|html|css)$/.test(file)).flatMap((file) => compile(bundle, file, source(file))))
  ]
}

function checkShape ({ name, dir, files, metaFile, meta }: Bundle): Finding[] {
  const hasScript = files.some((file) => [`${dir}/${name}.ts`, `${dir}/${name}.js`].includes(file))
  return [
    ...meta === undefined ? [{ file: metaFile, message: 'Every bundle needs this file; without it, it cannot be deployed.' }] : [],
    ...hasScript || files.includes(`${dir}/${name}.css`) ? [] : [{ file: dir, message: `The bundle has no ${name}.ts, ${name}.js or ${name}.css.` }]
  ]
}

function compile ({ name }: Bundle, file: string, source: string): Finding[] {
  try {
    const script = file.endsWith('.ts') ? eraseTypes(source) : source
    const { warnings = [] } = transformSync(script, file.replace(/\.ts$/, '.js'), { namespace: 'c', name, enableDynamicComponents: true })
    return warnings.map((warning) => finding(file, warning))
  } catch (error) {
    return [finding(file, { location: placeOf(error as Error), ...error as Diagnostic, message: (error as Error).message })]
  }
}

/** Node tells the line of what it cannot strip at the head of the stack: `:2`. */
function placeOf ({ stack = '' }: Error): { line: number } | undefined {
  const [, line] = /^[^\n]*:(\d+)\n/.exec(stack) ?? []
  return line === undefined ? undefined : { line: Number(line) }
}

function finding (file: string, { message, code, location }: Diagnostic): Finding {
  // The compiler puts the path in front and a picture of the place behind.
  const [sentence = ''] = message.replace(/^\w*Error: /, '').replace(/^LWC\d+: /, '').replace(/^[^\n]*?\.(js|css|html):(\d+:\d+:)? ?/, '').split('\n')
  return { file, line: location?.line, message: `${typeof code === 'number' ? `LWC${code}: ` : ''}${sentence.replace(/^LWC\d+: /, '')}` }
}
