import { once } from 'node:events'
import { connect } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { endSilentConnections } from './silent-connections.js'

test('a connection that never asked anything does not keep a closing server waiting', async () => {
  const app = Fastify()
  endSilentConnections(app)
  const address = new URL(await app.listen({ port: 0, host: '127.0.0.1' }))
  const silent = connect(Number(address.port), address.hostname)
  const ended = once(silent, 'close')
  await Promise.all([once(app.server, 'connection'), once(silent, 'connect')])
  await app.close()
  await ended
})

test('what is being answered is finished first', async () => {
  const app = Fastify()
  endSilentConnections(app)
  let answer = () => {}
  const asked = new Promise<void>(resolve => {
    app.get('/', async () => {
      resolve()
      await new Promise<void>(go => {
        answer = go
      })
      return 'done'
    })
  })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const body = fetch(address).then(response => response.text())
  await asked
  const closed = app.close()
  answer()
  expect(await body).toBe('done')
  await closed
})
