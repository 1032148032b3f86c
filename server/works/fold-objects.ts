import { createHash } from 'node:crypto'
import { PDFArray, PDFDict, PDFPageLeaf, PDFPageTree, PDFRawStream, PDFRef, type PDFContext, type PDFObject } from '@cantoo/pdf-lib'

/** What a merged PDF holds already, by content: logos, seals and fonts come with every document and are kept once. */
export type Known = Map<string, PDFRef>

/** The object that stands for another of the same content; `whole` when everything below it is known to the end. */
interface Settled { ref: PDFRef, whole: boolean }

/** Removes objects from number `first` on that the PDF holds already, and leads every reference to those that stay. Pages and what leads back to them stay as they are. */
export function foldObjects (context: PDFContext, known: Known, first: number): void {
  const settled = new Map<PDFRef, Settled>()
  for (let number = first; number <= context.largestObjectNumber; number += 1) settle(PDFRef.of(number))

  function settle (ref: PDFRef): Settled {
    const done = settled.get(ref)
    if (done) return done
    // Whoever comes back here while it is open has gone in a circle.
    settled.set(ref, { ref, whole: false })
    const object = context.lookup(ref)
    const whole = object !== undefined && settleInside(object) && !isPage(object)
    const result = whole ? standIn(ref, object) : { ref, whole }
    settled.set(ref, result)
    return result
  }

  function settleInside (object: PDFObject): boolean {
    if (object instanceof PDFRawStream) return settleInside(object.dict)
    let whole = true
    if (object instanceof PDFDict) for (const [key, value] of object.entries()) whole = settleValue(value, (ref) => object.set(key, ref)) && whole
    if (object instanceof PDFArray) for (const [at, value] of object.asArray().entries()) whole = settleValue(value, (ref) => object.set(at, ref)) && whole
    return whole
  }

  function settleValue (value: PDFObject, replace: (ref: PDFRef) => void): boolean {
    if (!(value instanceof PDFRef)) return settleInside(value)
    if (value.objectNumber < first) return true
    const { ref, whole } = settle(value)
    if (ref !== value) replace(ref)
    return whole
  }

  function standIn (ref: PDFRef, object: PDFObject): Settled {
    const name = nameOf(object)
    const same = known.get(name)
    if (same === undefined) known.set(name, ref)
    else context.delete(ref)
    return { ref: same ?? ref, whole: true }
  }
}

function isPage (object: PDFObject): boolean {
  return object instanceof PDFPageLeaf || object instanceof PDFPageTree
}

function nameOf (object: PDFObject): string {
  const hash = createHash('sha256')
  if (object instanceof PDFRawStream) hash.update(object.dict.toString()).update(object.contents)
  else hash.update(object.toString())
  return hash.digest('base64')
}
