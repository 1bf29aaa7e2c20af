// `npm run check`: the quick inner loop. Format, lint, types and dependency rules, side by side, in seconds.
import './parts/node-version.mjs'
import { installed } from './parts/prepare.mjs'
import { seconds } from './parts/run.mjs'
import { quickSteps } from './parts/static-steps.mjs'

await installed()
const began = performance.now()
const codes = await Promise.all(
  quickSteps.map(async ({ name, work }) => {
    const { code, output } = await work()
    if (code !== 0) console.log(output.trimEnd())
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds(began)} s`)
    return code
  }),
)
process.exitCode = codes.some(code => code !== 0) ? 1 : 0
