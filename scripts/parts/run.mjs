import { spawn } from 'node:child_process'
import { delimiter, join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** The environment of every tool: found in node_modules, asking nobody anything, reporting to nobody. */
const toolEnv = {
  ...process.env,
  PATH: join(root, 'node_modules/.bin') + delimiter + process.env.PATH,
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  npm_config_update_notifier: 'false',
}

/**
 * Runs a command to its end.
 *
 * @param {string[]} command program and arguments
 * @param {{ cwd?: string, env?: Record<string, string>, capture?: boolean, minutes?: number }} [options]
 *   `capture` keeps the output back instead of passing it through; `minutes` ends what takes longer
 * @returns {Promise<{ code: number, output: string }>} code 127 if it could not be started, 124 if it took too long
 */
export function run([program, ...args], { cwd = root, env = {}, capture = false, minutes } = {}) {
  return new Promise(done => {
    const child = spawn(program, args, {
      cwd,
      env: { ...toolEnv, ...env },
      stdio: capture ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', text => {
        output += text
      })
    }
    let late = false
    const limit =
      minutes &&
      setTimeout(() => {
        late = true
        output += `It took longer than ${minutes} minutes.\n`
        child.kill('SIGTERM')
        setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
      }, minutes * 60_000)
    const end = code => {
      clearTimeout(limit)
      done({ code: late ? 124 : code, output })
    }
    child.on('error', error => {
      output += `${error.message}\n`
      end(127)
    })
    child.on('close', code => end(code ?? 1))
  })
}

export const seconds = since => ((performance.now() - since) / 1000).toFixed(1)
