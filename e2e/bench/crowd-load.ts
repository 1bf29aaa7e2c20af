import { openCrowd, type Target } from './lanes.js'
import { percentile } from './table.js'

/**
 * The load of part (j), a process of its own: argv is the target, the number of participants, and the room's name.
 * Says `ready` when all are in the room, sends `{messages}` one after the other, answers a {@link CrowdResult}.
 */
export interface CrowdResult {
  /** From the sending to the coming at each of the others, milliseconds. */
  readonly p50: number
  readonly p99: number
  /** The median of the times after which everybody had it. */
  readonly last: number
}

const [targetText = '{}', count = '250', room = 'crowd'] = process.argv.slice(2)
const { send, receivers } = await openCrowd(JSON.parse(targetText) as Target, Number(count), room)

function one(clientId: string): Promise<number[]> {
  return new Promise(resolve => {
    const taken: number[] = []
    const began = performance.now()
    for (const receiver of receivers)
      receiver.onArrival = arrived => {
        if (arrived !== clientId) return
        taken.push(performance.now() - began)
        if (taken.length === receivers.length) resolve(taken)
      }
    send(clientId)
  })
}

async function measure(messages: number, name: string): Promise<CrowdResult> {
  const all: number[] = []
  const lasts: number[] = []
  for (let n = 0; n < messages; n++) {
    const taken = await one(`${name}:${n}`)
    all.push(...taken)
    lasts.push(taken.at(-1) ?? Number.NaN)
  }
  all.sort((a, b) => a - b)
  lasts.sort((a, b) => a - b)
  return { p50: percentile(all, 0.5), p99: percentile(all, 0.99), last: percentile(lasts, 0.5) }
}

await measure(20, 'warm')
process.on('message', ({ messages }: { messages: number }) => {
  measure(messages, 'run').then(result => process.send?.(result))
})
process.send?.('ready')
