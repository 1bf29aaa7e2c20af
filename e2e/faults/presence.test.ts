import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksRedis } from '../../apps/api/test/redis.js'
import { signUp } from '../harness/account.js'
import { type Nodes, startNodes } from '../harness/nodes.js'
import type { Server } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { until } from '../harness/wait.js'

const full = process.env.FAULTS === 'full'

/** Guarantee N3 over two operating-system processes. The short form lets the database’s rows grow old instead of waiting. */
describe.skipIf(lacksRedis)('who is there', () => {
  let nodes: Nodes
  beforeAll(async () => {
    nodes = await startNodes()
  }, 120_000)
  afterAll(() => nodes?.close())

  const open = async (node: Server, path: string, ...protocols: string[]) => {
    const socket = await TestSocket.open(`${node.wsOrigin}${path}`, {
      protocols: ['deskbell.v1', ...protocols],
    })
    const session = protocols.includes('visitor') && protocols.length === 1
    const token = session ? ((await socket.next('session')).token as string) : ''
    await socket.next('hello')
    return { socket, token }
  }
  const isVisitor = (event: Record<string, unknown>) =>
    event.command === 'presence' && (event.person as { kind: string }).kind === 'visitor'
  const shift = (ms: number) =>
    nodes.a.sql(
      `with dead as (update nodes set beat_served = beat_served - $1 * interval '1 millisecond'
                      where beat_at < now() - interval '3 seconds')
       update presence set left_served = left_served - $1 * interval '1 millisecond'`,
      [ms],
    )

  it('a killed node keeps nobody there: gone within 45 s, but who comes to another node in time was never away', {
    timeout: 120_000,
  }, async () => {
    const { username: site, token } = await signUp(nodes.a.origin)
    const { socket: inbox } = await open(nodes.a, `/ws/room/${site}`, `bearer.${token}`)
    const kim = await open(nodes.b, `/ws/chat/${site}/kim`, 'visitor')
    const kimCame = await inbox.next(isVisitor)
    const ada = await open(nodes.b, `/ws/chat/${site}/ada`, 'visitor')
    const adaCame = await inbox.next(isVisitor)
    expect([kimCame.online, adaCame.online]).toEqual([true, true])

    await nodes.b.kill9()
    const killed = performance.now()
    const { socket: adaAgain } = await open(nodes.a, `/ws/chat/${site}/ada`, 'visitor', `bearer.${ada.token}`)
    if (!full) {
      // Silent for more than a beat, so that it is plain which of the two is dead.
      await until(
        'a node that is silent',
        async () =>
          (await nodes.a.sql("select 1 from nodes where beat_at < now() - interval '3 seconds'")).length ===
          1,
      )
      await shift(20_000)
    }
    const gone = await inbox.next(isVisitor, 50_000)
    expect(gone).toMatchObject({ online: false, person: kimCame.person })
    const ms = performance.now() - killed
    expect(ms).toBeLessThan(45_000)
    if (full) {
      expect(ms).toBeGreaterThan(10_000)
      console.warn(`gone ${Math.round(ms)} ms after the kill`)
    }
    // The last word of all: nothing was said of Ada since she came.
    const { socket: bo } = await open(nodes.a, `/ws/chat/${site}/bo`, 'visitor')
    expect((await inbox.next(isVisitor)).person).not.toEqual(adaCame.person)
    await Promise.all([inbox, adaAgain, bo].map(socket => socket.close()))
    await kim.socket.closed
    await nodes.b.start()
  })

  it('both nodes are killed and come back: who comes back too was never away', {
    timeout: 120_000,
  }, async () => {
    const { username: site, token } = await signUp(nodes.a.origin)
    const before = await open(nodes.a, `/ws/room/${site}`, `bearer.${token}`)
    const kim = await open(nodes.b, `/ws/chat/${site}/kim`, 'visitor')
    const came = await before.socket.next(isVisitor)
    await Promise.all([nodes.a.kill9(), nodes.b.kill9()])
    // A long outage: the last sign of life of any node, and everything before it, was ten minutes ago.
    await nodes.a.sql(
      `with s as (update service set beat_at = beat_at - interval '10 minutes'),
            n as (update nodes set beat_at = beat_at - interval '10 minutes', beat_served = beat_served - interval '10 minutes')
       update presence set since = since - interval '10 minutes', changed_at = changed_at - interval '10 minutes'`,
    )
    await Promise.all([nodes.a.start(), nodes.b.start()])
    const { socket: inbox } = await open(nodes.a, `/ws/room/${site}`, `bearer.${token}`)
    const { socket: again } = await open(nodes.b, `/ws/chat/${site}/kim`, 'visitor', `bearer.${kim.token}`)
    // Written, and beaten twice since.
    const beats = () => nodes.a.sql<{ at: Date }>('select beat_at as at from service')
    for (let n = 0; n < 2; n++) {
      const [last] = await beats()
      await until('a beat', async () => ((await beats())[0]?.at.getTime() ?? 0) > (last?.at.getTime() ?? 0))
    }
    const { socket: bo } = await open(nodes.b, `/ws/chat/${site}/bo`, 'visitor')
    // The first that is told is of somebody else.
    expect((await inbox.next(isVisitor)).person).not.toEqual(came.person)
    const [row] = await nodes.a.sql<{ gone: boolean; there: boolean; minutes: number }>(
      `select p.gone, p.left_at is null as there, extract(epoch from now() - p.since)::float8 / 60 as minutes
         from presence p where p.person_id = $1`,
      [(came.person as { id: string }).id],
    )
    expect(row).toMatchObject({ gone: false, there: true })
    expect(row?.minutes).toBeGreaterThan(9)
    await Promise.all([inbox, again, bo].map(socket => socket.close()))
  })
})
