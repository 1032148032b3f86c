import type { Finding } from './finding.ts'
import { findObject } from './objects.ts'
import { readProject, type Project } from './read-project.ts'
import { all, text, type Element } from './xml.ts'

const ENDING = '-ja'

/** Names of objects, fields, actions, buttons, tabs and the app in Japanese: all that people see is translated, and what is translated exists. Labels: check-labels.ts. */
export function checkTranslations (root: string): Finding[] {
  const project = readProject(root)
  return [...checkOthers(project), ...checkObjects(project), ...checkFields(project)]
}

/** The app, and tabs that are not called after an object. */
function checkOthers ({ metadata }: Project): Finding[] {
  const japanese = metadata('.translation-meta.xml').get('ja')
  const tabs = [...metadata('.tab-meta.xml')].filter(([, { element }]) => text(element, 'customObject') !== 'true')
  return compare(japanese?.file ?? 'ja.translation-meta.xml', [
    { words: 'app', there: [...metadata('.app-meta.xml')].map(place), translated: all(japanese?.element, 'customApplications') },
    { words: 'tab', there: tabs.map(place), translated: all(japanese?.element, 'customTabs') }
  ])
}

interface Place { name: string, file: string }

function place ([name, { file }]: [string, { file: string }]): Place {
  return { name, file }
}

function compare (file: string, kinds: Array<{ words: string, there: Place[], translated: Element[] }>): Finding[] {
  return kinds.flatMap(({ words, there, translated }) => [
    ...there.filter(({ name }) => !translated.some((each) => text(each, 'name') === name && text(each, 'label') !== '')).map((each) => ({ file: each.file, message: `The ${words} ${each.name} has no Japanese name.` })),
    ...translated.filter((each) => !there.some(({ name }) => name === text(each, 'name'))).map((each) => ({ file, line: each.line, message: `There is no ${words} ${text(each, 'name')} to translate.` }))
  ])
}

function checkObjects ({ root, metadata, files }: Project): Finding[] {
  const actions = [...metadata('.quickAction-meta.xml')].map(([name, { file }]) => ({ object: name.split('.')[0] ?? '', name: name.split('.')[1] ?? '', file }))
  const links = files.filter((file) => file.endsWith('.webLink-meta.xml')).map((file) => ({ object: file.split('/').at(-3) ?? '', name: file.split('/').at(-1)?.split('.')[0] ?? '', file }))
  const own = [...metadata('.object-meta.xml').keys()].filter((name) => name.endsWith('__c'))
  const translations = metadata('.objectTranslation-meta.xml')
  const objects = new Set([...actions, ...links].map(({ object }) => object).concat(own, [...translations.keys()].filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length))))
  return [...objects].flatMap((object) => {
    const { file, element } = translations.get(`${object}${ENDING}`) ?? { file: `objectTranslations/${object}${ENDING}` }
    const unknown = findObject(root, object) === undefined ? [{ file, message: `There is no object ${object}.` }] : []
    const unnamed = own.includes(object) && text(element, 'caseValues', 'value') === '' ? [{ file, message: `The object ${object} has no Japanese name.` }] : []
    return [...unknown, ...unnamed, ...compare(file, [
      { words: 'quick action', there: actions.filter((each) => each.object === object), translated: all(element, 'quickActions') },
      { words: 'button', there: links.filter((each) => each.object === object), translated: all(element, 'webLinks') }
    ])]
  })
}

/** Fields of our own objects; those that we add to others are for the administrator. */
function checkFields ({ root, files, xml }: Project): Finding[] {
  const fields = files.filter((file) => /\/objects\/\w+__c\/fields\//.test(file))
  const translations = files.filter((file) => file.endsWith('.fieldTranslation-meta.xml') && file.includes(`${ENDING}/`))
  const nameOf = (file: string): string => `${file.split('/').at(file.includes('/fields/') ? -3 : -2)?.replace(ENDING, '')}.${file.split('/').at(-1)?.split('.')[0]}`
  return [
    ...fields.filter((file) => !translations.some((each) => nameOf(each) === nameOf(file))).map((file) => ({ file, message: `The field ${nameOf(file)} has no Japanese name.` })),
    ...translations.flatMap((file) => {
      const [object = '', field = ''] = nameOf(file).split('.')
      const parsed = xml(file)
      const said = 'root' in parsed ? text(parsed.root, 'name') : ''
      const unknown = findObject(root, object)?.fields.has(field.toLowerCase()) ? [] : [{ file, message: `There is no field ${object}.${field}.` }]
      return said === field ? unknown : [...unknown, { file, message: `The file is not named after ${said}.` }]
    })
  ]
}
