import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root, run, seconds } from './run.mjs'
import { hashOf, manifests, once, sources } from './stamp.mjs'

/** Native packages differ by these; a new patch of the same Node does not matter to them. */
const machine = [process.platform, process.arch, process.versions.modules]

/**
 * Installs what the lock file says, unless that was done before. Needs the network the first time only.
 *
 * @returns {Promise<boolean>} whether it is installed; if not, it was said why
 */
export async function ensureInstalled() {
  const files = [...(await manifests()), 'pnpm-lock.yaml', 'pnpm-workspace.yaml']
  return once('.deskbell-installed', await hashOf(files, machine), ['node_modules/.bin/turbo'], async () => {
    return step('Installing, which takes a minute the first time', [
      ...(await pnpm()),
      // Nobody is asked, and what is installed is what the lock file says.
      ...['install', '--frozen-lockfile', '--config.confirmModulesPurge=false', '--reporter=append-only'],
    ])
  })
}

/**
 * Builds every package, unless its sources are those of the last build.
 *
 * @returns {Promise<boolean>} whether it is built; if not, it was said why
 */
export async function ensureBuilt() {
  const hash = await hashOf([...(await manifests()), ...(await sources()), 'pnpm-lock.yaml'], machine)
  const results = ['apps/api/dist/main.js', 'apps/admin/dist/index.html', 'apps/widget/dist']
  return once('.deskbell-built', hash, results, async () => {
    // turbo calls pnpm for every task, and a bare machine has none but the one that npx keeps.
    return step('Building', [...(await pnpm()), 'exec', 'turbo', 'run', 'build', '--output-logs=errors-only'])
  })
}

/** For commands that can do nothing without it. */
export async function installed() {
  if (!(await ensureInstalled())) process.exit(1)
}

export async function installedAndBuilt() {
  if (!(await ensureInstalled()) || !(await ensureBuilt())) process.exit(1)
}

async function pnpm() {
  const { packageManager } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  return ['npx', '--yes', packageManager]
}

async function step(title, command) {
  const began = performance.now()
  console.log(`${title} …`)
  const { code, output } = await run(command, { capture: true, env: { CI: 'true' } })
  if (code === 0) console.log(`  done in ${seconds(began)} s`)
  if (code === 0) return true
  console.error(readable(output))
  console.error(
    `${command.slice(3).join(' ')} failed; mend what it says above and run the same command again.`,
  )
  return false
}

/** Where packages come from is the machine's business: addresses may hold a private host, or credentials. */
const readable = output => output.replaceAll(/\b(https?:\/\/)[^/\s]+/g, '$1…')
