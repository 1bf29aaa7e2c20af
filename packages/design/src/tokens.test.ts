import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contrast } from './colour.js'

/** Every colour token, as it is in light and in dark. */
const tokens = new Map<string, readonly [light: string, dark: string]>()
for (const file of ['tokens.css', 'desk.css']) {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8')
  for (const [, name = '', value = ''] of text.matchAll(/--([\w-]+):\s+([^;]+);/g)) {
    const [, light, dark] = /^light-dark\(\s*(#[0-9a-f]{6}), (#[0-9a-f]{6})\s*\)$/.exec(value) ?? []
    if (light && dark) tokens.set(name, [light, dark])
    else if (/^#[0-9a-f]{6}$/.test(value)) tokens.set(name, [value, value])
  }
}

const grounds = ['bg', 'surface', 'raised', 'sunken', 'hover']
const texts = [
  'text',
  'text-2',
  'muted',
  'accent-text',
  'bell-text',
  'positive-text',
  'warning-text',
  'danger-text',
  'info-text',
]
const edges = ['border-strong', 'positive', 'warning', 'danger', 'info']
const own = (name: string, ground: string): [string, string] => [name, ground]

test.each([
  ...texts.flatMap(text => grounds.map(ground => own(text, ground))),
  ...['bell', 'positive', 'warning', 'danger', 'info'].map(tone => own(`${tone}-text`, `${tone}-soft`)),
  ...[1, 2, 3, 4, 5, 6].map(tone => own(`on-tone-${tone}`, `tone-${tone}`)),
  own('on-accent', 'accent'),
  own('on-bell', 'bell-fill'),
  own('on-danger', 'danger'),
  own('note-text', 'note'),
  own('text', 'bubble'),
  own('text', 'press'),
  own('text-2', 'track'),
  own('text', 'thumb'),
])('--%s reads on --%s', (text, ground) => {
  expect(lowest(text, ground)).toBeGreaterThanOrEqual(4.5)
})

test.each([
  ...edges.flatMap(edge => ['bg', 'surface', 'raised'].map(ground => own(edge, ground))),
  own('bell', 'surface'),
  own('bell', 'raised'),
  own('note-line', 'note'),
])('--%s can be seen on --%s', (edge, ground) => {
  expect(lowest(edge, ground)).toBeGreaterThanOrEqual(3)
})

/** The lower of the two contrasts, light and dark. */
function lowest(name: string, ground: string): number {
  const over = tokens.get(name)
  const under = tokens.get(ground)
  if (!over || !under) throw new Error(`no colour --${over ? ground : name}`)
  return Math.min(contrast(over[0], under[0]), contrast(over[1], under[1]))
}
