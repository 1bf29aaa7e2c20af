import { readdirSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { WIRE_VERSION } from '@deskbell/protocol/version'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OldBrowser } from '../conformance/old-browser.js'
import { signUp, uniqueName } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { type Frame, TestSocket } from '../harness/socket.js'
import { record } from './record.js'
import { recordOld } from './record-old.js'
import { agrees, type Recording, renamed } from './recording.js'

const folder = new URL('../../packages/protocol/recorded/', import.meta.url)
const SITE = 'somewhere'

let server: Server
beforeAll(async () => {
  server = await startServer()
  await signUp(server.origin, SITE)
})
afterAll(() => server.close())

async function owner(site: string) {
  const { password, token } = await signUp(server.origin, site)
  const browser = new OldBrowser(server.origin)
  await browser.post('/accounts/api/login', { username: site, password })
  return { token, cookie: browser.cookie }
}

/** `RECORD=1 npx vitest run e2e/versions`, once for a new version of the wire. */
it.runIf(process.env.RECORD === '1')('records what this version says', async () => {
  const { token } = await owner('recorded')
  const text = JSON.stringify(await record(server.origin, 'recorded', token), null, 2)
  await writeFile(new URL(`v${WIRE_VERSION}.json`, folder), `${text}\n`, { flag: 'wx' })
})
it.runIf(process.env.RECORD === 'old')('records what clients of before are told', async () => {
  const { cookie } = await owner('recorded-old')
  const text = JSON.stringify(await recordOld(server.wsOrigin, 'recorded-old', cookie), null, 2)
  await writeFile(new URL('old.json', folder), `${text}\n`, { flag: 'wx' })
})

/** Guarantee W2. */
describe('clients of every version that was shipped', () => {
  it('are all recorded', () => {
    const versions = Array.from({ length: WIRE_VERSION }, (_, at) => `v${at + 1}.json`)
    expect(readdirSync(folder).toSorted()).toEqual(['old.json', ...versions])
  })

  it.runIf(process.env.RECORD === undefined).each(readdirSync(folder))(
    '%s are told all they were told then',
    async name => {
      const { site, sockets, frames } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Recording
      const { token, cookie } = await owner(site)
      const names = new Map([['<member token>', token]])
      const open: TestSocket[] = []
      expect(frames.filter(one => one.by === 'server').length).toBeGreaterThan(8)
      for (const { socket: at, by, frame } of frames) {
        // They were opened in this order, also those that were told something only later.
        while (open.length <= at) {
          const { path = '', protocols = [], cookie: whose } = sockets[open.length] ?? {}
          const headers = { origin: server.origin, ...(whose === 'member' ? { cookie } : {}) }
          open.push(
            await TestSocket.open(server.wsOrigin + path, { protocols: renamed(protocols, names), headers }),
          )
        }
        const socket = open[at] as TestSocket
        if (by === 'client') socket.send(renamed(frame, names))
        else {
          const same = (now: Frame) => agrees(frame, now, new Map(names))
          const now = await socket.next(same).catch(error => {
            throw new Error(`nothing like ${JSON.stringify(frame)} came: ${error.message}`)
          })
          agrees(frame, now, names)
        }
      }
      await Promise.all(open.map(socket => socket.close()))
    },
  )

  it('and a frame with less in it would be noticed', () => {
    const then = { command: 'ack', seq: 1, id: '01978d7e-5f00-7c3a-9d51-0f3c5b7e2a10' }
    const now = { ...then, id: '01978d7e-5f00-7c3a-9d51-0f3c5b7e2a99', more: true }
    expect(agrees(then, now, new Map())).toBe(true)
    expect(agrees(then, { ...now, seq: undefined }, new Map())).toBe(false)
    expect(agrees(then, now, new Map([[then.id, 'another']]))).toBe(false)
  })
})

describe('clients of a version that is not here yet', () => {
  const path = () => `/ws/chat/${SITE}/${uniqueName('new')}`

  it('are spoken to in the version both know', async () => {
    const socket = await TestSocket.open(server.wsOrigin + path(), {
      protocols: ['deskbell.v2', 'deskbell.v1', 'visitor'],
    })
    expect(socket.raw.protocol).toBe('deskbell.v1')
    expect(await socket.next('hello')).toMatchObject({ version: 1 })
    await socket.close()
  })

  it.each([
    ['a chat', path],
    ['an inbox', () => `/ws/room/${SITE}`],
    ['a site that is not there', () => '/ws/room/nobody'],
  ])('are told which one is spoken here when they know only theirs: %s', async (_what, where) => {
    const socket = await TestSocket.open(server.wsOrigin + where(), { protocols: ['deskbell.v2', 'visitor'] })
    expect(socket.raw.protocol).toBe('deskbell.v2')
    expect(await socket.next('error')).toEqual({
      command: 'error',
      error: {
        kind: 'bad_request',
        field: 'sec-websocket-protocol',
        message: expect.stringContaining('deskbell.v1'),
      },
    })
    expect((await socket.closed).code).toBe(4406)
  })

  it('are told by name what is not known here, and the socket lives', async () => {
    const socket = await TestSocket.open(server.wsOrigin + path(), { protocols: ['deskbell.v1', 'visitor'] })
    await socket.next('hello')
    const command = await socket.ask({ command: 'react', id: 1, emoji: 'bell' }, 'error')
    expect(command).toMatchObject({ in_reply_to: 1, error: { kind: 'bad_request', field: 'command' } })
    const field = await socket.ask({ command: 'typing', id: 2, on: true, mood: 'glad' }, 'error')
    expect(field).toMatchObject({ in_reply_to: 2, error: { kind: 'bad_request', field: 'mood' } })
    const send = {
      command: 'new_message',
      id: 3,
      message: { content: 'Hello', client_id: 'n1', mood: 'glad' },
    }
    expect(await socket.ask(send, frame => frame.in_reply_to === 3)).toMatchObject({ command: 'ack' })
    await socket.close()
  })
})
