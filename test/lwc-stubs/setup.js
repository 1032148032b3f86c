import { readFileSync } from 'node:fs'
import { setup } from '@sa11y/jest'
import { XMLParser } from 'fast-xml-parser'

setup()

// The real labels instead of their names, so that the gaps in them are filled as for a user.
const file = 'force-app/main/default/labels/CustomLabels.labels-meta.xml'
const { CustomLabels } = new XMLParser({ parseTagValue: false }).parse(readFileSync(file, 'utf8'))
for (const { fullName, value } of CustomLabels.labels) {
  jest.doMock(`@salesforce/label/c.${fullName}`, () => ({ __esModule: true, default: value }), { virtual: true })
}

// What browsers have and jsdom does not.
let keys = 0
Object.defineProperty(globalThis.crypto, 'randomUUID', { value: () => `key-${++keys}`, configurable: true })
if (!('size' in URLSearchParams.prototype)) {
  Object.defineProperty(URLSearchParams.prototype, 'size', { get () { return [...this].length } })
}
AbortSignal.timeout ??= () => new AbortController().signal

afterEach(() => {
  while (document.body.firstChild) {
    document.body.firstChild.remove()
  }
  localStorage.clear()
  sessionStorage.clear()
  jest.useRealTimers()
})
