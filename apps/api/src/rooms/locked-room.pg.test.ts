import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { signUp, startNode, type TestNode, visit } from '../../test/node.js'

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

const say = (content: string) => ({ command: 'new_message', message: { content, client_id: content } })

test('a room that somebody keeps locked stops nobody else; its senders are told, and stored once when it is free', async () => {
  const { slug } = await signUp(node)
  const kept = await visit(node, slug, 'kept')
  const others = await Promise.all(['a', 'b', 'c'].map(consumer => visit(node, slug, consumer)))
  const { room_id } = await kept.socket.ask('ack', say('first'))
  for (const { socket } of others) await socket.ask('ack', say('hello'))

  const holder = new pg.Client(database.config)
  await holder.connect()
  await holder.query('begin')
  await holder.query('select 1 from room_heads where room_id = $1 for update', [room_id])
  kept.socket.send({ ...say('second'), id: 'second' })

  // The first of them may be in the one write that finds out.
  const times: number[] = []
  for (let i = 0; i < 20; i++) {
    const began = performance.now()
    await Promise.all(others.map(({ socket }) => socket.ask('ack', say(`${i}`))))
    times.push(performance.now() - began)
  }
  // A second for the lock, once; not one for each.
  expect(times.filter(time => time > 900).length).toBeLessThan(3)

  const { error } = await kept.socket.next('error')
  expect(error).toMatchObject({ kind: 'unavailable', retry_after_ms: 1_000 })
  kept.socket.send({ ...say('second'), id: 'again' })
  await holder.query('commit')
  await holder.end()
  const ack = await kept.socket.next('ack', event => event.client_id === 'second')
  expect(ack.seq).toBe(2)
  const page = await kept.socket.ask('messages', { command: 'fetch_messages' })
  expect(page.messages.map(entry => entry.content)).toEqual(['first', 'second'])
})
