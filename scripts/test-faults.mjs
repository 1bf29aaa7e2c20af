// `npm run test:faults`: the fault runs at full length, one after the other; `-- redis` takes those whose file says so.
import './parts/node-version.mjs'
import { installedAndBuilt } from './parts/prepare.mjs'
import { getRedis } from './parts/redis.mjs'
import { run } from './parts/run.mjs'

await installedAndBuilt()
const redis = await getRedis()
if ('missing' in redis)
  console.log(
    `There is no redis-server: the runs of several nodes are skipped. This gets one:\n  ${redis.missing}`,
  )
const chosen = process.argv.slice(2)
const folders = chosen.length > 0 ? chosen.map(name => `e2e/faults/${name}`) : ['e2e/faults', 'e2e/security']
const { code } = await run(['vitest', 'run', '--no-file-parallelism', ...folders], {
  env: {
    FAULTS: 'full',
    E2E_BUILT: '1',
    ...('path' in redis ? { REDIS_SERVER_PATH: redis.path } : {}),
  },
})
process.exitCode = code
