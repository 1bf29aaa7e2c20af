// `npm run screenshots`: takes the README's pictures from the running product, filled with the seed data.
import './parts/node-version.mjs'
import { installedAndBuilt } from './parts/prepare.mjs'
import { run } from './parts/run.mjs'

await installedAndBuilt()
const { code } = await run(
  [process.execPath, '--conditions=@deskbell/source', '--import', 'tsx', 'e2e/screenshots/main.ts'],
  { env: { E2E_BUILT: '1', NODE_ENV: 'production' } },
)
process.exitCode = code
