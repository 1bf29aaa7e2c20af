import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { root } from './run.mjs'

/** Folders that hold packages, or packages themselves. */
const places = ['apps', 'packages', 'e2e']
const generated = new Set(['node_modules', 'dist', '.turbo', 'test', 'test-results', 'results'])

/** @returns {Promise<string[]>} paths of every package.json of the workspace, from the root */
export async function manifests() {
  const nested = await Promise.all(
    places.map(async place => {
      const names = await readdir(join(root, place)).catch(() => [])
      return ['package.json', ...names.map(name => `${name}/package.json`)].map(name => join(place, name))
    }),
  )
  return ['package.json', ...nested.flat()]
}

/** @returns {Promise<string[]>} paths of every file that a build reads, from the root */
export async function sources() {
  const found = await Promise.all(['apps', 'packages'].map(walk))
  return ['tsconfig.base.json', 'turbo.json', ...found.flat()]
}

async function walk(folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  const found = await Promise.all(
    entries.map(entry => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return generated.has(entry.name) ? [] : walk(path)
      return entry.isFile() && !/\.test\.[a-z]+$/.test(entry.name) ? [path] : []
    }),
  )
  return found.flat()
}

/**
 * @param {string[]} files paths from the root; missing ones count as such
 * @param {string[]} more what else the result depends on
 */
export async function hashOf(files, more) {
  const hash = createHash('sha256').update(JSON.stringify(more))
  const contents = await Promise.all(
    files.sort().map(file => readFile(join(root, file)).catch(() => undefined)),
  )
  for (const [index, content] of contents.entries()) {
    if (content !== undefined) hash.update(JSON.stringify([files[index], content.length])).update(content)
  }
  return hash.digest('hex')
}

/**
 * Does `work` unless it was done to its end for the same `hash` before. The stamp goes before the work begins and
 * comes back after it: a kill in between leaves none, so nothing half-done is ever taken for whole.
 *
 * @param {string} name of the stamp, in node_modules
 * @param {string} hash
 * @param {string[]} results files, from the root, without which it was not done, whatever the stamp says
 * @param {() => Promise<boolean>} work
 * @param {string} base instead of the root
 * @returns {Promise<boolean>} whether it is done now
 */
export async function once(name, hash, results, work, base = root) {
  const stamp = join(base, 'node_modules', name)
  const done = (await readFile(stamp, 'utf8').catch(() => '')) === hash
  if (done && results.every(file => existsSync(join(base, file)))) return true
  await rm(stamp, { force: true })
  if (!(await work())) return false
  await mkdir(dirname(stamp), { recursive: true })
  await writeFile(`${stamp}.new`, hash)
  await rename(`${stamp}.new`, stamp)
  return true
}
