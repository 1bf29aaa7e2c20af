import type { Random } from '../harness/random.js'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** Values that have broken somebody's server before. */
const nasty: readonly ((random: Random) => Json)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0,
  () => 1.5,
  () => 2 ** 53,
  () => -(2 ** 31),
  () => 1e308,
  () => '',
  () => ' ',
  () => '\u0000',
  () => 'a\u0000b',
  () => '\ud800',
  () => 'tail \udfff',
  () => '\u202e\u2066right to left',
  () => '\u001b[2J',
  () => '../../../../etc/passwd',
  () => '..%2f..%2f',
  () => "'; drop table journal; --",
  () => '{{7*7}}#{7*7}<%= 7 %>',
  () => '<script>alert(1)</script>',
  () => 'NaN',
  () => '9'.repeat(400),
  () => '-0',
  () => '１２３',
  () => 'x'.repeat(10_001),
  () => '👩‍👩‍👧'.repeat(300),
  random => 'y'.repeat(random.int(100, 60_000)),
  () => [],
  () => [[[[[[[[]]]]]]]],
  () => ({}),
  () => ({ toString: 'x', valueOf: 1, length: -1, constructor: { prototype: { admin: true } } }),
  () => ['a', null, { b: [] }],
  () => '00000000-0000-0000-0000-000000000000',
  () => '018f0000-0000-7000-8000-00000000dead',
  () => '2026-02-30T25:61:61.999Z',
  () => '#zzzzzz',
  () => '__proto__',
  () => 'constructor',
]

const strangeNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '',
  'command',
  '\u0000',
  'then',
]

/** A copy of `value` with one to three things wrong with it, sometimes no JSON any more; the text that is sent. */
export function mutated(value: Json, random: Random): string {
  let changed = value
  for (let times = random.int(1, 3); times > 0; times--) changed = changeOne(changed, random, 0)
  const text = JSON.stringify(changed)
  return random.chance(0.15) ? brokenText(text, random) : injected(text, random)
}

function changeOne(value: Json, random: Random, depth: number): Json {
  if (typeof value !== 'object' || value === null || (depth > 0 && random.chance(0.3))) {
    return random.pick(nasty)(random)
  }
  if (Array.isArray(value)) return [...value, random.pick(nasty)(random)]
  const names = Object.keys(value)
  const name = random.pick(names.length > 0 ? names : [''])
  const { [name]: old = null, ...rest } = value
  switch (random.int(0, 3)) {
    case 0:
      return rest
    case 1:
      return { ...value, [random.pick(strangeNames)]: random.pick(nasty)(random) }
    default:
      return { ...value, [name]: changeOne(old, random, depth + 1) }
  }
}

/** JSON.stringify never writes an own `__proto__`, or the same name twice; a hand-written frame can. */
function injected(text: string, random: Random): string {
  if (!text.startsWith('{') || !random.chance(0.1)) return text
  const extra = random.pick([
    '"__proto__":{"isAdmin":true}',
    '"__proto__":null',
    '"constructor":{"prototype":{"polluted":1}}',
    '"command":"fetch_rooms"',
    '"message":{"content":"twice"}',
  ])
  return text === '{}' ? `{${extra}}` : `{${extra},${text.slice(1)}`
}

function brokenText(text: string, random: Random): string {
  const at = random.int(0, text.length)
  switch (random.int(0, 5)) {
    case 0:
      return text.slice(0, at)
    case 1:
      return (
        text.slice(0, at) +
        random.pick(['\u0000', '"', '{', ']', '\\', '\\u00', '\ud83d', ',,']) +
        text.slice(at)
      )
    case 2:
      return '['.repeat(random.int(10, 5_000))
    case 3:
      return '{"a":'.repeat(random.int(10, 2_000))
    case 4:
      return text + text
    default:
      return random.pick([
        '',
        ' ',
        'null',
        '0',
        '"',
        '\ufeff{}',
        'undefined',
        '{"command":}',
        "{'command':'x'}",
      ])
  }
}
