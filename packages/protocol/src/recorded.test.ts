import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { command } from './command.js'
import { event } from './event.js'

interface Recording {
  readonly frames: readonly { readonly by: 'client' | 'server'; readonly frame: unknown }[]
}

const folder = new URL('../recorded/', import.meta.url)

test.each(readdirSync(folder))('every frame of %s is still one, and loses nothing', name => {
  const { frames } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Recording
  expect(new Set(frames.map(one => one.by))).toEqual(new Set(['client', 'server']))
  for (const { by, frame } of frames) {
    const parsed = (by === 'client' ? command : event).safeParse(frame)
    expect(parsed.error?.issues ?? [], JSON.stringify(frame)).toEqual([])
    expect(parsed.data).toEqual(frame)
  }
})
