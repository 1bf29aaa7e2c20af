import fc from 'fast-check'
import type { Audience, History, ReceivedRecord, SentRecord, StoredRecord, View } from './history.js'

type Step = {
  room: number
  sender: number
  kind: 'message' | 'note' | 'event'
  outcome: 'acked' | 'failed' | 'lost'
}

const step: fc.Arbitrary<Step> = fc.record({
  room: fc.nat(2),
  sender: fc.nat(3),
  kind: fc.constantFrom('message', 'message', 'message', 'note', 'event'),
  // A failed send may have been stored all the same, when only its ack was lost.
  outcome: fc.constantFrom('acked', 'acked', 'acked', 'failed', 'lost'),
})

/** Histories of a server that keeps its promises, with at least three messages stored in the first room. */
export const correctHistory: fc.Arbitrary<History> = fc
  .array(step, { maxLength: 60 })
  .map(steps => play([...steps, ...[0, 1, 2].map(sender => sent(sender)), sent(0)]))

const sent = (sender: number): Step => ({ room: 0, sender, kind: 'message', outcome: 'acked' })

function play(steps: readonly Step[]): History {
  const stored: StoredRecord[] = []
  const sent: SentRecord[] = []
  const received: ReceivedRecord[] = []
  const tops = new Map<string, { seq: number; publicSeq: number }>()
  const counts = new Map<string, number>()
  for (const [index, { room: number, sender: who, kind, outcome }] of steps.entries()) {
    const room = `room-${number}`
    const isStored = outcome !== 'lost' || kind === 'event'
    const top = tops.get(room) ?? { seq: 0, publicSeq: 0 }
    tops.set(room, top)
    if (isStored) top.seq++
    const publicSeq = isStored && kind === 'message' ? ++top.publicSeq : null
    const row: StoredRecord = { room, seq: top.seq, publicSeq, id: `e${index}`, clientId: `c${index}`, kind }
    if (isStored) stored.push(row)
    // Even senders are visitors; what only members see is written by members.
    const audience: Audience = who % 2 === 0 && kind === 'message' ? 'visitors' : 'members'
    if (kind !== 'event') {
      const sender = `${audience}-${who}`
      const n = (counts.get(`${sender} ${room}`) ?? 0) + 1
      counts.set(`${sender} ${room}`, n)
      const seq = audience === 'members' ? row.seq : (publicSeq ?? 0)
      sent.push({
        sender,
        audience,
        room,
        clientId: row.clientId,
        n,
        sentAt: index,
        state: outcome === 'lost' ? 'failed' : outcome,
        ...(outcome === 'acked' ? { ack: { at: index, id: row.id, seq } } : {}),
      })
    }
    if (!isStored) continue
    for (const client of ['operator', 'second-operator']) {
      received.push({ client, audience: 'members', room, seq: row.seq, id: row.id, at: index })
    }
    if (publicSeq !== null) {
      received.push({ client: 'visitor', audience: 'visitors', room, seq: publicSeq, id: row.id, at: index })
    }
  }
  const views = (client: string, audience: Audience): View[] =>
    [...tops.keys()].map(room => ({
      client,
      audience,
      room,
      entries: stored
        .filter(row => row.room === room && (audience === 'members' || row.publicSeq !== null))
        .map(row => ({
          seq: audience === 'members' ? row.seq : (row.publicSeq ?? 0),
          id: row.id,
          content: `text of ${row.id}`,
        })),
      facts: { unread: 0 },
    }))
  return {
    sent,
    received,
    stored,
    held: [...views('operator', 'members'), ...views('visitor', 'visitors')],
    fresh: [...views('fresh', 'members'), ...views('fresh', 'visitors')],
  }
}
