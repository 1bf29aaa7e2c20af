import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod/mini'
import { command, commandNames } from './command.js'
import { errorBody } from './error.js'
import { event } from './event.js'
import { type Route, routes } from './routes.js'
import { WIRE_VERSION } from './version.js'

/**
 * What each version of the wire hashes to. When this test fails you have changed what goes over the wire.
 * Clients of the old version must still be served: add only what they can ignore, or keep what they need.
 * Then either record the new hash here (an addition) or raise WIRE_VERSION with it (anything else).
 */
const KNOWN: Record<number, string> = {
  1: '77e3f549f6a4ec37',
}

const shape = (schema: z.ZodMiniType | undefined) =>
  schema && z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' })

test('nobody changes the wire without noticing', () => {
  const table = Object.entries<Route>(routes).map(([name, route]) => [
    name,
    route.method,
    route.path,
    route.access,
    route.status,
    shape(route.params),
    shape(route.query),
    shape(route.body),
    typeof route.answer === 'string' ? route.answer : shape(route.answer),
  ])
  const wire = JSON.stringify([shape(command), shape(event), shape(errorBody), table])
  expect(createHash('sha256').update(wire).digest('hex').slice(0, 16)).toBe(KNOWN[WIRE_VERSION])
})

test('the list of command names is the union of commands', () => {
  const inUnion = command.def.options.flatMap(option => {
    const name = option.shape.command
    return 'values' in name.def ? [...name.def.values] : Object.values(name.def.entries)
  })
  expect([...inUnion].toSorted()).toEqual([...commandNames].toSorted())
})

test('no two routes answer the same call', () => {
  const calls = Object.values<Route>(routes).map(
    route => `${route.method} ${route.path.replace(/:\w+/g, ':')}`,
  )
  expect(new Set(calls).size).toBe(calls.length)
})
