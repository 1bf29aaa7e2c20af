// `npm run dev`: the API starts again at every change, the inbox reloads hot, the widget is rebuilt.
import './parts/node-version.mjs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ensureInstalled } from './parts/prepare.mjs'
import { root } from './parts/run.mjs'

if (!(await ensureInstalled())) process.exit(1)

const port = process.env.PORT || '8000'
const parts = [
  {
    name: 'api',
    cwd: root,
    command: ['node_modules/.bin/tsx', 'watch', '--clear-screen=false', 'apps/api/src/main.ts'],
  },
  { name: 'inbox', cwd: 'apps/admin', command: ['node_modules/.bin/vite', '--clearScreen', 'false'] },
  {
    name: 'widget',
    cwd: 'apps/widget',
    command: ['node_modules/.bin/vite', 'build', '--watch', '--clearScreen', 'false'],
  },
]
const env = {
  ...process.env,
  // The packages of this workspace as their sources, not as what was last built.
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --conditions=@deskbell/source`,
  DESKBELL_API: `http://127.0.0.1:${port}`,
}

let stopping = false
const children = parts.map(({ name, cwd, command: [program, ...args] }) => {
  const folder = join(root, cwd === root ? '' : cwd)
  // In groups of their own: a terminal sends Ctrl-C to every process of a group, and tsx takes the second one, which
  // this script passes on, as the wish to kill the API before it has drained.
  const child = spawn(join(folder, program), args, {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', line => console.log(`${name.padEnd(6)} ${line}`))
  }
  child.on('error', error => console.error(`${name.padEnd(6)} ${error.message}`))
  child.on('close', code => {
    if (!stopping) console.error(`${name.padEnd(6)} ended with ${code}; Ctrl-C and start again.`)
  })
  return child
})

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopping = true
    for (const child of children) child.kill(signal)
  })
}
