// `npm run bench`: prints tables; `-- --only a,d` takes some of them, `-- --quick` is for a first look.
import './parts/node-version.mjs'
import { installedAndBuilt } from './parts/prepare.mjs'
import { run } from './parts/run.mjs'

await installedAndBuilt()
const { code } = await run(
  [
    ...[process.execPath, '--conditions=@deskbell/source', '--import', 'tsx', 'e2e/bench/main.ts'],
    ...process.argv.slice(2),
  ],
  { env: { E2E_BUILT: '1', NODE_ENV: 'production' } },
)
process.exitCode = code
