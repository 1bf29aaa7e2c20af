import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { until } from '../harness/wait.js'
import { Worker } from '../harness/worker.js'
import type { LoadWork } from './load-process.js'
import { quantile } from './quantile.js'
import type { ReaderWork } from './reader-process.js'
import { report } from './report.js'

const full = process.env.FAULTS === 'full'
/** Long messages go to every reader; short ones are written by everybody else. Rates are messages a second. */
const size = full
  ? { readers: 100, longRate: 40, lanes: 200, rate: 500, ms: 17_000, rounds: 5 }
  : { readers: 4, longRate: 150, lanes: 20, rate: 50, ms: 8_000, rounds: 1 }

/** Guarantee S6. The readers of each round are the same and so is what they are told; only in every second one they read it. */
describe(`${size.readers} readers who stop reading`, () => {
  let server: Server
  let load: Worker<LoadWork>
  let readers: Worker<ReaderWork>
  let writer: TestSocket
  beforeAll(async () => {
    server = await startServer({ env: { METRICS_TOKEN: 'only-for-this-run' } })
    const { origin, wsOrigin } = server
    const { username: site, token } = await signUp(origin)
    writer = await TestSocket.open(`${wsOrigin}/ws/chat/${site}/kim`, {
      protocols: ['deskbell.v1', 'visitor'],
    })
    await writer.next('hello')
    const file = (name: string) => join(import.meta.dirname, `${name}-process.ts`)
    load = await Worker.start(file('load'), { origin, site, name: 'lane', lanes: size.lanes })
    readers = await Worker.start(file('reader'), {
      origin,
      site,
      consumer: 'kim',
      token,
      readers: size.readers,
    })
    await load.order('open')
    await load.order('flow', { rate: size.rate, ms: 2_000 })
  }, 120_000)
  afterAll(async () => {
    await Promise.all([load?.stop(), readers?.stop()])
    await server?.close()
  })

  const cuts = async () => {
    const answer = await fetch(`${server.origin}/metrics`, {
      headers: { authorization: 'Bearer only-for-this-run' },
    })
    return Number(/^deskbell_slow_readers_cut_total (\d+)$/m.exec(await answer.text())?.[1] ?? 0)
  }
  const megabytes = async () =>
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024

  const content = 'x'.repeat(9_900)
  let said = 0
  const sayLong = async (ms: number) => {
    const end = performance.now() + ms
    while (performance.now() < end) {
      const message = { content, type: 'text', client_id: `long:${++said}` }
      await Promise.all([
        writer.ask({ command: 'new_message', message }, 'ack', 20_000),
        sleep(1_000 / size.longRate),
      ])
      writer.forget()
      writer.history.length = 0
    }
  }

  const round = async (stand: boolean) => {
    const before = await cuts()
    await readers.order('open')
    if (stand) await readers.order('stand')
    const began = performance.now()
    let over = false
    let allCut = 0
    let most = 0
    const watching = until(
      'the end of the round',
      async () => {
        most = Math.max(most, await megabytes())
        if (allCut === 0 && (await cuts()) - before === size.readers) allCut = performance.now() - began
        return over
      },
      2 * size.ms + 30_000,
      200,
    )
    const [result] = await Promise.all([
      load.order('flow', { rate: size.rate, ms: size.ms }),
      sayLong(size.ms),
    ])
    over = true
    await watching
    return { ...result, ...(await readers.order('leave')), cut: (await cuts()) - before, allCut, most }
  }

  it('are cut at a megabyte or ten seconds, and nobody else notices', { timeout: 300_000 }, async () => {
    const reading: number[] = []
    const standing: number[] = []
    const start = await megabytes()
    for (let n = 0; n < size.rounds; n++) {
      // Only the full form compares: among other tests the figure would say nothing.
      const good = full ? await round(false) : null
      if (good) expect(good).toMatchObject({ cut: 0, errors: {}, unanswered: 0, ended: 0 })
      if (good) reading.push(quantile(good.latencies, 0.99))
      const bad = await round(true)
      expect(bad).toMatchObject({
        cut: size.readers,
        ended: size.readers,
        errors: {},
        unanswered: 0,
        closed: 0,
      })
      if (good) expect(bad.told).toBeLessThan(good.told)
      standing.push(quantile(bad.latencies, 0.99))
      report(
        `${size.readers} readers stand still: all cut after ${Math.round(bad.allCut)} ms, at most ${Math.round(bad.most - start)} MB ` +
          `more in the server (${Math.round((good?.most ?? start) - start)} MB with readers who read)`,
      )
      // A megabyte each, and what a process under such a load keeps for itself.
      expect(bad.most - Math.max(start, good?.most ?? start)).toBeLessThan(size.readers + 150)
    }
    const [usual, beside] = [quantile(reading, 0.5), quantile(standing, 0.5)]
    const list = (all: readonly number[]) => all.map(ms => ms.toFixed(1)).join(', ')
    report(
      `p99 of messages by others, medians of rounds: ${usual.toFixed(1)} ms beside readers who read (${list(reading)}), ` +
        `${beside.toFixed(1)} ms beside readers who stand still (${list(standing)})`,
    )
    if (full) expect(beside).toBeLessThan(1.2 * usual)
  })
})
