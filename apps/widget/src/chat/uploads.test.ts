import type { SentFile } from '@deskbell/client/outbox'
import type { UploadOptions, UploadResult } from '@deskbell/client/upload'
import { expect, test } from 'vitest'
import { Uploads } from './uploads.js'

const stored: SentFile = {
  file: '/files/a/b/lamp.png',
  type: 'image/png',
  file_name: 'lamp.png',
  file_size: 9,
}

/** Uploads whose server answers when the test says so. */
function begin() {
  const calls: {
    options: UploadOptions
    answer: (result: UploadResult) => Promise<void>
    cancelled: boolean
  }[] = []
  const sent: SentFile[] = []
  const uploads = new Uploads({
    target: () => ({ base: '', room: 'acme kim', token: 'secret' }),
    onStored: file => sent.push(file),
    start: options => {
      let resolve: (result: UploadResult) => void = () => {}
      const done = new Promise<UploadResult>(settle => {
        resolve = settle
      })
      const call = {
        options,
        cancelled: false,
        answer: async (result: UploadResult) => {
          resolve(result)
          await done
        },
      }
      calls.push(call)
      return {
        done,
        cancel: () => {
          call.cancelled = true
        },
      }
    },
  })
  const call = (at = -1) => {
    const found = calls.at(at)
    if (!found) throw new Error('nothing was uploaded')
    return found
  }
  return { uploads, call, calls, sent, list: () => uploads.getSnapshot() }
}
const file = (size = 9) => Object.defineProperty(new File(['x'], 'lamp.png'), 'size', { value: size })

test('tells how far it came, and is sent when it is stored', async () => {
  const { uploads, call, sent, list } = begin()
  uploads.add(file())
  expect(call().options).toMatchObject({ room: 'acme kim', token: 'secret' })
  call().options.onProgress(0.5)
  expect(list()).toMatchObject([{ name: 'lamp.png', part: 0.5, failure: null }])
  await call().answer({ ok: true, file: stored })
  expect(list()).toEqual([])
  expect(sent).toEqual([stored])
})

test('an outage can be tried again, a refusal cannot', async () => {
  const { uploads, call, sent, list } = begin()
  uploads.add(file())
  await call().answer({ ok: false, error: { kind: 'unavailable', message: 'Not now.' } })
  expect(list()).toMatchObject([{ failure: 'Not now.', again: true }])
  uploads.retry(list()[0]?.id ?? 0)
  expect(list()).toMatchObject([{ failure: null, part: 0 }])
  await call().answer({ ok: false, error: { kind: 'unsupported_type', message: 'No.' } })
  expect(list()).toMatchObject([{ failure: 'No.', again: false }])
  expect(sent).toEqual([])
})

test('a file that is too large is not sent at all', () => {
  const { uploads, calls, list } = begin()
  uploads.add(file(5 * 1024 * 1024 + 1))
  expect(calls).toHaveLength(0)
  expect(list()).toMatchObject([{ failure: 'Files can have up to 5 MB.', again: false }])
})

test('one that was removed is stopped and never sent', async () => {
  const { uploads, call, sent, list } = begin()
  uploads.add(file())
  uploads.remove(list()[0]?.id ?? 0)
  expect(call().cancelled).toBe(true)
  await call().answer({ ok: true, file: stored })
  expect(list()).toEqual([])
  expect(sent).toEqual([])
})
