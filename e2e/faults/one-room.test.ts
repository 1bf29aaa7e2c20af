import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksRedis } from '../../apps/api/test/redis.js'
import { signUp } from '../harness/account.js'
import { type Nodes, startNodes } from '../harness/nodes.js'
import { chosenSeed, random } from '../harness/random.js'
import { TestSocket } from '../harness/socket.js'
import { until } from '../harness/wait.js'
import { mustHold } from '../ledger/check.js'
import type { View } from '../ledger/history.js'
import { Recorder } from '../ledger/recorder.js'
import { report } from './report.js'
import { storedOf } from './stored.js'
import { loadAll, toldTo } from './told.js'

const full = process.env.FAULTS === 'full'
const size = full ? { senders: 50, receivers: 20, each: 400 } : { senders: 10, receivers: 6, each: 40 }
const seed = chosenSeed()

/** Guarantees G1, G2, G3 and N1: the one visitor and the one member in as many tabs, half of them on each node. */
describe.skipIf(lacksRedis)('everybody writes into one room', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  }, 120_000)
  afterAll(() => nodes?.close())

  it(`numbers are 1 to n, and the same for all, seed ${seed}`, { timeout: 400_000 }, async () => {
    const { username: site, token } = await signUp(nodes.a.origin)
    const chance = random(seed)
    const ledger = new Recorder()
    const url = (n: number) => `${(n % 2 === 0 ? nodes.a : nodes.b).wsOrigin}/ws/chat/${site}/kim`
    const first = await TestSocket.open(url(0), { protocols: ['deskbell.v1', 'visitor'] })
    const kim = String((await first.next('session')).token)
    const enter = async (n: number) => {
      const isMember = n % 3 === 0
      const bearer = `bearer.${isMember ? token : kim}`
      const protocols = isMember ? ['deskbell.v1', bearer] : ['deskbell.v1', 'visitor', bearer]
      const socket = await TestSocket.open(url(n), { protocols })
      await socket.next('hello')
      return { socket, isMember }
    }
    const total = size.senders * size.each
    const receivers = await Promise.all(Array.from({ length: size.receivers }, (_, n) => enter(n)))
    const began = performance.now()
    const senders = Array.from({ length: size.senders }, async (_, n) => {
      const { socket, isMember } = await enter(n)
      const name = `sender-${n}`
      for (let at = 1; at <= size.each; at++) {
        const client_id = `${name}:${at}`
        ledger.send(name, isMember ? 'members' : 'visitors', 'kim', client_id)
        const message = { content: 'x'.repeat(chance.int(1, 200)), type: 'text', client_id }
        const ack = await socket.ask({ command: 'new_message', message }, 'ack', 30_000)
        ledger.ack('kim', client_id, String(ack.id), Number(ack.seq))
        socket.forget()
      }
      await socket.close()
    })
    await Promise.all(senders)
    const ms = performance.now() - began

    const held: View[] = []
    const fresh: View[] = []
    for (const [n, { socket, isMember }] of receivers.entries()) {
      await until(`receiver ${n} to be told everything`, () => toldTo(socket).length >= total, 30_000)
      const entries = toldTo(socket)
      const audience = isMember ? 'members' : 'visitors'
      for (const { seq, id } of entries) ledger.receive(`receiver-${n}`, audience, 'kim', seq, id)
      const view = { audience, room: 'kim' } as const
      held.push({ ...view, client: `receiver-${n}`, entries })
      if (n <= 1) fresh.push({ ...view, client: 'a reload', entries: await loadAll(socket) })
      await socket.close()
    }
    await first.close()
    const stored = await storedOf(nodes, site)
    mustHold({ sent: ledger.sent, received: ledger.received, stored, held, fresh }, `seed ${seed}`)
    const [one, ...others] = held.map(({ entries }) => entries.map(({ id }) => id))
    expect(one).toHaveLength(total)
    for (const other of others) expect(other).toEqual(one)
    report(
      `One room: ${total} messages of ${size.senders} senders to ${size.receivers} receivers in ${ms} ms`,
    )
  })
})
