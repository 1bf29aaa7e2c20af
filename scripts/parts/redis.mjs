import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const folders = [
  ...(process.env.PATH ?? '').split(delimiter),
  '/usr/bin',
  '/usr/local/bin',
  '/opt/homebrew/bin',
]

const find = () =>
  [process.env.REDIS_SERVER_PATH, ...folders.map(folder => join(folder, 'redis-server'))].find(
    path => path && existsSync(path),
  )

/**
 * @returns {Promise<{ path: string } | { missing: string }>} a redis-server for the tests of several nodes, which start
 *   and end their own; got from Debian's packages if need be, or the one command that gets it
 */
export async function getRedis() {
  const found = find()
  if (found) return { path: found }
  const debian = existsSync('/usr/bin/apt-get')
  if (debian && process.getuid?.() === 0) {
    console.log('Getting redis-server from Debian …')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run(['apt-get', 'update', '-qq'], { capture: true, env, minutes: 5 })
    const apt = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'redis-server']
    const { output } = await run(apt, { capture: true, env, minutes: 5 })
    const path = find()
    if (path) return { path }
    console.log(output)
  }
  return { missing: debian ? 'sudo apt-get install -y redis-server' : 'brew install redis' }
}
