import type { Audience, ReceivedRecord, SentRecord } from './history.js'

/** Where the clients of one run write down what they send and are shown. */
export class Recorder {
  readonly sent: SentRecord[] = []
  readonly received: ReceivedRecord[] = []
  readonly #byKey = new Map<string, SentRecord>()
  readonly #counts = new Map<string, number>()

  /** Call before the message leaves, so that no ack can come first. */
  send(sender: string, audience: Audience, room: string, clientId: string): SentRecord {
    const counted = `${sender} ${room}`
    const n = (this.#counts.get(counted) ?? 0) + 1
    this.#counts.set(counted, n)
    const record: SentRecord = {
      sender,
      audience,
      room,
      clientId,
      n,
      sentAt: performance.now(),
      state: 'pending',
    }
    this.sent.push(record)
    this.#byKey.set(`${room} ${clientId}`, record)
    return record
  }

  /** A repeated ack must name the same entry; `check` compares the one that stays with what is stored. */
  ack(room: string, clientId: string, id: string, seq: number): void {
    const record = this.#byKey.get(`${room} ${clientId}`)
    if (record === undefined) throw new Error(`an ack for ${clientId} in ${room}, which nobody sent`)
    if (record.ack !== undefined && (record.ack.id !== id || record.ack.seq !== seq)) {
      throw new Error(
        `${clientId} in ${room} was acked as ${record.ack.id} (${record.ack.seq}) and as ${id} (${seq})`,
      )
    }
    record.ack ??= { at: performance.now(), id, seq }
    record.state = 'acked'
  }

  /** A client was shown an entry: if it sent it itself, that is as good as an ack. */
  seen(sender: string, room: string, clientId: string, id: string, seq: number): void {
    const record = this.#byKey.get(`${room} ${clientId}`)
    if (record?.sender === sender && record.ack === undefined) this.ack(room, clientId, id, seq)
  }

  fail(room: string, clientId: string): void {
    const record = this.#byKey.get(`${room} ${clientId}`)
    if (record?.state === 'pending') record.state = 'failed'
  }

  receive(client: string, audience: Audience, room: string, seq: number, id: string): void {
    this.received.push({ client, audience, room, seq, id, at: performance.now() })
  }

  get pending(): number {
    return this.sent.filter(record => record.state === 'pending').length
  }

  get acked(): number {
    return this.sent.filter(record => record.state === 'acked').length
  }
}
