import { firstName, readBundles, readTemplate, type Bundle, type TemplateNode } from './bundles.ts'
import { componentClass, membersOf, readComponents } from './component-program.ts'
import type { Finding } from './finding.ts'
import type { Expression } from './lwc-compiler.ts'
import { isPublicModule, moduleOfTag, propertiesOfModule } from './platform.ts'
import { readProject } from './read-project.ts'

/** Every component that has them whatever its class says. https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Global_attributes */
const EVERYWHERE = /^(data-.*|aria-.*|class|style|id|slot|title|role|hidden|dir|lang|tabindex|tabIndex|part|draggable|accesskey|accessKey|spellcheck|exportparts)$/

/** Every template: its components exist, the properties it sets are public there, and the members it reads are in its class. LWC itself says nothing about any of them. */
export function checkTemplateReferences (root: string): Finding[] {
  const { source } = readProject(root)
  return readBundles(root).flatMap((bundle) => {
    const members = classMembers(root, bundle)
    return bundle.files.filter((file) => file.endsWith('.html')).flatMap((file) =>
      readTemplate(source(file)).flatMap(({ node, locals }) => [
        ...node.type === 'Component' ? checkTag(root, file, node) : [],
        ...checkNames(file, node, [...members ?? []], locals, members !== undefined)
      ]))
  })
}

function checkTag (root: string, file: string, node: TemplateNode['node']): Finding[] {
  const tag = node.name as string
  const line = node.location.startLine
  const [namespace] = tag.split('-')
  const name = moduleOfTag(tag)
  const bundle = readBundles(root).find((each) => each.name === name)
  if (namespace === 'c' ? bundle === undefined : namespace !== 'lightning' || !isPublicModule(name)) return [{ file, line, message: `There is no component <${tag}>.` }]
  const known = namespace === 'c' ? publicProperties(root, bundle) : propertiesOfModule(name)
  if (known === undefined) return []
  const given = [node.properties, node.attributes].flat() as Array<{ name: string, location: { startLine: number } }>
  const unknown = given.filter((each) => !EVERYWHERE.test(each.name) && !known.includes(each.name))
  return unknown.map((each) => ({ file, line: each.location.startLine, message: `<${tag}> has no public property ${each.name}.` }))
}

function publicProperties (root: string, bundle: Bundle | undefined): string[] | undefined {
  const script = bundle === undefined ? undefined : readComponents(root).scripts.get(`${bundle.dir}/${bundle.name}.ts`)
  const declared = componentClass(script)
  return declared === undefined || extendsOwn(declared.getText()) ? undefined : membersOf(declared).filter(({ isPublic }) => isPublic).map(({ name }) => name)
}

/** Members of the class; undefined where some of them may be inherited from a class of ours. */
function classMembers (root: string, { dir, name }: Bundle): string[] | undefined {
  const declared = componentClass(readComponents(root).scripts.get(`${dir}/${name}.ts`))
  return declared === undefined || extendsOwn(declared.getText()) ? undefined : membersOf(declared).map((member) => member.name)
}

function extendsOwn (text: string): boolean {
  return !/^[^{]*\bextends\s+(LightningElement|LightningModal|NavigationMixin\(\s*(LightningElement|LightningModal)\s*\))[\s{]/.test(text)
}

const EXPRESSIONS = ['value', 'expression', 'condition', 'handler']

function checkNames (file: string, node: TemplateNode['node'], members: string[], locals: string[], isKnown: boolean): Finding[] {
  if (!isKnown) return []
  const names = EXPRESSIONS.map((key) => firstName(node[key] as Expression | undefined)).filter((name) => name !== undefined)
  return names.filter((name) => !locals.includes(name) && !members.includes(name))
    .map((name) => ({ file, line: node.location.startLine, message: `The component's class has no member ${name}.` }))
}
