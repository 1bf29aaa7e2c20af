import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { textFrame } from './text-frame.js'

let server: WebSocketServer
let wire: Socket
let client: WebSocket

beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const connected = once(server, 'connection')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  client = new WebSocket(`ws://127.0.0.1:${address.port}`)
  await once(client, 'open')
  const [, request] = await connected
  wire = request.socket
})

afterAll(() => {
  client.terminate()
  server.close()
})

/** What a client reads, by another implementation than ours. */
async function read(text: string): Promise<string> {
  const message = once(client, 'message')
  wire.write(textFrame(text))
  const [data, isBinary] = await message
  expect(isBinary).toBe(false)
  return String(data)
}

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
  'a text of %i bytes reads as it was written',
  async length => {
    const text = 'a'.repeat(length)
    expect(await read(text)).toBe(text)
  },
)

test('length is counted in bytes, not in letters', async () => {
  for (const text of ['ä'.repeat(63), '👋'.repeat(20_000), 'Grüße aus Łódź 🛎'])
    expect(await read(text)).toBe(text)
})

test('the same text is made once in a row, another one anew', () => {
  const first = textFrame('one')
  expect(textFrame('one')).toBe(first)
  expect(textFrame('two')).not.toEqual(first)
  expect(textFrame('one')).toEqual(first)
})
