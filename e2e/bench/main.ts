import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { printAims } from './aims.js'
import { bytes } from './bytes.js'
import { crowd } from './crowd.js'
import { growth } from './growth.js'
import { inbox } from './inbox.js'
import { memory } from './memory.js'
import { nodes } from './nodes.js'
import { pageCost } from './page-cost.js'
import { relay } from './relay.js'
import { starts } from './starts.js'
import { watched } from './watched.js'

const parts: Record<string, (quick: boolean) => Promise<void>> = {
  a: relay,
  b: memory,
  c: growth,
  d: bytes,
  e: starts,
  f: inbox,
  g: pageCost,
  h: watched,
  i: nodes,
  j: crowd,
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'a,b,c,d,e,f,g,h,i,j' },
    quick: { type: 'boolean', default: false },
  },
})
const chosen = values.only.split(',')
const unknown = chosen.filter(name => parts[name] === undefined)
if (unknown.length > 0) {
  console.error(`--only takes ${Object.keys(parts).join(', ')}, not ${unknown.join(', ')}`)
  process.exit(2)
}

const [cpu] = cpus()
console.log(`Node ${process.versions.node}, ${cpus().length} × ${cpu?.model ?? 'CPU'}, ${process.platform}`)
for (const name of chosen) await parts[name]?.(values.quick)
printAims()
process.exit(0)
