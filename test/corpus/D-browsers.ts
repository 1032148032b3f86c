import { cases, type Case } from './case.ts'

/** Class D: browsers that are known to be broken are told by their version (server/io/judge-chrome.ts), and what an attack would need is off: scripts, network, devices. */
export const browserCases: Case[] = [
  ...cases('chrome', 'refused', { 'D a headless browser that could be left': 'HeadlessChrome/149.0.7827.114' }, ['CVE-2026-12027']),
  ...cases('chrome', 'refused', { 'D a browser of 2025 before the repair': 'HeadlessChrome/134.0.6998.88' }, ['CVE-2025-2783']),
  ...cases('chrome', 'refused', { 'D another one of 2025': 'HeadlessChrome/136.0.7103.92' }, ['CVE-2025-4609']),
  ...cases('chrome', 'refused', { 'D a browser of 2022': 'HeadlessChrome/105.0.5195.52' }, ['CVE-2022-3075']),
  ...cases('chrome', 'refused', { 'D no version': 'HeadlessChrome', 'D a version of another product': 'Firefox/150.0', 'D a version of letters': 'HeadlessChrome/x.y', 'D an empty word': '' }),
  ...cases('chrome', 'harmless', { 'D the repaired one': 'HeadlessChrome/149.0.7827.115', 'D a newer one': 'Chrome/156.0.8078.79' }),
  ...cases('page', 'harmless', { 'D a script that asks for the inside of the browser': '<script>document.write(typeof Mojo + typeof MojoHandle)</script>' }),
  ...cases('page', 'harmless', {
    'D WebAssembly': '<script>new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0]))</script>',
    'D a shader': '<canvas id="c"></canvas><script>c.getContext("webgl2");navigator.gpu?.requestAdapter()</script>',
    'D a device': '<script>navigator.usb?.requestDevice({filters:[]});navigator.mediaDevices?.getUserMedia({audio:true})</script>',
    'D shared memory': '<script>new SharedArrayBuffer(1e9)</script>',
    'D a font that is broken': '<style>@font-face{font-family:x;src:url(data:font/woff2;base64,d09GMgABAAAAAAAA)}p{font-family:x}</style><p>x</p>',
    'D a picture that is broken': '<img src="data:image/webp;base64,UklGRv////9XRUJQVlA4TP////8="><img src="data:image/avif;base64,AAAAHGZ0eXBhdmlm">'
  })
]
