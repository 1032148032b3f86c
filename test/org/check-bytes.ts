import { CreatedNameContext, DotExpressionContext, FieldNameContext, TypeRefContext, type ApexParserRuleContext } from '@apexdevtools/apex-parser'
import { classesOf, lineOfNode, nodesOf, readApex, stringsOf, type ApexFile } from './apex.ts'
import type { Finding } from './finding.ts'

/** Classes that hold bytes at all, and which; tests are free to make some. */
export const HOLDERS: Record<string, string> = {
  ChohyoSigner: 'the hash of a body, and a signature',
  ChohyoRest: 'the JSON of callers from outside',
  ChohyoTestService: 'the answers that tests get'
}

/** Addresses of the service that answer with a document or with pictures of its pages. */
const BYTES = /\/(content|pages|previews)\b/

/** Nothing of a document passes through Apex, which has 6 MB: no bytes outside of the classes above, no base64 undone, no file read, and what is signed for such an address is not sent. */
export function checkBytes (root: string): Finding[] {
  const apex = readApex(root)
  const senders = apex.filter(({ tree }) => stringsOf(tree).some(({ text }) => text.startsWith('callout:'))).map(({ name }) => name)
  return apex.filter((each) => !isTest(each)).flatMap((each) => [...checkBlobs(each), ...checkReading(each), ...checkSending(each, senders)])
}

function isTest (apex: ApexFile): boolean {
  return classesOf(apex).some(({ name, annotations }) => name === apex.name && annotations.has('istest'))
}

function checkBlobs ({ file, name, tree }: ApexFile): Finding[] {
  if (name in HOLDERS) return []
  const types = [...nodesOf(tree, TypeRefContext), ...nodesOf(tree, CreatedNameContext)].filter((node) => /\bBlob\b/i.test(node.getText()))
  const calls = nodesOf(tree, DotExpressionContext).filter((node) => /^Blob\.\w+\(|^EncodingUtil\.base64\w+\(/i.test(node.getText()))
  return [...types, ...calls].map((node) => ({ file, line: lineOfNode(node), message: `${name} holds bytes (${node.getText().slice(0, 40)}): documents go from the service to Salesforce and to the browser, not through Apex.` }))
}

const READING = /^\.(VersionData|Body)$|^\.(getBodyAsBlob|setBodyAsBlob|getContent|getContentAsPdf|toPdf|base64Decode)\(/i

function checkReading ({ file, name, tree }: ApexFile): Finding[] {
  const reads = nodesOf(tree, DotExpressionContext).filter((node) => READING.test(lastStep(node)))
  const fields = nodesOf(tree, FieldNameContext).filter((node) => /(^|\.)VersionData$/i.test(node.getText()))
  return [...reads, ...fields].map((node) => ({ file, line: lineOfNode(node), message: `${name} reads the bytes of a file (${node.getText().slice(-40)}).` }))
}

/** `a.b().c(d)` → `.c(d)` */
function lastStep (node: DotExpressionContext): string {
  return node.getText().slice(node.expression().getText().length)
}

/** The answer to such a request would be the document: it may be signed here, and the browser sends it. */
function checkSending ({ file, name, tree }: ApexFile, senders: string[]): Finding[] {
  const addresses = stringsOf(tree).filter(({ text }) => BYTES.test(text))
  const sending = nodesOf(tree, DotExpressionContext).find((node) => senders.some((sender) => node.getText().startsWith(`${sender}.`)) || /^newHttp\(\)/i.test(node.getText()))
  return sending === undefined ? [] : addresses.map(({ line, text }) => ({ file, line, message: `${name} asks for ${text} and sends requests (line ${lineOfNode(sending as ApexParserRuleContext)}): its answer is a document.` }))
}
