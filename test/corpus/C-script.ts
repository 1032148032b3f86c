/** Formulas that try to leave their place, or never to end. `expected` is the code of the refusal; GIVES means it is evaluated and gives the value. */
export interface FormulaCase { name: string, input: string, expected: string, gives?: unknown }

const FAILED = 'CHOHYO_FORMULA_FAILED'
const NOTHING = 'CHOHYO_FORMULA_GAVE_NOTHING'
const INVALID = 'CHOHYO_FORMULA_INVALID'
const SLOW = 'CHOHYO_FORMULA_TOO_SLOW'
const LARGE = 'CHOHYO_FORMULA_TOO_LARGE'

const all = (expected: string, formulas: string[]): FormulaCase[] => formulas.map((input) => ({ name: input.slice(0, 70), input, expected }))
const grow = 'function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }'

/** Reaching for the language below: nothing there answers. The input is `{ "a": 1, "text": "x" }`. */
export const reachingCases: FormulaCase[] = [
  ...all(NOTHING, [
    '__proto__', 'constructor', 'constructor.constructor', 'constructor.constructor("return process")()', 'a.constructor', 'text.constructor', 'text.length', '$$.__proto__', '$$.constructor.name', 'prototype',
    '`__proto__`', '`constructor`.`prototype`', 'toString', 'hasOwnProperty', '__defineGetter__', '$.__lookupGetter__', '$lookup($$, "__proto__")', '$lookup($$, "constructor")', '$lookup($, "toString")',
    'process', 'process.env', 'globalThis', 'require', 'module', 'self', 'Function', '$process', '$require', '$globalThis', '*.constructor', '**.constructor', '$$[constructor]', '{"a": 1}.constructor', '[1].length', '[1].constructor', 'process.exit()'
  ]),
  ...all(FAILED, [
    'require("fs")', 'Function("return 1")()', 'eval("1")', '$eval("1")', '$eval("$eval(1)")', '$random()', '$shuffle([1, 2])', '$toString()', '$constructor("x")', '$sum.constructor("return 1")', 'import("fs")', '$unknown(1)',
    '{"__proto__": {"polluted": true}}', '{"constructor": 1}', '$merge([{"__proto__": {"polluted": true}}, {"b": 1}])', '$sum', 'function($x) { $x }', '$$ ~> |$|{"__proto__": {"polluted": true}}|', '1/0', '-1/0', '$power(10, 400)', '$number("Infinity")', '$number("NaN")', '$error("stop")', '$assert(false, "stop")', '"a" * 2', '[1, 2]', '{"b": 1}', '$fixed("1e999999999", 2)', '$fixed(1, 1000)', '$daiji(1.5)', '$money(1, "no currency")', '$date("soon")', '$wareki("1867-01-01")', '$date("2026-10-06", "Q")', '$pad("x", 1000000000)', '$chunk([1], 0)', '$roundTax(100, 10, "up")', '$address({"planet": "x"})', '$address("x")'
  ]),
  ...all(INVALID, ['a +', '(', '"text', '/[/', '$map(', '{', 'a ? : b', '/* comment', ') ; (', 'a), "b": (1', '}', '[1..', '@#', '1 1', '('.repeat(4000)])
]

/** Formulas that run away: each is stopped, and the next one answers. */
export const runawayCases: FormulaCase[] = [
  ...all(SLOW, [
    '($f := function($n) { $f($n + 1) }; $f(1))',
    '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
    '$replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a|aa)+$/, "x")',
    '$map([1..100000], function($x) { $map([1..100000], function($y) { $x }) })'
  ]),
  ...all(FAILED, [
    '[1..1e7]', '[1..1e6]', '[1..9007199254740991]', '($f := function($n) { 1 + $f($n + 1) }; $f(1))', '$pad("", 1e9)', `($f := ${grow}; $f("xxxxxxxxxx", 25))`,
    '($f := function($s, $n) { $n = 0 ? $s : $f($append($s, $s), $n - 1) }; $count($f([1..1000], 20)))'
  ]),
  ...all(LARGE, [`($f := ${grow}; $length($f("xxxxxxxxxx", 25)))`, `($f := ${grow}; $uppercase($f("xxxxxxxxxx", 25)))`])
]
