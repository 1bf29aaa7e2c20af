import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { deadline } from '../harness/wait.js'
import { now } from '../harness/worker.js'
import { Herd } from './herd.js'
import { marked } from './marked.js'
import { quantile } from './quantile.js'
import { report } from './report.js'

const full = process.env.FAULTS === 'full'
const count = full ? 10_000 : 300

/** Guarantees S9 and N4 with very many visitors, whose clients share the machine with the server. */
describe(`${count} visitors at once`, () => {
  let server: Server
  let herd: Herd
  let rooms: readonly string[]
  let inbox: TestSocket
  beforeAll(async () => {
    server = await startServer({
      built: false,
      preload: [join(import.meta.dirname, '../harness/preload/count-queries.ts')],
      ipc: true,
    })
    const { username: site, token } = await signUp(server.origin)
    herd = await Herd.start({ origin: server.origin, site, count })
    const began = performance.now()
    rooms = (await herd.order('open')).flatMap(part => part.rooms)
    report(`${count} new visitors were greeted in ${Math.round(performance.now() - began)} ms`)
    inbox = await TestSocket.open(`${server.wsOrigin}/ws/room/${site}`, {
      protocols: ['deskbell.v1', `bearer.${token}`],
    })
    await inbox.next('hello')
  }, 240_000)
  afterAll(async () => {
    await herd?.stop()
    await server?.close()
  })

  const queries = async (): Promise<Record<string, number>> => {
    const answer = deadline(once(server.child, 'message'), 10_000, () => 'the count of queries')
    server.child.send({})
    return ((await answer) as [Record<string, number>])[0]
  }
  /** Waits until all are back, and says how that went since `since`. */
  const allBack = async (since: number) => {
    const parts = await herd.order('back')
    const greeted = parts.flatMap(part => part.greeted)
    const sum = (pick: (part: (typeof parts)[number]) => number) =>
      parts.reduce((total, part) => total + pick(part), 0)
    const took = greeted.map(at => at - since)
    return {
      away: greeted.filter(at => at === 0).length,
      half: Math.round(quantile(took, 0.5)),
      last: Math.round(Math.max(...took)),
      attempts: sum(part => part.attempts),
      refused: sum(part => part.refused),
    }
  }

  it('a message reaches any of them within 250 ms, 99 of 100 times', { timeout: 120_000 }, async () => {
    const total = full ? 1_500 : 200
    for (let n = 0; n < total; n++) {
      const room = rooms[(n * 7_919) % rooms.length]
      const message = { content: marked(), type: 'text', client_id: `m${n}` }
      await inbox.ask({ command: 'new_message', room, message }, 'ack')
      inbox.forget()
      // So that heartbeats to all of them fall in between.
      if (full) await new Promise(resolve => setTimeout(resolve, 15))
    }
    const parts = await herd.order('told')
    const latencies = parts.flatMap(part => part.latencies)
    report(
      `${total} messages to any of ${count}: p50 ${quantile(latencies, 0.5).toFixed(1)} ms, ` +
        `p99 ${quantile(latencies, 0.99).toFixed(1)} ms, slowest ${Math.max(...latencies).toFixed(1)} ms`,
    )
    expect(latencies).toHaveLength(total)
    expect(quantile(latencies, 0.99)).toBeLessThan(250)
  })

  it('cut at once: all are back within 30 s, by two queries each', { timeout: 120_000 }, async () => {
    const before = await queries()
    const began = now()
    await herd.order('mark')
    await herd.order('cut')
    const back = await allBack(began)
    const after = await queries()
    const made = Object.entries(after)
      .map(([name, times]) => [name, times - (before[name] ?? 0)] as const)
      .toSorted(([, one], [, other]) => other - one)
    const each = made.reduce((sum, [, times]) => sum + times, 0) / count
    report(
      `${count} cut at once: half were back after ${back.half} ms, all after ${back.last} ms, by ${back.attempts} attempts, ` +
        `${back.refused} refused; ${each.toFixed(2)} queries each`,
    )
    report(
      made
        .slice(0, 12)
        .map(([name, times]) => `  ${times} × ${name}`)
        .join('\n'),
    )
    expect(back.away).toBe(0)
    expect(back.last).toBeLessThan(30_000)
    expect(each).toBeLessThanOrEqual(2)
  })

  it('whose server is killed: all are back within 30 s of its start', { timeout: 120_000 }, async () => {
    await herd.order('mark')
    await server.kill9()
    await server.start()
    const back = await allBack(now())
    report(
      `${count} whose server was killed: half were back ${back.half} ms after it served again, all after ${back.last} ms, ` +
        `by ${back.attempts} attempts, ${back.refused} refused`,
    )
    expect(back.away).toBe(0)
    expect(back.last).toBeLessThan(30_000)
  })
})
