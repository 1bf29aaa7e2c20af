import { defineConfig } from '@playwright/test'
import { launchOptions } from './harness/chromium.js'

export default defineConfig({
  testDir: 'stories',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Two cores, and each story brings a server and a browser.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  // To film what failed: `--trace retain-on-failure`. Filming all that succeeds takes longer than running it.
  reporter: 'list',
  projects: [
    { name: 'stories', testIgnore: /widget-cost/ },
    // What is measured runs after all others, with nothing beside it. By itself: `--project=figures --no-deps`.
    { name: 'figures', testMatch: /widget-cost/, dependencies: ['stories'] },
  ],
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    actionTimeout: 10_000,
    launchOptions,
  },
})
