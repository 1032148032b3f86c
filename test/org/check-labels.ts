import { DotExpressionContext } from '@apexdevtools/apex-parser'
import { lineOfNode, nodesOf, readApex } from './apex.ts'
import { importsOf, readComponents } from './component-program.ts'
import { lineOf, type Finding } from './finding.ts'
import { readProject } from './read-project.ts'
import { all, text } from './xml.ts'

interface Named { name: string, file: string, line: number }

/** Every label used exists, every label is used, all are translated into Japanese with the same gaps, and nothing is translated that is no label. */
export function checkLabels (root: string): Finding[] {
  const labels = labelsOf(root)
  const translations = translationsOf(root)
  const uses = [...usesInScripts(root), ...usesInApex(root), ...usesInMetadata(root)]
  const lacks = (list: Array<{ name: string }>, { name }: { name: string }): boolean => !list.some((each) => each.name === name)
  return [
    ...uses.filter((use) => lacks(labels, use)).map(({ name, file, line }) => ({ file, line, message: `There is no label ${name}.` })),
    ...labels.filter((label) => lacks(uses, label)).map(({ name, file, line }) => ({ file, line, message: `The label ${name} is used nowhere.` })),
    ...labels.filter((label) => lacks(translations, label)).map(({ name, file, line }) => ({ file, line, message: `The label ${name} has no Japanese translation.` })),
    ...translations.filter((each) => lacks(labels, each)).map(({ name, file, line }) => ({ file, line, message: `${name} is translated, but is no label.` })),
    ...translations.flatMap((each) => checkGaps(each, labels.find(({ name }) => name === each.name))),
    ...[labels, translations].flatMap(doubles)
  ]
}

type Worded = Named & { words: string }

function labelsOf (root: string): Worded[] {
  return [...readProject(root).metadata('.labels-meta.xml').values()].flatMap(({ file, element }) => all(element, 'labels')
    .map((label) => ({ file, line: label.line, name: text(label, 'fullName'), words: text(label, 'value') })))
}

function translationsOf (root: string): Worded[] {
  const japanese = readProject(root).metadata('.translation-meta.xml').get('ja')
  return all(japanese?.element, 'customLabels').map((label) => ({ file: japanese?.file ?? '', line: label.line, name: text(label, 'name'), words: text(label, 'label') }))
}

function checkGaps ({ file, line, name, words }: Worded, label: Worded | undefined): Finding[] {
  if (label === undefined) return []
  if (words.trim() === '') return [{ file, line, message: `The Japanese of ${name} is empty.` }]
  const [theirs, ours] = [label.words, words].map((each) => [...new Set(each.match(/\{\w+\}/g))].sort().join(' '))
  return theirs === ours ? [] : [{ file, line, message: `The Japanese of ${name} has the gaps "${ours}", the English "${theirs}".` }]
}

function doubles (list: Named[]): Finding[] {
  return list.filter(({ name }, index) => list.findIndex((other) => other.name === name) !== index).map(({ name, file, line }) => ({ file, line, message: `${name} is there twice.` }))
}

function usesInScripts (root: string): Named[] {
  const { scripts } = readComponents(root)
  return [...scripts].flatMap(([file, script]) => importsOf(file, script)).filter(({ from }) => from.startsWith('@salesforce/label/'))
    .map(({ file, line, from }) => ({ file, line, name: from.slice('@salesforce/label/'.length).replace(/^c\./, '') }))
}

/** `Label.X` and `System.Label.X`. */
function usesInApex (root: string): Named[] {
  return readApex(root).flatMap(({ file, tree }) => nodesOf(tree, DotExpressionContext).flatMap((node): Named[] => {
    const [, name] = /^(?:System\.)?Label\.(\w+)$/i.exec(node.getText()) ?? []
    return name === undefined ? [] : [{ file, line: lineOfNode(node), name }]
  }))
}

function usesInMetadata (root: string): Named[] {
  const { files, source } = readProject(root)
  return files.filter((file) => file.endsWith('-meta.xml')).flatMap((file) => [...source(file).matchAll(/\$Label\.(?:c\.)?(\w+)/g)]
    .map((match) => ({ file, line: lineOf(source(file), match.index), name: match[1] ?? '' })))
}
