import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uniqueName } from '../harness/account.js'
import { type Server, startServer } from '../harness/server.js'
import { OldBrowser } from './old-browser.js'
import { chatbotShape, messageShape, userShape } from './shapes.js'

/** A picture of one pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('the REST calls of the old clients', () => {
  let server: Server
  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(() => server.close())

  const person = (username = uniqueName('ada')) => ({
    username,
    email: `${username}@example.test`,
    password: `correct horse ${username}`,
  })

  async function signedUp() {
    const browser = new OldBrowser(server.origin)
    const who = person()
    const answer = await browser.post('/accounts/api/signup', who)
    expect(answer.status).toBe(201)
    const { token } = (await answer.json()) as { token: string }
    return { ...who, browser, token }
  }

  describe('POST /accounts/api/signup', () => {
    it('takes JSON and answers token and user', async () => {
      const who = person()
      const browser = new OldBrowser(server.origin)
      const answer = await browser.post('/accounts/api/signup', {
        ...who,
        confirmPassword: who.password,
        extra: 1,
      })
      expect(answer.status).toBe(201)
      expect(await answer.json()).toEqual({
        message: 'success',
        token: expect.any(String),
        userDetails: { user: userShape(who.username, who.email) },
      })
      const [cookie = ''] = answer.headers.getSetCookie()
      expect(cookie).toMatch(/;\s*HttpOnly/i)
      expect(cookie).toMatch(/;\s*SameSite=Lax/i)
    })

    it('takes multipart with the company and a trailing slash', async () => {
      const who = person()
      const form = new FormData()
      for (const [name, value] of Object.entries({
        ...who,
        confirmPassword: who.password,
        name: 'Ada Lovelace',
        companyName: 'Engines Ltd',
        companyEmail: '',
        companyAddress: '12 St James Square',
        whatever: 'is ignored',
      })) {
        form.set(name, value)
      }
      const answer = await new OldBrowser(server.origin).post('/accounts/api/signup/', form)
      expect(answer.status).toBe(201)
      expect(await answer.json()).toMatchObject({
        message: 'success',
        userDetails: { user: { username: who.username } },
      })
    })

    it('answers 409 for a taken name, whatever its case', async () => {
      const { username } = await signedUp()
      const other = { ...person(), username: username.toUpperCase() }
      expect((await new OldBrowser(server.origin).post('/accounts/api/signup', other)).status).toBe(409)
    })

    it('answers 400 and names each bad field', async () => {
      const answer = await new OldBrowser(server.origin).post('/accounts/api/signup', {
        username: 'no spaces allowed',
        email: 'not-an-address',
        password: 'x',
      })
      expect(answer.status).toBe(400)
      const text = await answer.text()
      for (const field of ['username', 'email', 'password']) expect(text).toContain(field)
    })

    it.each(['api', 'details', 'message', 'ws'])('refuses the name %s, which is a path', async username => {
      const answer = await new OldBrowser(server.origin).post('/accounts/api/signup', {
        ...person(),
        username,
      })
      expect(answer.status).toBe(400)
    })
  })

  describe('POST /accounts/api/login', () => {
    it('takes the user name or the e-mail', async () => {
      const who = await signedUp()
      for (const username of [who.username, who.email]) {
        const browser = new OldBrowser(server.origin)
        const answer = await browser.post('/accounts/api/login/', { username, password: who.password })
        expect(answer.status).toBe(200)
        expect(await answer.json()).toEqual({
          token: expect.any(String),
          userDetails: { user: userShape(who.username, who.email) },
        })
        expect((await browser.get('/chatbot/api')).status).toBe(200)
      }
    })

    it('says the same about an unknown user and a wrong password', async () => {
      const who = await signedUp()
      const browser = new OldBrowser(server.origin)
      const wrong = await browser.post('/accounts/api/login', {
        username: who.username,
        password: 'wrong horse',
      })
      const unknown = await browser.post('/accounts/api/login', {
        username: uniqueName('no'),
        password: 'wrong horse',
      })
      expect([wrong.status, unknown.status]).toEqual([401, 401])
      expect(await wrong.text()).toBe(await unknown.text())
    })
  })

  describe('POST /accounts/api/changepassword', () => {
    it('changes the own password and no other', async () => {
      const who = await signedUp()
      const other = await signedUp()
      const changed = await who.browser.post('/accounts/api/changepassword', {
        username: other.username,
        current: who.password,
        password: 'another horse 1',
      })
      expect(changed.status).toBe(200)
      expect(await changed.json()).toMatchObject({ detail: 'success' })
      const signIn = (username: string, password: string) =>
        new OldBrowser(server.origin).post('/accounts/api/login', { username, password })
      expect((await signIn(who.username, who.password)).status).toBe(401)
      expect((await signIn(who.username, 'another horse 1')).status).toBe(200)
      expect((await signIn(other.username, other.password)).status).toBe(200)
    })

    it('wants somebody signed in who knows the current one', async () => {
      const who = await signedUp()
      const body = { current: 'not it at all', password: 'another horse 1' }
      expect((await new OldBrowser(server.origin).post('/accounts/api/changepassword', body)).status).toBe(
        401,
      )
      const refused = await who.browser.post('/accounts/api/changepassword', body)
      expect(refused.status).toBeGreaterThanOrEqual(400)
      expect(refused.status).toBeLessThan(500)
      expect(await refused.json()).toMatchObject({ detail: expect.any(String) })
    })
  })

  describe('/chatbot/api', () => {
    it('has defaults from the start, by cookie, Token and Bearer alike', async () => {
      const { browser, token, username } = await signedUp()
      const anyone = new OldBrowser(server.origin)
      for (const answer of [
        await browser.get('/chatbot/api/'),
        await anyone.get('/chatbot/api', { authorization: `Token ${token}` }),
        await anyone.get('/chatbot/api', { authorization: `Bearer ${token}` }),
      ]) {
        expect(answer.status).toBe(200)
        const { detail, chatbot_details } = (await answer.json()) as Record<string, Record<string, unknown>>
        expect(detail).toBe('success')
        expect(chatbot_details).toMatchObject({
          ...chatbotShape,
          username,
          chatbotName: 'Chatbot',
          headerBackgroundColor: '#343a40',
          headerTextColor: '#ffffff',
          bot_picture: null,
        })
      }
      expect((await anyone.get('/chatbot/api')).status).toBe(401)
    })

    it('takes any subset as JSON', async () => {
      const { browser } = await signedUp()
      const answer = await browser.post('/chatbot/api', {
        chatbotName: 'Bell',
        headerBackgroundColor: '#123',
      })
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ detail: 'success' })
      const { chatbot_details } = (await (await browser.get('/chatbot/api')).json()) as Record<
        string,
        unknown
      >
      expect(chatbot_details).toMatchObject({
        chatbotName: 'Bell',
        headerBackgroundColor: '#123',
        headerTextColor: '#ffffff',
      })
    })

    it('takes multipart with a picture, and serves the picture', async () => {
      const { browser, username } = await signedUp()
      const form = new FormData()
      form.set('chatbotName', 'With a face')
      form.set('bot_picture', new Blob([png], { type: 'image/png' }), 'face.png')
      expect((await browser.post('/chatbot/api/', form)).status).toBe(200)
      const answer = await new OldBrowser(server.origin).post('/chatbot/details/', { username })
      const { chatbot } = (await answer.json()) as { chatbot: { bot_picture: string; chatbotName: string } }
      expect(chatbot.chatbotName).toBe('With a face')
      const picture = await fetch(new URL(chatbot.bot_picture, server.origin))
      expect(picture.headers.get('content-type')).toBe('image/png')
      expect(Buffer.from(await picture.arrayBuffer()).equals(png)).toBe(true)
    })

    it('answers a bad colour with 400 and a detail that is a string', async () => {
      const { browser } = await signedUp()
      const answer = await browser.post('/chatbot/api', { headerTextColor: 'url(evil)' })
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ detail: expect.any(String) })
    })
  })

  describe('POST /chatbot/details', () => {
    it('tells anybody how the widget looks', async () => {
      const { username } = await signedUp()
      const answer = await new OldBrowser(server.origin).post('/chatbot/details', { username })
      expect(answer.status).toBe(200)
      expect(await answer.json()).toMatchObject({ detail: 'success', chatbot: { ...chatbotShape, username } })
    })

    it('answers 404 for nobody', async () => {
      const answer = await new OldBrowser(server.origin).post('/chatbot/details', {
        username: uniqueName('no'),
      })
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ detail: expect.any(String) })
    })
  })

  describe('POST /chatbot/message/file/upload', () => {
    const upload = (room: string) => {
      const form = new FormData()
      form.set('author', 'somebody else')
      form.set('type', 'image/gif')
      form.set('content', 'ignored')
      form.set('room', room)
      form.set('file', new Blob([png], { type: 'image/png' }), 'pixel.png')
      return form
    }

    it('stores the file, tells the room, and the echo as new_message changes nothing', async () => {
      const owner = await signedUp()
      const visitor = new OldBrowser(server.origin)
      const chat = await visitor.socket(`/ws/chat/${owner.username}/kim/`)
      const admin = await owner.browser.socket(`/ws/chat/${owner.username}/kim`)

      const answer = await visitor.post('/chatbot/message/file/upload', upload(`${owner.username} kim`))
      expect(answer.status).toBe(200)
      const message = (await answer.json()) as Record<string, string>
      const shape = messageShape({ author: 'kim', type: 'image/png', room: `${owner.username} kim` })
      expect(message).toEqual(expect.objectContaining({ file: expect.stringMatching(/^\//) }))
      expect({ ...message, file: null }).toEqual(shape)
      expect((await chat.next('new_message')).message).toMatchObject({ id: message.id, file: message.file })
      expect((await admin.next('new_message')).message).toMatchObject({ id: message.id, file: message.file })

      const file = await fetch(server.origin + message.file)
      expect(file.headers.get('content-type')).toBe('image/png')
      expect(Buffer.from(await file.arrayBuffer()).equals(png)).toBe(true)

      chat.send({ command: 'new_message', message })
      const { messages } = await chat.ask({ command: 'fetch_messages' }, 'messages')
      expect(messages).toHaveLength(1)
      await admin.ask({ command: 'fetch_messages' }, 'messages')
      expect([...chat.leftovers(), ...admin.leftovers()]).toEqual([])
      await Promise.all([chat.close(), admin.close()])
    })

    it('wants a credential for that very room', async () => {
      const owner = await signedUp()
      const kim = new OldBrowser(server.origin)
      const lee = new OldBrowser(server.origin)
      await (await kim.socket(`/ws/chat/${owner.username}/kim`)).close()
      await (await lee.socket(`/ws/chat/${owner.username}/lee`)).close()
      const body = upload(`${owner.username} kim`)
      for (const browser of [lee, new OldBrowser(server.origin), (await signedUp()).browser]) {
        const { status } = await browser.post('/chatbot/message/file/upload/', body)
        expect([401, 403, 404]).toContain(status)
      }
      expect((await kim.post('/chatbot/message/file/upload/', body)).status).toBe(200)
      expect((await owner.browser.post('/chatbot/message/file/upload/', body)).status).toBe(200)
    })
  })
})
