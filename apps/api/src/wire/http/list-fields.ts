import type { Route } from '@deskbell/protocol/routes'
import { toJSONSchema } from 'zod/v4/core'

/** Names of a body's fields that hold lists. */
export function listFields(body: NonNullable<Route['body']>): Set<string> {
  const { properties = {} } = toJSONSchema(body, { io: 'input', unrepresentable: 'any' })
  const isList = (schema: unknown) =>
    typeof schema === 'object' && schema !== null && 'type' in schema && schema.type === 'array'
  return new Set(Object.keys(properties).filter(name => isList(properties[name])))
}
