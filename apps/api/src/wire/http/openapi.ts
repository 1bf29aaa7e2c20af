import { errorBody } from '@deskbell/protocol/error'
import { type Route, routes } from '@deskbell/protocol/routes'
import { WIRE_VERSION } from '@deskbell/protocol/version'
import { toJSONSchema } from 'zod/v4/core'

type Schema = NonNullable<Route['body']>
type JsonSchema = Readonly<Record<string, unknown>>

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: unknown
}

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> }
  readonly responses: Readonly<Record<string, unknown>>
}

export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: JsonSchema
}

const ACCESS: Record<Route['access'], string> = {
  anyone: 'Needs no credential.',
  'signed-in': 'Needs a signed-in user.',
  'site-member': 'Needs a member of the site.',
  'site-admin': 'Needs an owner or admin of the site.',
  room: 'Needs the room’s visitor or a member of its site.',
}

/** The protocol's route table as OpenAPI; there is no other description of the calls. */
export function openApi(): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(name, route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Deskbell',
      version: String(WIRE_VERSION),
      description: 'Trailing slashes are optional. The sockets are described in docs/protocol.md.',
    },
    paths,
    components: {
      schemas: { Error: schemaOf(errorBody, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: '`Authorization: Token <t>` or `Bearer <t>`' },
        cookie: { type: 'apiKey', in: 'cookie', name: 'deskbell', description: 'Set by signing in' },
      },
    },
  }
}

function operation(name: string, route: Route): Operation {
  const anyone = route.access === 'anyone'
  return {
    operationId: name,
    summary: route.summary,
    description: ACCESS[route.access],
    security: anyone ? [] : [{ token: [] }, { cookie: [] }],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body === undefined ? {} : { requestBody: requestBody(route, route.body) }),
    responses: {
      [route.status]: { description: 'Done', content: answer(route) },
      default: {
        description: 'Refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  }
}

function parameters(schema: Schema | undefined, where: Parameter['in']): Parameter[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, inner]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: inner,
  }))
}

function requestBody(route: Route, body: Schema): NonNullable<Operation['requestBody']> {
  const schema = schemaOf(body, 'input')
  const types = route.multipart ? ['application/json', 'multipart/form-data'] : ['application/json']
  return { content: Object.fromEntries(types.map(type => [type, { schema }])) }
}

function answer({ answer }: Route): Record<string, unknown> {
  if (typeof answer === 'string') return { [answer]: {} }
  return { 'application/json': { schema: schemaOf(answer, 'output') } }
}

/** Rules that are functions have no words in a schema; they are told when they are broken. */
function schemaOf(schema: Schema, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}
