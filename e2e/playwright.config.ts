import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/** Debian's own Chromium, or the one that `CHROMIUM_PATH` names. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = process.env.CHROMIUM_PATH ?? places.find(existsSync)

export default defineConfig({
  testDir: 'stories',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Two cores, and each story brings a server and a browser.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  reporter: 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 10_000,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      // Chromium's own sandbox does not work for root, which CI machines often are.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
