import type { EventOf } from '@deskbell/protocol/event'
import { expect, test } from 'vitest'
import type { CommandContext } from '../commands/context.js'
import { Connection } from './connection.js'
import { Connections, spreadOf } from './connections.js'

test('a few come back at once, many spread, and nobody waits for longer than ten seconds', () => {
  expect(spreadOf(0)).toBe(500)
  expect(spreadOf(500)).toBe(500)
  expect(spreadOf(4_000)).toBe(4_000)
  expect(spreadOf(100_000)).toBe(8_000)
})

test('those who are sent away are told times that lie a thousand in a second apart, also whoever comes late', async () => {
  const connections = new Connections()
  const told: number[] = []
  const closed: number[] = []
  const come = () => {
    const connection = new Connection({
      socket: {
        send: text => told.push((JSON.parse(text) as EventOf<'reconnect'>).after_ms),
        close: code => closed.push(code),
        terminate: () => {},
        ping: () => {},
        pause: () => {},
        resume: () => {},
        buffered: 0,
      },
      dispatch: async () => null,
      hub: { followRoom: () => () => {} },
      context: { actor: { kind: 'anonymous' }, old: false } as CommandContext,
      takeFrame: () => {},
      onError: () => {},
    })
    connection.open()
    connections.add(connection)
  }
  for (let n = 0; n < 4_000; n++) come()
  await connections.drain()
  expect(told).toHaveLength(4_000)
  for (const second of [0, 1, 2, 3]) {
    const those = told.filter(after => Math.floor((after - 250) / 1_000) === second)
    expect(those.length).toBeGreaterThan(800)
    expect(those.length).toBeLessThan(1_200)
  }
  come()
  expect(told).toHaveLength(4_001)
  expect(closed).toEqual(told.map(() => 1012))
})
