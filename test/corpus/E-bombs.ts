import { page } from './template-case.ts'
import type { Template } from '../../server/templates/schema.ts'

/** Class E: small templates that cost a printer without end. `door` tells which are refused when they are kept; the others end at the printer's limits. */
export interface Bomb { name: string, input: Template, door: boolean }

const uses = (levels: number) => Array.from({ length: levels }, (_, level) => `<g id="a${level + 1}">${`<use href="#a${level}"/>`.repeat(10)}</g>`).join('')

export const bombs: Bomb[] = [
  { name: 'paper of a millimetre', input: { ...page('<p>x</p>'), paper: { size: { width: 1, height: 1 }, margin: { top: 0, right: 0, bottom: 0, left: 0 } } }, door: true },
  { name: 'paper of two kilometres', input: { ...page('<p>x</p>'), paper: { size: { width: 2e6, height: 2e6 }, margin: { top: 0, right: 0, bottom: 0, left: 0 } } }, door: true },
  { name: 'three million letters', input: page('x'.repeat(3_000_000)), door: true },
  { name: 'a picture from data:', input: page('<img src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\' width=\'100000\' height=\'100000\'/>">'), door: true },
  { name: 'a foreign object in SVG', input: page('<svg><foreignObject width="9" height="9"><p>x</p></foreignObject></svg>'), door: true },
  { name: 'a page ten million pixels high', input: page('<div style="height: 10000000px">x</div>'), door: false },
  { name: 'paper of a millimetre by CSS', input: page('<p>x</p>'.repeat(500), { css: '@page { size: 1mm 1mm }' }), door: true },
  { name: '5,000 blurred boxes', input: page('<div style="filter: blur(40px); width: 900px; height: 900px; background: red"></div>'.repeat(5000)), door: false },
  { name: '100,000 nested boxes', input: page('<div>'.repeat(100_000) + 'x' + '</div>'.repeat(100_000)), door: true },
  { name: 'an SVG that multiplies itself', input: page(`<svg><g id="a0"><rect width="1" height="1"/></g>${uses(14)}<use href="#a14"/></svg>`), door: false },
  { name: 'a grid of a million tracks', input: page('<div style="display: grid; grid-template-columns: repeat(1000000, 1px)"><i style="grid-column: 1000000">x</i></div>'), door: false }
]
