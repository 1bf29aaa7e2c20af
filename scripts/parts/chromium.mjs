import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root, run } from './run.mjs'

const usual = [
  // Without the windows and menus that nobody sees here, it takes a third of the time.
  ...['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map(
    name => `/usr/bin/${name}`,
  ),
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const find = () => [process.env.CHROMIUM_PATH, ...usual, playwrights()].find(path => path && existsSync(path))

/** The one that `playwright install` keeps for its version. */
function playwrights() {
  return createRequire(join(root, 'e2e/package.json'))('@playwright/test').chromium.executablePath()
}

/**
 * @returns {Promise<{ path: string } | { missing: string }>} a browser for the tests, got from Debian's packages if
 *   need be, or the one command that gets it
 */
export async function getChromium() {
  const found = find()
  if (found) return { path: found }
  const debian = existsSync('/usr/bin/apt-get')
  if (debian && process.getuid?.() === 0) {
    console.log('Getting Chromium from Debian …')
    const env = { DEBIAN_FRONTEND: 'noninteractive' }
    await run(['apt-get', 'update', '-qq'], { capture: true, env, minutes: 5 })
    const apt = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell']
    const { output } = await run(apt, { capture: true, env, minutes: 10 })
    const path = find()
    if (path) return { path }
    console.log(output)
  }
  return {
    missing: debian
      ? 'sudo apt-get install -y chromium-headless-shell'
      : '(cd e2e && npx playwright install chromium)',
  }
}
