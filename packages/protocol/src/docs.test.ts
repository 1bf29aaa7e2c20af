import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { z } from 'zod/mini'
import { command, commandNames } from './command.js'
import { closeCodes, errorKinds, finalCloseCodes } from './error.js'
import { event, oldEventNames } from './event.js'
import { LIMITS } from './limits.js'
import { type Route, routes } from './routes.js'
import { BEARER_PREFIX, SUBPROTOCOL, VISITOR_ROLE } from './version.js'

const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')

/** What stands under a heading, down to the next one of its level or above. */
function under(heading: string, level: '##' | '###', within = text): string {
  const start = within.indexOf(`\n${level} ${heading}\n`)
  if (start < 0) throw new Error(`docs/protocol.md has no heading "${level} ${heading}"`)
  const rest = within.slice(start + 1)
  const end = rest.slice(1).search(new RegExp(`\n#{2,${level.length}} `))
  return end < 0 ? rest : rest.slice(0, end + 1)
}

const blocksOf = (part: string) => [...part.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json]) => json ?? '')

interface Example {
  readonly name: string
  readonly json: string
}

/** Every example with the heading it stands under. */
function examplesIn(part: string): Example[] {
  return part
    .split(/\n(?=### )/)
    .flatMap(entry => blocksOf(entry).map(json => ({ name: /^### `(\w+)`$/m.exec(entry)?.[1] ?? '', json })))
}

const commands = examplesIn(under('Commands', '##'))
const events = examplesIn(under('Events', '##'))

const eventNames = new Set(event.def.options.flatMap(option => [...option.shape.command.def.values]))

/** An example is what the schema makes of it, so that it shows no field the wire does not have. */
function expectExample(schema: z.ZodMiniType, { name, json }: Example): void {
  const frame: unknown = JSON.parse(json)
  const parsed = schema.safeParse(frame)
  expect(parsed.error?.issues ?? []).toEqual([])
  expect(parsed.data).toEqual(frame)
  expect(frame).toMatchObject({ command: name })
}

describe('docs/protocol.md', () => {
  test.each(commands)('the command $name is one (%#)', example => expectExample(command, example))
  test.each(events)('the event $name is one (%#)', example => expectExample(event, example))

  test('shows every command and every event, and no example anywhere else', () => {
    expect(new Set(commands.map(example => example.name))).toEqual(new Set<string>(commandNames))
    expect(new Set(events.map(example => example.name))).toEqual(eventNames)
    expect(commands.length + events.length).toBe(blocksOf(text).length)
    expect(text.match(/^```/gm)).toHaveLength(2 * blocksOf(text).length)
  })

  test.each([
    { what: 'command', options: command.def.options, examples: commands },
    { what: 'event', options: event.def.options, examples: events },
  ])('an example shows every field of every $what', ({ options, examples }) => {
    const shown = new Set(
      examples.flatMap(({ name, json }) => Object.keys(JSON.parse(json)).map(key => `${name}.${key}`)),
    )
    const fields = options.flatMap(({ shape }) => {
      const { def } = shape.command
      const names = 'values' in def ? [...def.values] : Object.values(def.entries)
      // Any command may have an id and any answer repeat it, which is said once for all.
      const own = Object.keys(shape).filter(key => key !== 'id' && key !== 'in_reply_to')
      return names.flatMap(name => own.map(key => `${name}.${key}`))
    })
    expect(fields.filter(field => !shown.has(field))).toEqual([])
  })

  test('explains every kind of error, and none that is not there', () => {
    const kinds = [...under('Errors', '##').matchAll(/^\| `(\w+)` \| \d{3} \| \S/gm)].map(([, kind]) => kind)
    expect(kinds).toEqual([...errorKinds])
  })

  test('explains every close code by its name, and says which are final', () => {
    const rows = [...under('Close codes', '###').matchAll(/^\| (\d{4}) \| (\w*) \| (.+) \|$/gm)]
    const named = rows.filter(([, , name]) => name !== '')
    expect(Object.fromEntries(named.map(([, code, name]) => [name, Number(code)]))).toEqual(closeCodes)
    const final = rows
      .filter(([, , , words]) => words?.startsWith('**final**'))
      .map(([, code]) => Number(code))
    expect(final).toEqual([...finalCloseCodes])
  })

  test('gives every limit', () => {
    const n = (limit: number) => limit.toLocaleString('en')
    const { page, password, replies, rooms } = LIMITS
    const frame = `| one frame, and one JSON body | ${n(LIMITS.frameBytes)} bytes |`
    const rows: Record<keyof typeof LIMITS, string> = {
      content: `| one message or note | ${n(LIMITS.content)} UTF-16 units |`,
      frameBytes: frame,
      bodyBytes: frame.replace(n(LIMITS.frameBytes), n(LIMITS.bodyBytes)),
      fileBytes: `| one uploaded file | ${n(LIMITS.fileBytes)} bytes (${LIMITS.fileBytes / 2 ** 20} MiB) |`,
      text: `| a name, a setting, an address | ${n(LIMITS.text)} UTF-16 units |`,
      password: `| a password | ${password.min} to ${password.max} UTF-16 units |`,
      page: `| entries in a page | ${page.usual} unless asked, at most ${page.max} |`,
      rooms: `| rooms in a page | ${rooms.usual} unless asked, at most ${rooms.max}, with at most ${rooms.messages} messages each |`,
      replies: `| canned replies of a site | ${replies.max}, each of ${n(replies.text)} UTF-16 units, with a shortcut of ${replies.shortcut} |`,
      heartbeat: `| heartbeat | every ${n(LIMITS.heartbeat)} ms |`,
      typing: `| a typing signal not repeated | is over after ${n(LIMITS.typing)} ms |`,
    }
    const given = under('Limits', '###').split('\n')
    expect(given).toEqual(expect.arrayContaining(Object.values(rows)))
  })

  test('lists every route and none besides', () => {
    const listed = [...under('REST', '##').matchAll(/^\| `([A-Z]+ \S+)` \|/gm)].map(([, call]) => call)
    expect(listed.toSorted()).toEqual(
      Object.values<Route>(routes)
        .map(({ method, path }) => `${method} ${path}`)
        .toSorted(),
    )
  })

  test('names the subprotocols and what old clients are told', () => {
    const handshake = under('Handshake', '###')
    for (const offer of [SUBPROTOCOL, VISITOR_ROLE, `${BEARER_PREFIX}<token>`]) {
      expect(handshake).toContain(`| \`${offer}\` |`)
    }
    const told = /They are told (.+?), and nothing else/s.exec(under('Old clients', '##'))?.[1] ?? ''
    expect([...told.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual([...oldEventNames])
  })
})
