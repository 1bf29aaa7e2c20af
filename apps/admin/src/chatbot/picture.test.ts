import { afterEach, describe, expect, it, vi } from 'vitest'
import { keptType, openPicture, PictureError, pictureName } from './picture.js'

const holding = (bytes: number, name: string) => {
  const file = new File([], name, { type: 'image/png' })
  Object.defineProperty(file, 'size', { value: bytes })
  return file
}
const decoding = (decode: () => Promise<void>, size = 10) =>
  vi.stubGlobal(
    'Image',
    class {
      src = ''
      naturalWidth = size
      naturalHeight = size
      decode = decode
    },
  )
const words = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it opened'),
    (error: unknown) => (error instanceof PictureError ? error.message : expect.fail(String(error))),
  )

describe('openPicture', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it('names what is too large', async () => {
    expect(await words(openPicture(holding(21_000_000, 'huge.png')))).toMatch(
      /“huge.png” is larger than 20 MB/,
    )
  })

  it('names what is no picture, and keeps no address of it', async () => {
    const revoked = vi.spyOn(URL, 'revokeObjectURL')
    decoding(() => Promise.reject(new Error('EncodingError')))
    expect(await words(openPicture(holding(9, 'notes.pdf')))).toMatch(/“notes.pdf” is not a picture/)
    decoding(() => Promise.resolve(), 0)
    expect(await words(openPicture(holding(9, '')))).toMatch(/This is not a picture/)
    expect(revoked).toHaveBeenCalledTimes(2)
  })

  it('opens what can be shown', async () => {
    decoding(() => Promise.resolve())
    const open = await openPicture(holding(9, 'lamp.png'))
    expect(open).toMatchObject({ name: 'lamp.png', type: 'image/png', url: expect.stringMatching(/^blob:/) })
    URL.revokeObjectURL(open.url)
  })
})

it('keeps a picture as what it came', () => {
  expect(['image/jpeg', 'image/webp', 'image/png', 'image/gif', ''].map(keptType)).toEqual([
    'image/jpeg',
    'image/webp',
    'image/png',
    'image/png',
    'image/png',
  ])
  expect(pictureName(new Blob([], { type: 'image/jpeg' }))).toBe('picture.jpg')
})
