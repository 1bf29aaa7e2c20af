import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .map(name => `docs/${name}`)
    .filter(name => name.endsWith('.md')),
]
const read = (path: string) => readFileSync(join(root, path), 'utf8')

describe('what the documents speak of is there', () => {
  test.each(documents)('%s names only files and folders of this repository', document => {
    const named = [...read(document).matchAll(/`((?:apps|docs|e2e|packages|scripts)\/[\w./-]*)`/g)].map(
      ([, path]) => path ?? '',
    )
    const missing = named.filter(path => !existsSync(join(root, path)))
    expect(missing).toEqual([])
  })

  test.each(documents)('%s links only to what is there', document => {
    const links = [...read(document).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(
      ([, to]) => to ?? '',
    )
    const missing = links.filter(to => !existsSync(join(root, document, '..', to)))
    expect(missing).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  const text = read('docs/architecture.md')
  const inside = (path: string) =>
    ['', 'apps/api/src/'].map(base => base + path).find(path => existsSync(join(root, path)))

  test('names only files that are there, those of the API by their short names', () => {
    const named = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.(?:ts|sql))`/g)].map(([, path]) => path ?? '')
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter(path => inside(path) === undefined)).toEqual([])
  })

  const steps = [...text.matchAll(/`([A-Za-z.]+)` (?:in |\()`([\w/.-]+\.ts)`/g)].map(
    ([, name = '', path = '']) => ({ name, path }),
  )
  test('names functions where they are', () => {
    const strayed = steps.filter(({ name, path }) => {
      const source = read(inside(path) ?? path)
      return !name.split('.').every(word => new RegExp(`\\b${word}\\b`).test(source))
    })
    expect(strayed).toEqual([])
    expect(steps.length).toBeGreaterThan(10)
  })
})

describe('README.md', () => {
  test('explains every variable of the environment and none besides', () => {
    const known = [...read('apps/api/src/config.ts').matchAll(/^ {2}([A-Z_]+): z\./gm)].map(
      ([, name]) => name,
    )
    const explained = [...read('README.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name)
    expect(explained).toEqual(known)
  })

  test('explains every command a developer types', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const own = Object.keys(scripts).filter(name => !['start', 'test', 'build'].includes(name))
    const explained = [...read('README.md').matchAll(/^\| `npm run ([\w:-]+)/gm)].map(([, name]) => name)
    expect(explained.toSorted()).toEqual(own.toSorted())
  })
})

describe('docs/guarantees.md', () => {
  const rules = (read('docs/guarantees.md').split('\n## Not yet promised')[0] ?? '')
    .split(/\n(?=### )/)
    .slice(1)
  const cited = rules
    .flatMap(rule => [...rule.matchAll(/^- (?:broken on purpose: )?`([^`]+)`: "(.+)"$/gm)])
    .map(([, path = '', name = '']) => ({ path, name }))

  test('cites tests that are there', () => {
    const missing = cited.filter(({ path, name }) => {
      // What a run fills in stands as an ellipsis, and the seed at the end of a name is left out.
      const source = existsSync(join(root, path)) ? read(path).replaceAll(/\$\{[^}]*\}/g, '…') : ''
      const titles = ["'", '`', '"'].flatMap(quote => [
        quote + name + quote,
        `${quote}${name}, seed …${quote}`,
      ])
      return !titles.some(title => source.includes(title))
    })
    expect(missing).toEqual([])
    expect(cited.length).toBeGreaterThan(60)
  })

  test('every rule has a test', () => {
    const bare = rules.filter(rule => !/^- `/m.test(rule)).map(rule => rule.split('\n')[0])
    expect(bare).toEqual([])
    expect(rules.length).toBeGreaterThan(15)
  })

  test('every other list item in it is not taken for one', () => {
    const items = rules.flatMap(rule => rule.split('\n## ')[0]?.match(/^- .*$/gm) ?? [])
    expect(items).toHaveLength(cited.length)
  })
})
