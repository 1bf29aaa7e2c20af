import { signUp } from '../harness/account.js'
import type { Random } from '../harness/random.js'
import { TestSocket } from '../harness/socket.js'
import { until } from '../harness/wait.js'
import type { History, View } from '../ledger/history.js'
import { Recorder } from '../ledger/recorder.js'
import type { Desk } from './outages.js'
import { storedOf } from './stored.js'
import { loadAll, toldTo } from './told.js'

export interface DuplicatesRun {
  readonly history: History
  /** Messages that were sent more than once. */
  readonly struck: number
}

/** Every message goes out one to five times at once: over several sockets of its visitor, and over REST, on all nodes. */
export async function runDuplicates(
  desk: Desk,
  random: Random,
  { visitors, messages }: { visitors: number; messages: number },
): Promise<DuplicatesRun> {
  const { username: site, token: memberToken } = await signUp(desk.origin)
  const nodes = [desk.origin, desk.otherOrigin ?? desk.origin]
  const ledger = new Recorder()
  let struck = 0
  const held: View[] = []
  const fresh: View[] = []
  const people = Array.from({ length: visitors }, async (_, v) => {
    const consumer = `visitor-${v}`
    const at = (n: number) => nodes[n % nodes.length] ?? desk.origin
    const url = (n: number) => `${at(n).replace('http', 'ws')}/ws/chat/${site}/${consumer}`
    const first = await TestSocket.open(url(0), { protocols: ['deskbell.v1', 'visitor'] })
    const { token } = await first.next('session')
    const rest = (n: number) => `${at(n)}/api/sites/${site}/visitors/${consumer}/messages`
    const authorization = `Bearer ${String(token)}`
    const more = [1, 2].map(n =>
      TestSocket.open(url(n), { protocols: ['deskbell.v1', 'visitor', `bearer.${token}`] }),
    )
    const sockets = [first, ...(await Promise.all(more))]
    const member = await TestSocket.open(url(1), { protocols: ['deskbell.v1', `bearer.${memberToken}`] })
    // Whoever is greeted is told what comes; what was there before is in the greeting.
    for (const socket of [...sockets, member]) await socket.next('hello')

    for (let n = 1; n <= messages; n++) {
      const client_id = `${consumer}:${n}`
      const content = `message ${n}`
      ledger.send(consumer, 'visitors', consumer, client_id)
      const ways = Array.from({ length: random.int(1, 5) }, () => random.int(0, sockets.length))
      if (ways.length > 1) struck++
      const answers = ways.map(async way => {
        const socket = sockets[way]
        if (socket !== undefined) {
          const frame = { command: 'new_message', message: { content, type: 'text', client_id } }
          return socket.ask(frame, told => told.command === 'ack' && told.client_id === client_id)
        }
        const answer = await fetch(rest(n), {
          method: 'POST',
          headers: { authorization, 'content-type': 'application/json' },
          body: JSON.stringify({ content, client_id }),
        })
        if (!answer.ok) throw new Error(`sending over REST answered ${answer.status}: ${await answer.text()}`)
        return answer.json() as Promise<Record<string, unknown>>
      })
      for (const ack of await Promise.all(answers)) {
        ledger.ack(consumer, client_id, String(ack.id), Number(ack.seq))
      }
    }

    const watchers = [
      ...sockets.map((socket, i) => ({ socket, name: `${consumer}#${i}` })),
      { socket: member, name: `desk of ${consumer}` },
    ]
    for (const { socket, name } of watchers) {
      const audience = socket === member ? 'members' : 'visitors'
      const { top } = await socket.ask({ command: 'fetch_messages', limit: 1 }, 'messages')
      // What was stored by the other node may still be on its way.
      await until(`${name} to be told everything`, () => toldTo(socket).some(({ seq }) => seq === top))
      const entries = toldTo(socket)
      for (const { seq, id } of entries) ledger.receive(name, audience, consumer, seq, id)
      held.push({ client: name, audience, room: consumer, entries })
      if (socket !== member && socket !== first) continue
      fresh.push({ client: 'a reload', audience, room: consumer, entries: await loadAll(socket) })
    }
    await Promise.all([...sockets, member].map(socket => socket.close()))
  })
  await Promise.all(people)
  const { sent, received } = ledger
  return { history: { sent, received, stored: await storedOf(desk, site), held, fresh }, struck }
}
