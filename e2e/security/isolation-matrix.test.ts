import { commandNames } from '@deskbell/protocol/command'
import { type RouteName, routes } from '@deskbell/protocol/routes'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Server, startServer } from '../harness/server.js'
import { type Frame, TestSocket } from '../harness/socket.js'
import { type CommandRow, commandRows, type Door, doors, handshakes, haveOwnDoor } from './command-rows.js'
import { call, type RouteRow, routeRows } from './route-rows.js'
import { type Actor, type ActorName, absentId, actorNames, makeWorld, type World } from './world.js'

/** Guarantee S1: every route and every command, as everybody. */
describe('isolation', () => {
  let server: Server
  let world: World
  beforeAll(async () => {
    server = await startServer()
    world = await makeWorld(server)
  })
  afterAll(() => server.close())

  describe('of routes', () => {
    it('has a row for every route, and in every row somebody for whom it succeeds', () => {
      expect(Object.keys(routeRows).sort()).toEqual(Object.keys(routes).sort())
      const dead = Object.entries(routeRows).filter(
        ([name, row]) =>
          !name.startsWith('widget') && !Object.values(row.expect).some(status => status < 300),
      )
      expect(dead).toEqual([])
    })

    it.each(Object.entries(routeRows) as [RouteName, RouteRow][])('%s', async (name, row) => {
      const seen: Partial<Record<ActorName, number | string>> = {}
      await Promise.all(Object.values(world.actors).map(freshSession))
      for (const actor of Object.values(world.actors)) {
        const ask = await row.ask(world, actor)
        const answer = await call(world, name, actor, ask)
        seen[actor.name] = answer.status
        if (answer.status < 300) {
          const complaint = row.check?.(answer.body, world, actor)
          if (complaint !== undefined) seen[actor.name] = complaint
        } else if (row.absent !== undefined) {
          const absent = await call(world, name, actor, row.absent(world, actor))
          expect(absent, `${actor.name}: not theirs and not there must answer alike`).toEqual(answer)
        }
      }
      expect(seen).toEqual(row.expect)
    })

    it('left the room as its own people wrote it', async () => {
      const rows = await server.sql<{ content: string }>(
        `select content from journal where room_id = $1 and content like 'REST words%' order by seq`,
        [world.roomId],
      )
      expect(rows.map(row => row.content.replace('REST words of ', ''))).toEqual([
        'visitor',
        'operator',
        'admin',
        'owner',
      ])
    })
  })

  describe('of commands', () => {
    it('has a row for every command, and in every row somebody for whom it succeeds', () => {
      expect(Object.keys(commandRows).sort()).toEqual([...commandNames].sort())
      const dead = Object.entries(commandRows).filter(
        ([, row]) => !doors.some(door => Object.values(row.expect[door]).includes('ok')),
      )
      expect(dead).toEqual([])
    })

    it.each(Object.entries(commandRows))('%s', async (_, row) => {
      const [seen, wanted] = [{} as Seen, {} as Seen]
      await Promise.all(
        doors.flatMap(door =>
          actorNames.map(async name => {
            if (door === 'own' && !haveOwnDoor.includes(name)) return
            const key = `${name} at ${door}`
            wanted[key] = handshakes[door][name] ?? row.expect[door][name] ?? 'no expectation'
            seen[key] = await outcome(door, world.actors[name], row, world.roomId)
            // Members of the site may know which rooms it has.
            if (seen[key] === 'ok' || name in siteMembers) return
            const absent = await outcome(door, world.actors[name], row, absentId)
            expect(absent, `${key}: not theirs and not there must answer alike`).toBe(seen[key])
          }),
        ),
      )
      expect(seen).toEqual(wanted)
    })

    it('let nobody else write into the room or hear of it', async () => {
      const rows = await server.sql<{ content: string }>(
        `select distinct content from journal where room_id = $1 and content like 'words of%' order by content`,
        [world.roomId],
      )
      expect(rows.map(row => row.content)).toEqual([
        'words of admin',
        'words of operator',
        'words of owner',
        'words of visitor',
      ])
      const secret = new RegExp(`words of (?:kim at ${world.site}|admin|operator|owner|visitor)`)
      const outsiders = heard.filter(({ actor, door }) => door === 'own' || actor === 'anonymous')
      expect(outsiders.length).toBeGreaterThan(0)
      for (const { frames, actor } of outsiders) {
        const foreign = secret.exec(JSON.stringify(frames))
        expect(foreign, `${actor} heard what was not for them`).toBeNull()
      }
    })
  })

  /** All frames every socket of the matrix was told. */
  const heard: { actor: ActorName; door: Door; frames: readonly Frame[] }[] = []

  /** Some rows end sessions or change passwords; each row starts with everybody signed in. */
  async function freshSession(actor: Actor): Promise<void> {
    if (actor.account === undefined) return
    const answer = await fetch(`${server.origin}/accounts/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: actor.account.username, password: actor.password }),
    })
    expect(answer.status).toBe(200)
    actor.token = ((await answer.json()) as { token: string }).token
  }

  function open(door: Door, { name, token, cookie }: Actor): Promise<TestSocket> {
    const bearer = token === undefined ? [] : [`bearer.${token}`]
    const visitor = name === 'anonymous' || name.includes('visitor') ? ['visitor'] : []
    const protocols = ['deskbell.v1', ...visitor, ...bearer]
    const { site, consumer, otherConsumer, otherSite } = world
    switch (door) {
      case 'room':
        return TestSocket.open(`${server.wsOrigin}/ws/room/${site}`, { protocols })
      case 'chat':
        return TestSocket.open(`${server.wsOrigin}/ws/chat/${site}/${consumer}`, { protocols })
      case 'old room': {
        const isMember = token !== undefined && cookie === undefined
        const headers = isMember
          ? { authorization: `Token ${token}` }
          : cookie === undefined
            ? {}
            : { cookie }
        return TestSocket.open(`${server.wsOrigin}/ws/room/${site}/`, { headers })
      }
      case 'own': {
        const path = name === 'stranger' ? `/ws/room/${otherSite}` : `/ws/chat/${site}/${otherConsumer}`
        return TestSocket.open(server.wsOrigin + path, { protocols })
      }
    }
  }

  /** `refused with 403`, `closed 4403`, the kind of the error, or `ok`. */
  async function outcome(door: Door, actor: Actor, row: CommandRow, room: string): Promise<string> {
    let socket: TestSocket
    try {
      socket = await open(door, actor)
    } catch (error) {
      return (error as Error).message
    }
    heard.push({ actor: actor.name, door, frames: socket.history })
    const asked = { ...row.frame(world, actor.name, room), id: 'asked' }
    try {
      // Frames of one socket are answered in order: when the second is, the first was.
      socket.send(asked)
      await socket.ask({ command: 'nothing', id: 'barrier' }, frame => frame.in_reply_to === 'barrier')
    } catch {
      return `closed ${(await socket.closed).code}`
    }
    const refused = socket.history.find(frame => frame.command === 'error' && frame.in_reply_to === 'asked')
    await socket.close()
    return refused === undefined ? 'ok' : String((refused.error as { kind: string }).kind)
  }
})

type Seen = Record<string, string>
const siteMembers = { operator: true, admin: true, owner: true }
