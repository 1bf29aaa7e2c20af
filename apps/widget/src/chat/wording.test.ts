import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { wording } from './wording.js'

/** Something to read: words between tags, in a name for screen readers, or in quotes as a sentence begins. */
const SAID = [
  /^\s*[A-Z][a-z]+(?: [\w']+)*[.?!]?$/,
  />[A-Z][a-z]+[^<>{}=]*</,
  /(?:aria-label|placeholder|title|alt)="[^"]*[a-z]{2}/,
  /['"`][A-Z][a-z]+ [a-z]+/,
]
/** The product's name, and the talk that the settings' preview makes up. */
const ALLOWED = /^\s*Deskbell$/
const MADE_UP = 'lazy/sample.ts'

test('whatever the chat says stands in one file', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    name => /\.tsx?$/.test(name) && !/\.test\.|wording/.test(name) && name !== MADE_UP,
  )
  expect(files).toContain('talk/message.tsx')
  const found = files.flatMap(name =>
    readFileSync(join(import.meta.dirname, name), 'utf8')
      .split('\n')
      .filter(line => !/^\s*(?:\*|\/[/*]|import )/.test(line) && !ALLOWED.test(line))
      .filter(line => SAID.some(pattern => pattern.test(line)))
      .map(line => `${name}: ${line.trim()}`),
  )
  expect(found).toEqual([])
})

test('no word is there that nobody says', () => {
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name) && !/\.test\.|wording/.test(name))
    .map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join()
  // These two go by the name of the refusal.
  const unused = Object.keys(wording).filter(
    key => !sources.includes(`wording.${key}`) && !['elsewhere', 'closed'].includes(key),
  )
  expect(unused).toEqual([])
})
