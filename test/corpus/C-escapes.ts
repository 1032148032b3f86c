import { plain, type Case } from './case.ts'

/** Class C: how other engines were left, told to ours. A Mustache name, a value of a record and a formula reach nothing but the row. */
export const escapeCases: Case[] = [
  ...plain('formula', 'refused', [
    'this.constructor.constructor("return process")().mainModule.require("child_process").execSync("id")',
    'new Error().constructor.prepareStackTrace'
  ], ['CVE-2023-2583', 'CVE-2023-29017']),
  ...plain('formula', 'refused', ['$error.constructor.prepareStackTrace := function($e, $t) { $t[0].getThis() }', 'Error.prepareStackTrace'], ['CVE-2022-36067']),
  ...plain('value', 'harmless', ['<%= global.process.mainModule.require("child_process").execSync("id") %>', '{"settings":{"view options":{"outputFunctionName":"x;process.exit();s"}}}'], ['CVE-2022-29078']),
  ...plain('value', 'harmless', ['{{#with "s" as |string|}}{{#with (string.sub.apply 0 codelist)}}{{this}}{{/with}}{{/with}}'], ['CVE-2019-19919']),
  ...plain('value', 'harmless', ['{{#with (lookup "" "constructor")}}{{name}}{{/with}}'], ['CVE-2021-23383']),
  ...plain('value', 'harmless', ['{{(lookup (lookup this "constructor") "name")}}'], ['CVE-2021-23369']),
  ...plain('value', 'harmless', ['{{#a}}<?php system("id") ?>{{/a}}'], ['CVE-2022-0323']),
  ...plain('formula', 'refused', ['$import("fs")', '$fetch("http://127.0.0.1")', '$readFile("/etc/passwd")', '$exec("id")', '$spawn("id")', '$globalThis.process', '$now.constructor("return 1")()', '$map.bind($$)', '$$.valueOf()', '$string(function($x) { $x }).constructor'])
]
