import { setTimeout as sleep } from 'node:timers/promises'
import { deadline } from '../harness/wait.js'
import { openLanes, type Target } from './lanes.js'
import { percentile } from './table.js'

/**
 * The load of part (a), a process of its own: argv is the target, the number of lanes, and a name for this run.
 * Says `ready` when every lane is open and warm, runs on a {@link RelayOrder}, answers a {@link RelayResult}.
 */
export interface RelayOrder {
  readonly ms: number
  /** Messages a second in all, whatever comes back; absent: each lane sends when the one before has arrived. */
  readonly rate?: number
}

export interface RelayResult {
  readonly messages: number
  readonly ms: number
  readonly p50: number
  readonly p99: number
}

const [targetText = '{}', count = '50', run = 'run'] = process.argv.slice(2)
const lanes = await openLanes(JSON.parse(targetText) as Target, Number(count), run)

/** Closed loop: each lane sends its next message when the operator was shown the one before. */
function asFastAsItGoes(ms: number, name: string): Promise<RelayResult> {
  return new Promise(resolve => {
    const latencies: number[] = []
    const began = performance.now()
    const end = began + ms
    let open = lanes.length
    for (const lane of lanes) {
      let n = 0
      let sentAt = 0
      let waitsFor = ''
      const send = () => {
        waitsFor = `${name}:${n++}`
        sentAt = performance.now()
        lane.send(waitsFor)
      }
      lane.onArrival = clientId => {
        if (clientId !== waitsFor) return
        const now = performance.now()
        latencies.push(now - sentAt)
        if (now < end) return send()
        if (--open > 0) return
        resolve(resultOf(latencies, now - began))
      }
      send()
    }
  })
}

/** Open loop: lanes send by turns, evenly, whether or not what they sent has arrived. */
async function atRate(ms: number, rate: number): Promise<RelayResult> {
  const latencies: number[] = []
  const sentAt = new Map<string, number>()
  const count = Math.floor((ms / 1_000) * rate)
  const began = performance.now()
  const all = new Promise<void>(resolve => {
    for (const lane of lanes)
      lane.onArrival = clientId => {
        const at = sentAt.get(clientId)
        if (at === undefined) return
        latencies.push(performance.now() - at)
        if (latencies.length === count) resolve()
      }
  })
  for (let sent = 0; sent < count; await sleep(1)) {
    for (; sent < count && sent < ((performance.now() - began) / 1_000) * rate; sent++) {
      const clientId = `rate:${sent}`
      sentAt.set(clientId, performance.now())
      lanes[sent % lanes.length]?.send(clientId)
    }
  }
  await deadline(all, 10_000, () => `the arrival of ${count}, of which ${latencies.length} came`)
  return resultOf(latencies, performance.now() - began)
}

function resultOf(latencies: number[], ms: number): RelayResult {
  latencies.sort((a, b) => a - b)
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)]
  return { messages: latencies.length, ms, p50, p99 }
}

await asFastAsItGoes(500, 'warm')
process.on('message', ({ ms, rate }: RelayOrder) => {
  const measured = rate === undefined ? asFastAsItGoes(ms, 'run') : atRate(ms, rate)
  measured.then(result => process.send?.(result))
})
process.send?.('ready')
