import { defineConfig } from 'vitest/config'

// Tests run the sources of every package, so that none of them needs a build first.
const conditions = ['@deskbell/source', 'node', 'development|production']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{apps,packages,e2e}/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['apps/api/test/pg-cluster.ts'],
    // Two cores, and PostgreSQL wants its share of them.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    passWithNoTests: true,
  },
})
