// tsc copies no SQL; `node dist/main.js` reads the migrations beside its own files, as the sources do.
import { cp, rm } from 'node:fs/promises'

const from = new URL('../src/db/migrations', import.meta.url)
const to = new URL('../dist/db/migrations', import.meta.url)

// First away with the old ones: a migration that was renamed must not be there twice.
await rm(to, { recursive: true, force: true })
await cp(from, to, { recursive: true })
