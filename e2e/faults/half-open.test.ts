import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp } from '../harness/account.js'
import { FaultProxy } from '../harness/fault-proxy.js'
import { type Server, startServer } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { until } from '../harness/wait.js'
import { Herd } from './herd.js'
import { report } from './report.js'

const full = process.env.FAULTS === 'full'
const count = full ? 1_000 : 100
/** Milliseconds between two beats; the short run has a heart of its own. */
const beat = full ? 10_000 : 1_000

/** Guarantee S6: whose network is gone without a word, as when a phone loses its signal. */
describe(`${count} sockets whose other end has vanished`, () => {
  let server: Server
  let proxy: FaultProxy
  let herd: Herd
  beforeAll(async () => {
    server = await startServer({
      built: false,
      env: { METRICS_TOKEN: 'only-for-this-run' },
      preload: full ? [] : [join(import.meta.dirname, '../harness/preload/quick-beat.ts')],
    })
    proxy = await FaultProxy.start(server.port)
  }, 60_000)
  afterAll(async () => {
    await herd?.stop()
    await proxy?.close()
    await server?.close()
  })

  const visitors = async () => {
    const answer = await fetch(`${server.origin}/metrics`, {
      headers: { authorization: 'Bearer only-for-this-run' },
    })
    return Number(/^deskbell_sockets\{role="visitor"\} (\d+)$/m.exec(await answer.text())?.[1])
  }

  it('are let go of within three and a half beats, and nobody else is', { timeout: 120_000 }, async () => {
    const { username: site } = await signUp(server.origin)
    const neighbour = await TestSocket.open(`${server.wsOrigin}/ws/chat/${site}/ada`, {
      protocols: ['deskbell.v1', 'visitor'],
    })
    await neighbour.next('hello')
    herd = await Herd.start({ origin: `http://127.0.0.1:${proxy.port}`, site, count })
    await herd.order('open')
    expect(await visitors()).toBe(count + 1)
    proxy.hold()
    expect(proxy.held, 'connections that were open').toBe(count)
    const began = performance.now()
    await until('the end of them all', async () => (await visitors()) === 1, 4.5 * beat, 50)
    const ms = performance.now() - began
    report(`${count} half-open sockets were let go of within ${Math.round(ms)} ms, a beat is ${beat} ms`)
    expect(ms).toBeLessThan(3.5 * beat)
    // Whoever only sits there is alive: the beat goes on, and so do they.
    neighbour.forget()
    await neighbour.next('heartbeat', 2 * beat)
    await neighbour.close()
    expect(server.faults).toEqual([])
  })
})
