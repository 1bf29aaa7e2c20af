import { openLanes, type Target } from './lanes.js'
import { percentile } from './table.js'

/**
 * The load of part (a), a process of its own: argv is the target, the number of lanes, and a name for this run.
 * Says `ready` when every lane is open and warm, runs on `{ms}`, answers a {@link RelayResult}.
 */
export interface RelayResult {
  readonly messages: number
  readonly ms: number
  readonly p50: number
  readonly p99: number
}

const [targetText = '{}', count = '50', run = 'run'] = process.argv.slice(2)
const lanes = await openLanes(JSON.parse(targetText) as Target, Number(count), run)

/** Closed loop: each lane sends its next message when the operator was shown the one before. */
function measure(ms: number, name: string): Promise<RelayResult> {
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
        latencies.sort((a, b) => a - b)
        resolve({
          messages: latencies.length,
          ms: now - began,
          p50: percentile(latencies, 0.5),
          p99: percentile(latencies, 0.99),
        })
      }
      send()
    }
  })
}

await measure(500, 'warm')
process.on('message', (order: { ms: number }) => {
  measure(order.ms, 'run').then(result => process.send?.(result))
})
process.send?.('ready')
