import fc from 'fast-check'
import { string } from 'css-tree'
import t from 'tap'
import { cssString, paperSize } from '../../server/templates/formats.ts'

const margin = { top: 0, right: 0, bottom: 0, left: 0 }

t.test('B sizes are JIS, orientation turns the sheet', async (t) => {
  t.same(paperSize({ size: 'B5', margin }), { width: 182, height: 257 })
  t.same(paperSize({ size: 'B4', margin, orientation: 'landscape' }), { width: 364, height: 257 })
  t.same(paperSize({ size: 'Letter', margin }), { width: 215.9, height: 279.4 })
  t.same(paperSize({ size: { width: 90, height: 55 }, margin }), { width: 90, height: 55 })
  t.same(paperSize({ size: { width: 90, height: 55 }, margin, orientation: 'portrait' }), { width: 55, height: 90 })
})

t.test('any text is one CSS string and comes back whole', async (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }).map((text) => text.toWellFormed().replaceAll('\0', '')), (text) => {
    const css = cssString(text)
    return string.decode(css) === text && !/[<>{}]/.test(css)
  }), { numRuns: 500 })
})
