import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './run.mjs'
import { manifests } from './stamp.mjs'

/** @returns {Promise<{ code: number, output: string }>} of all of them, which run side by side */
async function all(commands) {
  const ends = await Promise.all(commands.map(command => run(command, { capture: true, minutes: 5 })))
  return { code: Math.max(...ends.map(end => end.code)), output: ends.map(end => end.output).join('') }
}

async function types() {
  const projects = (await manifests()).map(file => file.replace('package.json', 'tsconfig.json'))
  return all(projects.filter(file => existsSync(join(root, file))).map(file => ['tsc', '-p', file]))
}

const one = (...command) => all([command])

/** What can be said about the code without running it. Each counts as one test. */
export const quickSteps = [
  { name: 'format', work: () => one('biome', 'format', '.') },
  { name: 'lint', work: () => one('biome', 'lint', '--error-on-warnings', '.') },
  { name: 'types', work: types },
  {
    name: 'dependency rules',
    work: () => one('depcruise', 'apps', 'packages', 'e2e', '--config', '.dependency-cruiser.cjs'),
  },
]

export const thoroughSteps = [...quickSteps, { name: 'dead code', work: () => one('knip') }]
