import { expect, test, vi } from 'vitest'
import { Revocations } from './revocations.js'
import type { Ended } from './session-store.js'

const at = (second: number) => new Date(second * 1000)
const nothing = { sessionIds: [], members: [] }

/** Answers each look by hand, so that a test says when the database does. */
function database() {
  const looks: { since: Date | null; answer: (ended: Ended) => void; fail: (error: Error) => void }[] = []
  let told = () => {}
  const next = async () => {
    if (looks.length === 0) await new Promise<void>(resolve => (told = resolve))
    const look = looks.shift()
    if (!look) throw new Error('no look')
    return look
  }
  const endedSince = (since: Date | null) =>
    new Promise<Ended>((answer, fail) => {
      looks.push({ since, answer, fail })
      told()
    })
  return { next, endedSince }
}

function setup() {
  const db = database()
  const onError = vi.fn()
  const revocations = new Revocations({ sessions: db, onError, interval: 1 })
  const sessions: string[][] = []
  const members: string[][] = []
  const stop = revocations.onSessionsEnded(ids => sessions.push([...ids]))
  revocations.onMembersRemoved(removed => members.push(removed.map(one => `${one.siteId} ${one.userId}`)))
  return { db, onError, revocations, sessions, members, stop }
}

test('what ends here is told at once, without any look at the database', () => {
  const { revocations, sessions, stop } = setup()
  revocations.tellSessionsEnded(['a'])
  revocations.tellSessionsEnded([])
  stop()
  revocations.tellSessionsEnded(['b'])
  expect(sessions).toEqual([['a']])
})

test('what ends elsewhere is found by looking again from the last answer on', async () => {
  const { db, revocations, sessions, members } = setup()
  revocations.start()
  const first = await db.next()
  expect(first.since).toBeNull()
  first.answer({ ...nothing, now: at(100) })
  const second = await db.next()
  expect(second.since).toEqual(at(100))
  second.answer({ now: at(101), sessionIds: ['a', 'b'], members: [{ siteId: 's', userId: 'u' }] })
  const third = await db.next()
  expect(sessions).toEqual([['a', 'b']])
  expect(members).toEqual([['s u']])
  revocations.stop()
  third.answer({ now: at(102), sessionIds: ['c'], members: [] })
  await Promise.resolve()
  expect(sessions).toHaveLength(1)
})

test('while the database is away nothing is forgotten, and the trouble is told once', async () => {
  const { db, revocations, sessions, onError } = setup()
  revocations.start()
  ;(await db.next()).answer({ ...nothing, now: at(100) })
  for (let n = 0; n < 3; n++) (await db.next()).fail(new Error('down'))
  const back = await db.next()
  expect(back.since).toEqual(at(100))
  expect(onError).toHaveBeenCalledTimes(1)
  back.answer({ now: at(190), sessionIds: ['late'], members: [] })
  ;(await db.next()).fail(new Error('down again'))
  await db.next()
  expect(sessions).toEqual([['late']])
  expect(onError).toHaveBeenCalledTimes(2)
  revocations.stop()
})
