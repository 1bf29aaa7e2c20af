import { existsSync } from 'node:fs'

/** Debian's own Chromium, or the one that `CHROMIUM_PATH` names. */
const places = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map(
  name => `/usr/bin/${name}`,
)
const executablePath = process.env.CHROMIUM_PATH ?? places.find(path => existsSync(path))

/** How Playwright starts a browser on this machine. */
export const launchOptions = {
  ...(executablePath === undefined ? {} : { executablePath }),
  // Chromium's own sandbox does not work for root, which CI machines often are.
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
}
