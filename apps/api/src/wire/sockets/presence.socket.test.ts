import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/database.js'
import { attend, openSocket, signUp, startNode, type TestNode, visit } from '../../../test/node.js'
import { BEAT, GRACE } from '../../presence/presence.js'
import { LocalBus } from '../../realtime/local-bus.js'

let database: TestDatabase
let node: TestNode
/** A second node of the same installation. */
let other: TestNode

beforeAll(async () => {
  database = await testDatabase()
  const bus = new LocalBus()
  node = await startNode(database, { bus: bus.join() })
  other = await startNode(database, { bus: bus.join() })
})
afterAll(async () => {
  await Promise.all([node.close(), other.close()])
  await database.drop()
})

/** Until what is written of the one visitor is so. */
const written = (of: string, condition: string) =>
  expect
    .poll(
      async () =>
        (
          await database.pool.query(
            `select 1 from presence p join visitors v on v.id = p.person_id
               join sites s on s.id = v.site_id where s.slug = $1 and ${condition}`,
            [of],
          )
        ).rowCount,
      { timeout: 5_000, interval: 20 },
    )
    .toBe(1)

const graceIsOver = () =>
  database.pool.query("update presence set left_served = left_served - $1 * interval '1 millisecond'", [
    GRACE,
  ])

/** Until every node has beaten since now. */
async function beaten() {
  const { rows } = await database.pool.query<{ now: Date }>('select now()')
  await expect
    .poll(
      async () =>
        (await database.pool.query('select 1 from nodes where beat_at <= $1', [rows[0]?.now])).rowCount,
      { timeout: 3 * BEAT, interval: 50 },
    )
    .toBe(0)
}

test('members see on every node that a visitor is there, and since when they are not; a reload is no leaving', async () => {
  const owner = await signUp(node)
  const [here, there] = [await attend(node, owner), await attend(other, owner)]
  const old = openSocket(node, `/ws/room/${owner.slug}`, { protocols: [], token: owner.token })
  const { socket, token, hello } = await visit(other, owner.slug, 'kim')
  const came = []
  for (const inbox of [here, there])
    came.push(await inbox.next('presence', ({ person }) => person.kind === 'visitor'))
  expect(came[0]).toMatchObject({ online: true, person: { kind: 'visitor' } })
  expect(came[1]).toEqual(came[0])

  socket.send({ command: 'new_message', message: { content: 'hello', type: 'text', client_id: 'c1' } })
  // Who has come meanwhile knows as well.
  const late = await attend(node, owner)
  const { room } = await here.next('new_room')
  const listed = await late.ask('rooms', { command: 'fetch_rooms' })
  expect(listed.rooms[0]).toMatchObject({ presence: { online: true, since: came[0]?.since } })
  const opened = await here.ask('room_opened', { command: 'open_room', room: 'id' in room ? room.id : '' })
  expect(opened.room.presence).toEqual({ online: true, since: came[0]?.since })

  // A reload, that lands on another node.
  socket.close()
  await written(owner.slug, 'left_at is not null')
  const { socket: again } = await visit(node, owner.slug, 'kim', token)
  await written(owner.slug, 'left_at is null')
  await graceIsOver()
  await beaten()
  // Told again with the birth of the room at most, never as a change.
  for (const frame of there.frames)
    if (frame.command === 'presence' && frame.person.kind === 'visitor') expect(frame).toEqual(came[0])

  again.close()
  await written(owner.slug, 'left_at is not null')
  await graceIsOver()
  for (const inbox of [here, there, late]) {
    const gone = await inbox.next('presence', event => event.person.kind === 'visitor' && !event.online)
    expect(Date.parse(gone.since)).toBeGreaterThan(Date.parse(came[0]?.since ?? ''))
    expect(gone.person).toEqual(came[0]?.person)
  }
  // Visitors learn nothing of anybody, and old clients know no such frame.
  for (const deaf of [socket, again, old])
    expect(deaf.frames.filter(frame => frame.command === 'presence')).toEqual([])
  expect(hello).not.toHaveProperty('presence')
  for (const inbox of [here, there, late, old]) inbox.close()
})

test('members see that a member is there, and another site hears nothing of it', async () => {
  const [mine, theirs] = [await signUp(node), await signUp(node)]
  const stranger = await attend(node, theirs)
  await stranger.next('presence')
  const inbox = await attend(other, mine)
  const { person } = await inbox.next('presence')
  expect(person.kind).toBe('member')
  const second = await attend(node, mine)
  const { socket } = await visit(node, mine.slug, 'kim')
  await second.next('presence', event => event.person.kind === 'visitor')
  expect(stranger.frames.filter(frame => frame.command === 'presence')).toHaveLength(1)
  for (const one of [stranger, inbox, second, socket]) one.close()
})

test('a visitor who was there before anybody looked is told to be there with the birth of their room', async () => {
  const owner = await signUp(node)
  const { socket } = await visit(other, owner.slug, 'kim')
  await written(owner.slug, 'left_at is null')
  const [here, there] = [await attend(node, owner), await attend(other, owner)]
  socket.send({ command: 'new_message', message: { content: 'hello', type: 'text', client_id: 'c1' } })
  for (const inbox of [here, there]) {
    const { room } = await inbox.next('new_room')
    const visitor = 'visitor' in room ? room.visitor : null
    expect(await inbox.next('presence', event => event.person.kind === 'visitor')).toMatchObject({
      online: true,
      person: { id: visitor?.id },
    })
    inbox.close()
  }
  socket.close()
})
