#!/usr/bin/env node
'use strict'
// The command line starts on whatever Node the shell has; the product needs a newer one, which came with its packages.
// CommonJS and plain syntax, so that an old Node can read this file far enough to say so.
const { spawn } = require('node:child_process')
const { join } = require('node:path')

const [major, minor] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 19)) import(join(__dirname, 'cli/main.ts'))
else restart()

function restart () {
  let node
  try {
    node = require.resolve(`node-linux-${process.arch}/bin/node`)
  } catch {
    console.error(`Chohyo needs Node 22.19 or newer (this is ${process.version}). Run npm ci, or install a newer Node.`)
    process.exit(1)
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code === null ? 1 : code))
}
