import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../test/database.js'
import { signUp, startNode, visit } from '../../../test/node.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('a node that stops first calls itself not ready and serves on, then sends everybody away', async () => {
  const node = await startNode(database, { config: { stopDelay: 1_500 } })
  const { slug } = await signUp(node)
  const early = await visit(node, slug, 'early')
  const began = performance.now()
  let gone = false
  const closing = node.close().then(() => {
    gone = true
  })
  const ready = await fetch(`${node.http}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.text()).toContain('draining')
  // Whoever was sent here meanwhile is served like anybody.
  expect((await fetch(`${node.http}/healthz`)).status).toBe(200)
  const late = await visit(node, slug, 'late')
  for (const { socket } of [early, late]) {
    const message = { content: 'in time', type: 'text', client_id: 'c1' }
    await socket.ask('ack', { command: 'new_message', message })
  }
  expect(gone).toBe(false)
  for (const { socket } of [early, late]) {
    expect((await socket.next('reconnect')).after_ms).toBeLessThan(1_000)
    expect((await socket.closed).code).toBe(1012)
  }
  expect(performance.now() - began).toBeGreaterThanOrEqual(1_490)
  await closing
  await expect(fetch(`${node.http}/healthz`)).rejects.toThrow()
})
