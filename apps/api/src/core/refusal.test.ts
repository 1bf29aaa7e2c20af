import { signUpBody } from '@deskbell/protocol/account'
import { chatbotChange } from '@deskbell/protocol/chatbot'
import { newNote } from '@deskbell/protocol/command'
import { expect, test } from 'vitest'
import { refusal } from './refusal.js'

type Schema = {
  safeParse(value: unknown): { success: boolean; error?: { issues: Parameters<typeof refusal>[0] } }
}

function fields(schema: Schema, input: unknown) {
  const { error } = schema.safeParse(input)
  if (!error) throw new Error('was accepted')
  const { kind, more } = refusal(error.issues, input, 'body')
  expect(kind).toBe('bad_request')
  return more.fields
}

test('every wrong field is named, in words that say what is wrong', () => {
  expect(fields(signUpBody, { username: 'a b', email: 7, password: 'short' })).toEqual({
    username: 'may hold 1 to 64 letters, digits, _ . and -',
    email: 'is not a string',
    password: 'is shorter than 8 characters',
  })
  expect(fields(signUpBody, {})).toMatchObject({ username: 'is missing', email: 'is missing' })
})

test('a wrong place inside is named by its path, an unknown key by its name', () => {
  expect(fields(chatbotChange, { origins: ['https://a.example', 'nonsense'] })).toEqual({
    'origins.1': 'is not an origin such as https://shop.example',
  })
  const note = { command: 'new_note', note: { content: 'x', pinned: true } }
  expect(fields(newNote, note)).toEqual({ 'note.pinned': 'is not known here' })
})

test('what is wrong altogether is called what the caller says', () => {
  expect(fields(signUpBody, null)).toHaveProperty('body')
})

test('no choice tells the input back', () => {
  const told = fields(chatbotChange, { bot_picture: { evil: '<script>' } })
  expect(JSON.stringify(told)).not.toContain('script')
  expect(told).toHaveProperty('bot_picture')
})
