import { expect, test } from 'vitest'
import { openBridge, type ToChat, type ToHost } from './bridge.js'

/** Opens the chat's side towards a window that only notes what it is posted; `deliver` acts as the browser. */
function open(origin = 'https://shop.example') {
  const listeners: ((event: MessageEvent) => void)[] = []
  const sent: { data: unknown; target: unknown }[] = []
  const heard: ToChat[] = []
  const there = { postMessage: (data: unknown, target: unknown) => void sent.push({ data, target }) }
  const post = openBridge<ToChat, ToHost>(
    { addEventListener: (_: string, listener: unknown) => void listeners.push(listener as () => void) },
    () => there,
    origin,
    message => heard.push(message),
  )
  const deliver = (event: { source: unknown; origin: string; data: unknown }) => {
    for (const listener of listeners) listener(event as MessageEvent)
  }
  return { there, sent, heard, post, deliver }
}
const page = { consumer: null, stored: null, dir: 'ltr', lang: 'en', theme: null } as const
const hidden: ToChat = { shown: false, focus: false, ...page }
const data = { deskbell: hidden }

test('talks to the one origin', () => {
  const { post, sent } = open()
  post({ type: 'ready' })
  expect(sent).toEqual([{ data: { deskbell: { type: 'ready' } }, target: 'https://shop.example' }])
})

test('hears its window at its origin', () => {
  const { there, deliver, heard } = open()
  deliver({ source: there, origin: 'https://shop.example', data })
  expect(heard).toEqual([hidden])
})

test('hears no other window, no other origin, and nothing without our mark', () => {
  const { there, deliver, heard } = open()
  deliver({ source: {}, origin: 'https://shop.example', data })
  deliver({ source: null, origin: 'https://shop.example', data })
  deliver({ source: there, origin: 'https://evil.example', data })
  for (const other of [null, 'text', 7, [], {}, hidden])
    deliver({ source: there, origin: 'https://shop.example', data: other })
  expect(heard).toEqual([])
})

test('a page from a file has no origin to name', () => {
  const { post, sent, there, deliver, heard } = open('null')
  post({ type: 'ready' })
  expect(sent[0]?.target).toBe('*')
  deliver({ source: there, origin: 'null', data })
  expect(heard).toHaveLength(1)
})
