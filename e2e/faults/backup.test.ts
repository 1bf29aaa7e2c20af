import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../../apps/api/test/start-command.js'
import { type Account, signUp } from '../harness/account.js'
import { chosenSeed, random } from '../harness/random.js'
import { freePort, Server, startServer } from '../harness/server.js'
import { check } from '../ledger/check.js'
import type { History } from '../ledger/history.js'
import { Crowd } from './crowd.js'
import { storedOf } from './stored.js'

const full = process.env.FAULTS === 'full'

/** Guarantees G1, G2, G3, G8, and D4. */
describe('a backup under load', () => {
  const seed = chosenSeed()
  let server: Server
  let folder = ''
  beforeAll(async () => {
    server = await startServer()
    folder = await mkdtemp('/tmp/deskbell-backup-')
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  })

  it(`holds all that was acked before it, restores elsewhere, and clients of the old epoch heal, seed ${seed}`, {
    timeout: 180_000,
  }, async () => {
    const account = await signUp(server.origin)
    const site = account.username
    const crowd = new Crowd({
      ...{ origin: server.origin, site, token: account.token, random: random(seed) },
      ...(full ? { visitors: 100, pause: 100 } : { visitors: 15, pause: 60 }),
    })
    try {
      await crowd.start()
      const files = await uploadSome(server, account, full ? 40 : 6)
      const acked = crowd.ledger.sent
        .filter(record => record.state === 'acked')
        .map(record => ({ ...record }))
      const file = join(folder, 'backup.sql.gz')
      const taken = await runCommand('backup', [file], { DATA_DIR: server.dataDir })
      expect(taken).toMatchObject({ code: 0, stderr: '' })
      const meanwhile = crowd.ledger.sent.filter(record => record.state === 'acked').length - acked.length
      // Without messages beside it the run would say nothing.
      expect(meanwhile).toBeGreaterThan(0)

      const other = new Server(join(folder, 'elsewhere'), await freePort(), {})
      try {
        expect(await runCommand('restore', [file], { DATA_DIR: other.dataDir })).toMatchObject({
          code: 0,
          stderr: '',
        })
        await other.start()
        await expectRestored({ from: server, to: other, account, acked, files })
      } finally {
        await other.close()
      }

      // The first server goes back to its backup, while everybody still holds what came after it.
      await sleep(300)
      const before = await epochOf(server)
      const asked = ['restore', [file, '--replace'], { DATA_DIR: server.dataDir }] as const
      const refused = await runCommand(...asked)
      expect(refused).toMatchObject({ code: 1, stdout: '' })
      expect(refused.stderr).toMatch(/^The data folder \S+ is in use by process \d+ at http.*\n$/)
      await server.stop()
      const put = await runCommand(...asked)
      expect(put).toMatchObject({ code: 0, stderr: '' })
      await server.start()
      expect(await epochOf(server)).not.toBe(before)
      const stored = () => storedOf(server, site)
      await crowd.settle(stored, 15_000)
      const history = await crowd.history(stored)
      // What was acked after the backup is gone with it, and numbers of before mean something else now. All else holds.
      const findings = check({ ...history, received: [], fresh: asFarBack(history) })
      const own = (text: string) => /\(server:/.test(text)
      expect(findings.filter(one => one.rule !== 'acked-is-stored' && !own(one.text))).toEqual([])
      const stillThere = new Set(history.stored.map(row => row.clientId))
      expect(acked.filter(record => !stillThere.has(record.clientId))).toEqual([])
      if (full)
        console.warn(`backup beside ${meanwhile} messages, of ${acked.length} before it none is missing`)
    } finally {
      crowd.stop()
    }
  })
})

/** Whoever forgets what they held loads the latest page; the fresh load has all of them. */
const asFarBack = ({ held, fresh }: History) =>
  fresh.map((view, at) => {
    const from = held[at]?.entries[0]?.seq ?? 0
    return { ...view, entries: view.entries.filter(entry => entry.seq >= from) }
  })

interface Restored {
  readonly from: Server
  readonly to: Server
  readonly account: Account
  readonly acked: readonly {
    room: string
    clientId: string
    audience: string
    ack?: { id: string; seq: number }
  }[]
  /** Hashes by address. */
  readonly files: ReadonlyMap<string, string>
}

async function expectRestored({ from, to, account, acked, files }: Restored): Promise<void> {
  const there = await storedOf(to, account.username)
  const byClientId = new Map(there.map(row => [`${row.room} ${row.clientId}`, row]))
  expect(byClientId.size).toBe(there.length)
  for (const { room, clientId, audience, ack } of acked) {
    const row = byClientId.get(`${room} ${clientId}`)
    const seq = audience === 'members' ? row?.seq : row?.publicSeq
    expect({ id: row?.id, seq }).toEqual({ id: ack?.id, seq: ack?.seq })
  }
  // One moment of the first server: of every room its beginning, and the room's own counts agree.
  const was = new Map((await storedOf(from, account.username)).map(row => [row.id, row]))
  expect(there.filter(row => JSON.stringify(was.get(row.id)) !== JSON.stringify(row))).toEqual([])
  const odd = await to.sql(
    `select h.room_id from room_heads h
       left join lateral (select count(*) as n, max(seq) as seq, count(public_seq) as public, max(public_seq) as public_seq,
                                 count(*) filter (where kind = 'message') as messages
                            from journal j where j.site_id = h.site_id and j.room_id = h.room_id) j on true
      where h.seq > 0 and (h.seq, h.public_seq, h.message_count) is distinct from (j.n, j.public, j.messages)
         or j.n <> j.seq or j.public <> j.public_seq
         or exists (select 1 from read_cursors c where c.site_id = h.site_id and c.room_id = h.room_id and c.seq > h.seq)`,
  )
  expect(odd).toEqual([])
  expect(files.size).toBeGreaterThan(0)
  for (const [address, hash] of files) {
    const answer = await fetch(to.origin + address)
    expect(hashOf(Buffer.from(await answer.arrayBuffer()))).toBe(hash)
  }
  // The signing key came with it: nobody has to sign in again.
  const me = await fetch(`${to.origin}/accounts/api/me`, {
    headers: { authorization: `Token ${account.token}` },
  })
  expect(me.status).toBe(200)
  expect(await epochOf(to)).not.toBe(await epochOf(from))
}

async function uploadSome(
  server: Server,
  { username, token }: Account,
  count: number,
): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (let i = 0; i < count; i++) {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(300_000)])
    const form = new FormData()
    form.set('room', `${username} visitor-${i % 5}`)
    form.set('file', new Blob([bytes]), `file-${i}.pdf`)
    const answer = await fetch(`${server.origin}/chatbot/message/file/upload`, {
      method: 'POST',
      body: form,
      headers: { authorization: `Token ${token}` },
    })
    expect(answer.status).toBe(200)
    files.set(((await answer.json()) as { file: string }).file, hashOf(bytes))
  }
  return files
}

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

const epochOf = async (server: Server) =>
  (await server.sql<{ epoch: string }>('select epoch from installation'))[0]?.epoch
