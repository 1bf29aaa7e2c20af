import './node-version.mjs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installedAndBuilt } from './prepare.mjs'
import { root } from './run.mjs'

/** Runs one of the API's commands, in this process and with its arguments, as `npm start` runs the server. */
export async function launch(name) {
  await installedAndBuilt()
  process.chdir(root)
  await import(pathToFileURL(join(root, 'apps/api/dist/cli', `${name}.js`)).href)
}
