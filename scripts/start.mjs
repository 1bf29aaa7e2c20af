// `npm start`: from a bare checkout to a serving Deskbell. Once installed and built it needs no network.
import './parts/node-version.mjs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installedAndBuilt } from './parts/prepare.mjs'
import { root } from './parts/run.mjs'

await installedAndBuilt()
console.log('Starting …')
process.chdir(root)
process.env.NODE_ENV ??= 'production'
// In this very process: signals, the exit code and the pid are the server's own.
await import(pathToFileURL(join(root, 'apps/api/dist/main.js')).href)
