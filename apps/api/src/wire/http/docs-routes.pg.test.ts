import { routes } from '@deskbell/protocol/routes'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestRest, testRest } from '../../../test/rest.js'

let rest: TestRest
let obstacle: string | null = null
beforeAll(async () => {
  rest = await testRest({ ready: async () => obstacle })
})
afterAll(() => rest.close())

test('every route of the table is described, and every path parameter with it', async () => {
  const api = (await rest.app.inject({ url: '/docs.json' })).json()
  expect(api.openapi).toBe('3.1.0')
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    const operation = api.paths[path]?.[route.method.toLowerCase()]
    expect(operation?.operationId).toBe(name)
    const named = (operation.parameters as { name: string; in: string }[]).filter(one => one.in === 'path')
    expect(named.map(one => one.name)).toEqual([...route.path.matchAll(/:(\w+)/g)].map(found => found[1]))
    expect('requestBody' in operation).toBe('body' in route)
  }
  const signUp = api.paths['/accounts/api/signup'].post.requestBody.content
  expect(Object.keys(signUp)).toEqual(['application/json', 'multipart/form-data'])
  expect(signUp['application/json'].schema.required).toEqual(['username', 'email', 'password'])
})

test('the description to read names every call and needs no script', async () => {
  const page = await rest.app.inject({ url: '/docs/' })
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  for (const name of Object.keys(routes)) expect(page.body).toContain(`id="${name}"`)
  expect(page.body).not.toContain('<script')
  expect(page.headers['content-security-policy']).toMatch(/style-src 'sha256-/)
})

test('the process says that it lives, and whether it can serve', async () => {
  expect((await rest.app.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' })
  expect((await rest.app.inject({ url: '/readyz' })).json()).toEqual({ status: 'ready' })
  obstacle = 'The database is away.'
  const away = await rest.app.inject({ url: '/readyz' })
  expect(away.statusCode).toBe(503)
  expect(away.json().detail).toBe('The database is away.')
  expect((await rest.app.inject({ url: '/healthz' })).statusCode).toBe(200)
})
