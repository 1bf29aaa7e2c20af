import { expect, test } from 'vitest'
import { createLogger, loggedError } from './log.js'

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  let text = ''
  write(createLogger('trace', { write: line => (text += line) }))
  return text
}

test('secrets and what people wrote are cut out, at any of the depths we log', () => {
  const text = logged(log => {
    log.info({ password: 'hunter2', body: { token: 'hunter2', message: { content: 'hunter2' } } }, 'x')
    log.info({ headers: { cookie: 'hunter2', authorization: 'hunter2', 'set-cookie': 'hunter2' } }, 'x')
    log.info({ consumer: 'hunter2', visitor: { email: 'hunter2' } }, 'x')
  })
  expect(text).not.toContain('hunter2')
  expect(text).toContain('[cut]')
})

test('an error of the database leaves its code and place, not the values it met', () => {
  const cause = Object.assign(new Error('invalid input syntax: "hunter2"'), {
    code: '22P02',
    constraint: 'users_email_key',
    detail: 'Key (email)=(hunter2) already exists.',
  })
  const error = new Error('Failed query: insert ... params: hunter2', { cause })
  const text = logged(log => log.error({ err: error }, 'unexpected error'))
  expect(text).not.toContain('hunter2')
  expect(JSON.parse(text).err).toMatchObject({ code: '22P02', constraint: 'users_email_key' })
  expect(JSON.parse(text).err.stack).toContain('log.test.ts')
})

test('a parser’s error does not repeat its input, an error of our own keeps its words', () => {
  let parsing: unknown
  try {
    JSON.parse('hunter2')
  } catch (error) {
    parsing = error
  }
  expect(JSON.stringify(loggedError(parsing))).not.toContain('hunter2')
  expect(loggedError(new Error('a route was reached past its own check'))).toMatchObject({
    message: 'a route was reached past its own check',
  })
  expect(loggedError('hunter2')).toEqual({ type: 'string' })
})
