import type { EventOf } from '@deskbell/protocol/event'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/database.js'
import { attend, signUp, startNode, type TestNode, visit } from '../../../test/node.js'

let database: TestDatabase
let node: TestNode
beforeAll(async () => {
  database = await testDatabase()
  node = await startNode(database)
})
afterAll(async () => {
  await node.close()
  await database.drop()
})

/** Each 30 kB on the wire. */
const long = '語'.repeat(10_000)

test('long messages come in short pages, and none is left out', async () => {
  const owner = await signUp(node)
  const inbox = await attend(node, owner)
  const { socket } = await visit(node, owner.slug, 'kim')
  for (let n = 1; n <= 30; n++) {
    const message = { content: long, type: 'text', client_id: `c${n}` }
    await socket.ask('ack', { command: 'new_message', message })
  }
  const upwards: number[] = []
  for (let more = true; more; ) {
    const page = await socket.ask('messages', {
      command: 'fetch_messages',
      after: upwards.at(-1) ?? 0,
      limit: 200,
    })
    expect(page.messages.length).toBeGreaterThan(0)
    expect(JSON.stringify(page).length * 3).toBeLessThan(1024 * 1024)
    upwards.push(...page.messages.map(({ seq }) => seq))
    more = page.more
  }
  expect(upwards).toEqual(Array.from({ length: 30 }, (_, at) => at + 1))
  const downwards: number[] = []
  for (let more = true; more; ) {
    const before = downwards[0]
    const page = await socket.ask('messages', {
      command: 'fetch_messages',
      ...(before === undefined ? {} : { before }),
    })
    downwards.unshift(...page.messages.map(({ seq }) => seq))
    more = page.more
  }
  expect(downwards).toEqual(upwards)
  const { room_id: room } = await socket.next('new_message').then(({ message }) => message)
  const opened = await inbox.ask('room_opened', { command: 'open_room', room })
  // The latest; the client sees by their numbers that there are earlier ones.
  expect(opened.room.messages.at(-1)?.seq).toBe(30)
  expect(opened.room.messages.length).toBeLessThan(12)
  inbox.close()
  socket.close()
})

test('a list of rooms with long messages comes in pages as well', async () => {
  const owner = await signUp(node)
  const inbox = await attend(node, owner)
  const names = Array.from({ length: 4 }, (_, at) => `kim${at}`)
  for (const name of names) {
    const { socket } = await visit(node, owner.slug, name)
    for (let n = 1; n <= 12; n++) {
      const message = { content: long, type: 'text', client_id: `c${n}` }
      await socket.ask('ack', { command: 'new_message', message })
    }
    socket.close()
  }
  const found: (string | null)[] = []
  let cursor: string | null = null
  do {
    const page: EventOf<'rooms'> = await inbox.ask('rooms', {
      command: 'fetch_rooms',
      ...(cursor === null ? {} : { cursor }),
    })
    expect(page.rooms.length).toBeLessThan(4)
    found.push(...page.rooms.map(({ consumer }) => consumer))
    cursor = page.cursor
  } while (cursor !== null)
  expect(found.toSorted()).toEqual(names)
  inbox.close()
})
