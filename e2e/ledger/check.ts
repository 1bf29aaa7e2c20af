import type { Audience, History, ReceivedRecord, SentRecord, StoredRecord, View } from './history.js'

export const rules = [
  'acked-is-stored',
  'stored-once',
  'shown-once',
  'numbered',
  'same-order',
  'senders-order',
  'nobody-sent-it',
  'pending',
  'equals-reload',
] as const
export type Rule = (typeof rules)[number]

export interface Finding {
  readonly rule: Rule
  /** For a person: what, where, and the numbers. */
  readonly text: string
}

/**
 * Holds what clients and database wrote down against the promises G1 to G7 of docs/guarantees.md.
 * Pure: reads the history and nothing else. No finding means that it keeps them all.
 */
export function check(history: History): Finding[] {
  const storedByRoom = group(history.stored, row => row.room)
  return [
    ...ackedIsStored(history.sent, storedByRoom),
    ...storedOnce(storedByRoom),
    ...numbered(storedByRoom),
    ...shownOnce(history.received),
    ...sameOrder(history.received, storedByRoom),
    ...sendersOrder(history.sent, storedByRoom),
    ...nobodySentIt(history.sent, history.stored),
    ...pending(history.sent),
    ...equalsReload(history.held, history.fresh),
  ]
}

/** Throws one error that a person can read: how many of each rule, and the first few in words. */
export function mustHold(history: History, context: string): void {
  const findings = check(history)
  if (findings.length === 0) return
  const parts = [...group(findings, finding => finding.rule)].map(([rule, all]) => {
    const shown = all.slice(0, 5).map(finding => `    ${finding.text}`)
    const more = all.length > shown.length ? [`    … and ${all.length - shown.length} more`] : []
    return [`  ${rule}: ${all.length}`, ...shown, ...more].join('\n')
  })
  throw new Error(`The ledger does not hold (${context}):\n${parts.join('\n')}`)
}

type ByRoom = ReadonlyMap<string, readonly StoredRecord[]>

function* ackedIsStored(sent: readonly SentRecord[], storedByRoom: ByRoom): Generator<Finding> {
  const index = new Map<string, StoredRecord>()
  for (const rows of storedByRoom.values())
    for (const row of rows) index.set(key(row.room, row.clientId), row)
  for (const record of sent) {
    if (record.ack === undefined) continue
    const row = index.get(key(record.room, record.clientId))
    const name = `message ${record.n} of ${record.sender} (${record.clientId}) in ${record.room}`
    if (row === undefined) {
      yield { rule: 'acked-is-stored', text: `${name} was acked as ${record.ack.seq} and is not stored` }
    } else if (row.id !== record.ack.id || numberFor(record.audience, row) !== record.ack.seq) {
      yield {
        rule: 'acked-is-stored',
        text: `${name} was acked as ${record.ack.id} (${record.ack.seq}), stored is ${row.id} (${numberFor(record.audience, row)})`,
      }
    }
  }
}

function* storedOnce(storedByRoom: ByRoom): Generator<Finding> {
  for (const [room, rows] of storedByRoom) {
    yield* twice(
      rows,
      row => row.clientId,
      'stored-once',
      id => `client id ${id} is stored twice in ${room}`,
    )
    yield* twice(
      rows,
      row => row.id,
      'stored-once',
      id => `entry ${id} is stored twice in ${room}`,
    )
  }
}

function* numbered(storedByRoom: ByRoom): Generator<Finding> {
  for (const [room, rows] of storedByRoom) {
    for (const audience of ['members', 'visitors'] as const) {
      const numbers = inOrder(rows, audience).map(row => numberFor(audience, row))
      const wrong = numbers.findIndex((number, index) => number !== index + 1)
      if (wrong === -1) continue
      yield {
        rule: 'numbered',
        text: `${room} for ${audience}: entry ${wrong + 1} of ${numbers.length} has number ${numbers[wrong]}`,
      }
    }
    const order = inOrder(rows, 'members').filter(row => row.publicSeq !== null)
    for (let i = 1; i < order.length; i++) {
      const [before, after] = [order[i - 1]?.publicSeq ?? 0, order[i]?.publicSeq ?? 0]
      if (after <= before) {
        yield {
          rule: 'numbered',
          text: `${room}: members and visitors see ${before} and ${after} in another order`,
        }
      }
    }
  }
}

function* shownOnce(received: readonly ReceivedRecord[]): Generator<Finding> {
  for (const [, records] of group(received, record => `${record.client} ${record.room}`)) {
    yield* twice(
      records,
      record => record.id,
      'shown-once',
      (id, record) => `${record.client} was shown entry ${id} (${record.seq}) of ${record.room} twice`,
    )
  }
}

/** Every client is shown consecutive numbers upwards, and under each number the entry that has it. */
function* sameOrder(received: readonly ReceivedRecord[], storedByRoom: ByRoom): Generator<Finding> {
  const truth = new Map<string, string>()
  for (const [room, rows] of storedByRoom) {
    for (const row of rows) {
      truth.set(key(room, 'members', row.seq), row.id)
      if (row.publicSeq !== null) truth.set(key(room, 'visitors', row.publicSeq), row.id)
    }
  }
  for (const records of group(received, record => `${record.client} ${record.room}`).values()) {
    let last: ReceivedRecord | undefined
    for (const record of records) {
      const { client, room, seq, id, audience } = record
      if (last !== undefined && seq !== last.seq + 1) {
        yield { rule: 'same-order', text: `${client} was shown ${seq} of ${room} after ${last.seq}` }
      }
      last = record
      const stored = truth.get(key(room, audience, seq))
      if (stored !== id) {
        yield {
          rule: 'same-order',
          text: `${client} was shown ${id} as ${seq} of ${room}, stored there is ${stored ?? 'nothing'}`,
        }
      }
    }
  }
}

function* sendersOrder(sent: readonly SentRecord[], storedByRoom: ByRoom): Generator<Finding> {
  const index = new Map(sent.map(record => [key(record.room, record.clientId), record]))
  for (const [room, rows] of storedByRoom) {
    const last = new Map<string, SentRecord>()
    for (const row of inOrder(rows, 'members')) {
      const record = index.get(key(room, row.clientId))
      if (record === undefined) continue
      const before = last.get(record.sender)
      if (before !== undefined && record.n < before.n) {
        yield {
          rule: 'senders-order',
          text: `${record.sender} sent ${record.n} before ${before.n} in ${room}; stored is ${before.n} first`,
        }
      }
      last.set(record.sender, record)
    }
  }
}

function* nobodySentIt(sent: readonly SentRecord[], stored: readonly StoredRecord[]): Generator<Finding> {
  const known = new Set(sent.map(record => key(record.room, record.clientId)))
  for (const row of stored) {
    // The server's own entries (a conversation opened, closed …) are the only ones without a sender.
    if (row.kind === 'event' || known.has(key(row.room, row.clientId))) continue
    yield {
      rule: 'nobody-sent-it',
      text: `${row.kind} ${row.seq} of ${row.room} (${row.clientId}) was sent by nobody`,
    }
  }
}

function* pending(sent: readonly SentRecord[]): Generator<Finding> {
  for (const record of sent) {
    if (record.state !== 'pending') continue
    yield {
      rule: 'pending',
      text: `message ${record.n} of ${record.sender} (${record.clientId}) in ${record.room} is still pending`,
    }
  }
}

function* equalsReload(held: readonly View[], fresh: readonly View[]): Generator<Finding> {
  const loaded = new Map(fresh.map(view => [key(view.room, view.audience), view]))
  for (const view of held) {
    const reload = loaded.get(key(view.room, view.audience))
    const text = reload === undefined ? 'nobody loaded it afresh' : firstDifference(view, reload)
    if (text !== undefined) {
      yield { rule: 'equals-reload', text: `${view.client} in ${view.room} (${view.audience}): ${text}` }
    }
  }
}

function firstDifference(held: View, reload: View): string | undefined {
  for (let i = 0; i < Math.max(held.entries.length, reload.entries.length); i++) {
    const [mine, theirs] = [held.entries[i], reload.entries[i]]
    if (JSON.stringify(mine) !== JSON.stringify(theirs)) {
      return `entry ${i + 1} is ${JSON.stringify(mine) ?? 'missing'}, a reload says ${JSON.stringify(theirs) ?? 'there is none'}`
    }
  }
  for (const [name, value] of Object.entries(held.facts ?? {})) {
    const theirs = reload.facts?.[name]
    if (JSON.stringify(value) !== JSON.stringify(theirs)) {
      return `${name} is ${JSON.stringify(value)}, a reload says ${JSON.stringify(theirs)}`
    }
  }
  return undefined
}

function numberFor(audience: Audience, row: StoredRecord): number | null {
  return audience === 'members' ? row.seq : row.publicSeq
}

function inOrder(rows: readonly StoredRecord[], audience: Audience): StoredRecord[] {
  return rows
    .filter(row => numberFor(audience, row) !== null)
    .sort((a, b) => (numberFor(audience, a) ?? 0) - (numberFor(audience, b) ?? 0))
}

function* twice<T>(
  records: readonly T[],
  by: (record: T) => string,
  rule: Rule,
  say: (id: string, record: T) => string,
): Generator<Finding> {
  const seen = new Set<string>()
  for (const record of records) {
    const id = by(record)
    if (seen.has(id)) yield { rule, text: say(id, record) }
    seen.add(id)
  }
}

function group<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const name = by(item)
    const existing = groups.get(name)
    if (existing === undefined) groups.set(name, [item])
    else existing.push(item)
  }
  return groups
}

// A NUL can stand in no name of the wire, so two keys are equal only where their parts are.
const key = (...parts: readonly (string | number)[]) => parts.join('\0')
