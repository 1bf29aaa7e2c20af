import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signUp, uniqueName } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { TestSocket } from '../harness/socket.js'
import { OldBrowser } from './old-browser.js'
import { expectOldFramesOnly, messageShape, type OldRoom } from './shapes.js'

describe('the sockets of the old clients', () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  /** A site whose owner has signed in with a browser, as the React admin does. */
  async function site() {
    const account = await signUp(server.origin)
    const admin = new OldBrowser(server.origin)
    const { username, password } = account
    expect((await admin.post('/accounts/api/login', { username, password })).status).toBe(200)
    return { ...account, admin }
  }
  const say = (content: string, more: object = {}) => ({
    command: 'new_message',
    message: { content, type: 'text', ...more },
  })

  describe('the iframe widget', () => {
    it('asks for its id, opens its chat, writes, and is answered', async () => {
      const { username, admin } = await site()
      const inbox = await admin.socket(`/ws/room/${username}/`)
      const widget = new OldBrowser(server.origin)

      const door = await widget.socket(`/ws/room/${username}/`)
      const free = await door.ask(
        { command: 'new_room', consumer: 'kim', email: 'kim@example.test' },
        'new_room',
      )
      expect(free.room).toEqual({
        user: expect.objectContaining({ username }),
        consumer: 'kim',
        messages: [],
      })

      const chat = await widget.socket(`/ws/chat/${username}/kim/`)
      expect(widget.cookie).not.toBe('')
      const before = await chat.ask({ command: 'fetch_messages' }, 'messages')
      expect(before.messages).toEqual([])

      const told = await chat.ask(say('Hello?'), 'new_message')
      expect(told.message).toEqual(
        messageShape({ author: 'kim', content: 'Hello?', room: `${username} kim` }),
      )
      const rung = await inbox.next('new_room')
      expect(rung.room).toMatchObject({ user: { username }, consumer: 'kim', messages: expect.any(Array) })

      const desk = await admin.socket(`/ws/chat/${username}/kim/`)
      const page = await desk.ask({ command: 'fetch_messages' }, 'messages')
      expect(page.messages).toEqual([messageShape({ author: 'kim', content: 'Hello?' })])
      desk.send(say('Good morning!'))
      for (const socket of [desk, chat]) {
        expect((await socket.next('new_message')).message).toEqual(
          messageShape({ author: username, content: 'Good morning!' }),
        )
      }
      const again = await door.ask(
        { command: 'room', consumer: 'kim' },
        frame => frame.command !== 'new_room',
      )
      expect(['room_exists', 'error']).toContain(again.command)
      for (const socket of [inbox, door, chat, desk]) expectOldFramesOnly(socket.history)
      await Promise.all([widget.close(), admin.close()])
    })

    it('is told room_exists about its own id and forbidden about another', async () => {
      const { username } = await site()
      const kim = new OldBrowser(server.origin)
      await (await kim.socket(`/ws/chat/${username}/kim`)).close()
      const own = await kim.socket(`/ws/room/${username}`)
      await own.ask({ command: 'room', consumer: 'kim' }, 'room_exists')
      const stranger = new OldBrowser(server.origin)
      const door = await stranger.socket(`/ws/room/${username}`)
      const refused = await door.ask({ command: 'new_room', consumer: 'kim' }, 'error')
      expect(refused.error).toMatchObject({ kind: 'forbidden', message: expect.any(String) })
      await Promise.all([kim.close(), stranger.close()])
    })

    it('stores nothing by asking', async () => {
      const { username, admin } = await site()
      const widget = new OldBrowser(server.origin)
      const door = await widget.socket(`/ws/room/${username}`)
      await door.ask({ command: 'new_room', consumer: 'kim', email: '' }, 'new_room')
      await door.ask({ command: 'room', consumer: 'kim', email: null }, 'new_room')
      const inbox = await admin.socket(`/ws/room/${username}`)
      expect((await inbox.ask({ command: 'fetch_rooms' }, 'rooms')).rooms).toEqual([])
      const other = new OldBrowser(server.origin)
      await other.socket(`/ws/chat/${username}/kim`)
      await Promise.all([widget.close(), admin.close(), other.close()])
    })

    it('may ask nothing else without a credential', async () => {
      const { username } = await site()
      const door = await new OldBrowser(server.origin).socket(`/ws/room/${username}`)
      for (const command of ['fetch_rooms', 'fetch_messages', 'open_room', 'typing']) {
        const refused = await door.ask({ command }, 'error')
        expect(refused.error).toMatchObject({ kind: expect.any(String), message: expect.any(String) })
      }
      await door.close()
    })

    it('never hears of the rooms of other visitors', async () => {
      const { username } = await site()
      const watcher = new OldBrowser(server.origin)
      const door = await watcher.socket(`/ws/room/${username}`)
      const own = await watcher.socket(`/ws/chat/${username}/lee`)
      const kim = new OldBrowser(server.origin)
      const chat = await kim.socket(`/ws/chat/${username}/kim`)
      await chat.ask(say('only for the desk'), 'new_message')
      await door.ask({ command: 'new_room', consumer: uniqueName('free') }, 'new_room')
      await own.ask({ command: 'fetch_messages' }, 'messages')
      expect([...door.leftovers(), ...own.leftovers()]).toEqual([])
      await Promise.all([watcher.close(), kim.close()])
    })

    it('cannot walk into a used id without its cookie', async () => {
      const { username } = await site()
      const kim = new OldBrowser(server.origin)
      await kim.socket(`/ws/chat/${username}/kim`)
      const stranger = new OldBrowser(server.origin)
      await expect(stranger.socket(`/ws/chat/${username}/kim`)).rejects.toThrow(/refused with 40[134]/)
      const back = await kim.socket(`/ws/chat/${username}/kim/`)
      await back.ask({ command: 'fetch_messages' }, 'messages')
      await kim.close()
    })
  })

  describe('the React admin', () => {
    it('lists rooms, newest first, with their messages oldest first', async () => {
      const { username, email, admin } = await site()
      for (const consumer of ['first', 'second']) {
        const visitor = new OldBrowser(server.origin)
        const chat = await visitor.socket(`/ws/chat/${username}/${consumer}`)
        for (const text of ['one', 'two']) await chat.ask(say(`${text} of ${consumer}`), 'new_message')
        await visitor.close()
      }
      const inbox = await admin.socket(`/ws/room/${username}`)
      const { rooms } = (await inbox.ask({ command: 'fetch_rooms' }, 'rooms')) as unknown as {
        rooms: OldRoom[]
      }
      expect(rooms.map(room => room.consumer)).toEqual(['second', 'first'])
      for (const room of rooms) {
        expect(room.user).toEqual(expect.objectContaining({ username, email }))
        expect(room.messages).toEqual([
          messageShape({ author: room.consumer, content: `one of ${room.consumer}` }),
          messageShape({ author: room.consumer, content: `two of ${room.consumer}` }),
        ])
      }
      await admin.close()
    })

    it('gets in by Authorization too, and not without a member of that site', async () => {
      const own = await site()
      const other = await site()
      const url = `${server.wsOrigin}/ws/chat/${own.username}/kim`
      const visitor = new OldBrowser(server.origin)
      await (await visitor.socket(`/ws/chat/${own.username}/kim`)).ask(say('hi'), 'new_message')
      const open = (token: string) => TestSocket.open(url, { headers: { authorization: `Token ${token}` } })
      const desk = await open(own.token)
      expect((await desk.ask({ command: 'fetch_messages' }, 'messages')).messages).toHaveLength(1)
      await expect(open(other.token)).rejects.toThrow(/refused with 40[134]/)
      await expect(other.admin.socket(`/ws/chat/${own.username}/kim`)).rejects.toThrow(/refused with 40[134]/)
      await Promise.all([desk.close(), visitor.close()])
    })

    it('is refused for an unknown site', async () => {
      const { admin } = await site()
      for (const path of [`/ws/room/${uniqueName('no')}`, `/ws/chat/${uniqueName('no')}/kim/`]) {
        await expect(admin.socket(path)).rejects.toThrow(/refused with 404/)
      }
    })
  })

  describe('new_message', () => {
    it('is written by the credential, whatever author says, and never takes an id from outside', async () => {
      const { username } = await site()
      const visitor = new OldBrowser(server.origin)
      const chat = await visitor.socket(`/ws/chat/${username}/kim`)
      const id = '018f0000-0000-7000-8000-000000000001'
      const { message } = await chat.ask(
        say('I am the owner', { author: username, id, room: 'x y' }),
        'new_message',
      )
      expect(message).toEqual(messageShape({ author: 'kim', content: 'I am the owner' }))
      expect(message).not.toMatchObject({ id })
      await visitor.close()
    })

    it('keeps the order of one sender', async () => {
      const { username } = await site()
      const visitor = new OldBrowser(server.origin)
      const chat = await visitor.socket(`/ws/chat/${username}/kim`)
      const texts = Array.from({ length: 50 }, (_, i) => `line ${i}`)
      for (const text of texts) chat.send(say(text))
      await chat.next(frame => (frame.message as { content?: string } | undefined)?.content === 'line 49')
      const { messages } = await chat.ask({ command: 'fetch_messages' }, 'messages')
      expect((messages as { content: string }[]).map(one => one.content)).toEqual(texts)
      await visitor.close()
    })
  })

  describe('inbox and test page in one browser', () => {
    it('lets author choose between the two cookies, and nothing beyond', async () => {
      const { username, admin } = await site()
      const page = new OldBrowser(server.origin)
      await (await page.socket(`/ws/chat/${username}/kim`)).close()
      page.adopt(admin)
      const chat = await page.socket(`/ws/chat/${username}/kim/`)
      const author = async (name: string | undefined) => {
        const told = await chat.ask(
          say(`as ${name}`, name === undefined ? {} : { author: name }),
          'new_message',
        )
        return (told.message as { author: string }).author
      }
      expect(await author('kim')).toBe('kim')
      expect(await author(username)).toBe(username)
      expect([username, 'kim']).toContain(await author('somebody'))
      expect([username, 'kim']).toContain(await author(undefined))
      await page.close()
    })

    it('serves the test page to anybody', async () => {
      const { username } = await site()
      for (const path of [`/chatbot/${username}/kim`, `/chatbot/${username}/kim/`]) {
        const answer = await new OldBrowser(server.origin).get(path)
        expect(answer.status).toBe(200)
        expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
        const html = await answer.text()
        expect(html).toContain(username)
        expect(html).toContain('kim')
      }
    })
  })

  describe('what goes wrong', () => {
    it('is answered with an error, and the socket lives on', async () => {
      const { username, admin } = await site()
      const visitor = new OldBrowser(server.origin)
      const chat = await visitor.socket(`/ws/chat/${username}/kim`)
      const inbox = await admin.socket(`/ws/room/${username}`)
      const bad = [
        'not json',
        '[]',
        'null',
        '"fetch_messages"',
        '{}',
        '{"command":"no_such_thing"}',
        '{"command":"new_message"}',
        '{"command":"new_message","message":{"content":7}}',
        '{"command":"new_message","message":{"content":""}}',
        '{"command":"fetch_messages","after":-1}',
        '{"__proto__":{"command":"fetch_messages"}}',
      ]
      for (const socket of [chat, inbox]) {
        for (const text of bad) {
          const answer = socket.next('error')
          socket.send(text)
          expect((await answer).error, text).toMatchObject({
            kind: expect.any(String),
            message: expect.any(String),
          })
        }
        const told = await socket.ask({ command: 'no_such_thing', id: 'q1' }, 'error')
        expect(told.error).toMatchObject({ kind: 'bad_request', field: 'command' })
        expectOldFramesOnly(socket.history)
      }
      await chat.ask(say('still here'), 'new_message')
      await inbox.ask({ command: 'fetch_rooms' }, 'rooms')
      await Promise.all([visitor.close(), admin.close()])
    })
  })

  describe('what closes a socket or refuses it', () => {
    it('is a frame over the limit, which closes this socket only', async () => {
      const { username, admin } = await site()
      const visitor = new OldBrowser(server.origin)
      const chat = await visitor.socket(`/ws/chat/${username}/kim`)
      const desk = await admin.socket(`/ws/chat/${username}/kim`)
      chat.send(say('x'.repeat(70_000)))
      expect((await chat.closed).code).toBe(1009)
      expect((await desk.ask({ command: 'fetch_messages' }, 'messages')).messages).toEqual([])
      await Promise.all([visitor.close(), admin.close()])
    })

    it('is a page of another origin that uses the cookies of this one', async () => {
      const { username, admin } = await site()
      const foreign = (path: string) =>
        TestSocket.open(server.wsOrigin + path, {
          headers: { cookie: admin.cookie, origin: 'https://evil.example' },
        })
      await expect(foreign(`/ws/room/${username}`)).rejects.toThrow(/refused with 403/)
      await expect(foreign(`/ws/chat/${username}/kim/`)).rejects.toThrow(/refused with 403/)
    })
  })

  describe('what only new clients know', () => {
    it('never reaches an old socket, heartbeats included', { timeout: 30_000 }, async () => {
      const { username, token, admin } = await site()
      const visitor = new OldBrowser(server.origin)
      const chat = await visitor.socket(`/ws/chat/${username}/kim`)
      const inbox = await admin.socket(`/ws/room/${username}`)
      const modern = await TestSocket.open(`${server.wsOrigin}/ws/chat/${username}/kim`, {
        protocols: ['deskbell.v1', `bearer.${token}`],
      })
      await modern.next('hello')
      await chat.ask(say('hello'), 'new_message')
      modern.send({ command: 'typing', on: true })
      modern.send({ command: 'read', seq: 1 })
      modern.send({ command: 'new_note', note: { content: 'a note', client_id: 'note-1' } })
      await modern.next('ack')
      modern.send(say('answer', { client_id: 'answer-1' }))
      await chat.next(frame => (frame.message as { content?: string } | undefined)?.content === 'answer')
      await modern.next('heartbeat', 15_000)
      await chat.ask({ command: 'fetch_messages' }, 'messages')
      await inbox.ask({ command: 'fetch_rooms' }, 'rooms')
      for (const socket of [chat, inbox]) {
        expectOldFramesOnly(socket.history)
        expect(JSON.stringify(socket.history)).not.toContain('a note')
      }
      await Promise.all([visitor.close(), admin.close(), modern.close()])
    })
  })
})
