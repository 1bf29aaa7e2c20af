import type { SentFile } from '@deskbell/client/outbox'
import type { UploadOptions, UploadResult } from '@deskbell/client/upload'
import { afterEach, expect, test, vi } from 'vitest'
import { Uploads, type UploadsOptions } from './uploads.js'

afterEach(() => {
  vi.useRealTimers()
})

const stored: SentFile = {
  file: '/files/a/b/lamp.png',
  type: 'image/png',
  file_name: 'lamp.png',
  file_size: 9,
}

/** Uploads whose server answers when the test says so. */
function begin(more: Partial<UploadsOptions> = {}) {
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
    ...more,
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
  expect(list()).toMatchObject([{ failure: expect.stringContaining('did not get through'), again: true }])
  uploads.retry(list()[0]?.id ?? 0)
  expect(list()).toMatchObject([{ failure: null, part: 0 }])
  await call().answer({ ok: false, error: { kind: 'unsupported_type', message: 'No.' } })
  expect(list()).toMatchObject([
    { failure: expect.stringContaining('This kind cannot be sent'), again: false },
  ])
  expect(sent).toEqual([])
})

test('a file that is too large is not sent at all', () => {
  const { uploads, calls, list } = begin()
  uploads.add(file(5 * 1024 * 1024 + 1))
  expect(calls).toHaveLength(0)
  expect(list()).toMatchObject([{ failure: expect.stringContaining('up to 5 MB'), again: false }])
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

test('a file for which there is no place yet waits until there is one', () => {
  let token: string | null = null
  const { uploads, calls, call, list } = begin({
    target: () => (token === null ? null : { base: '', room: 'acme kim', token }),
  })
  uploads.add(file())
  uploads.wake()
  expect(calls).toHaveLength(0)
  expect(list()).toMatchObject([{ waits: 'line', failure: null }])
  token = 'fresh'
  uploads.wake()
  expect(call().options.token).toBe('fresh')
  uploads.wake()
  expect(calls).toHaveLength(1)
})

test('a picture that was made smaller goes out in place of the one that is too large', async () => {
  const small = file(7)
  const { uploads, calls, call } = begin({ prepare: async () => small })
  uploads.add(file(9 * 1024 * 1024))
  await vi.waitFor(() => expect(calls).toHaveLength(1))
  expect(call().options.file).toBe(small)
})

const refused = (kind: 'unavailable' | 'unsupported_type' | 'rate_limited', retry_after_ms?: number) =>
  ({
    ok: false,
    error: { kind, message: 'No.', ...(retry_after_ms === undefined ? {} : { retry_after_ms }) },
  }) as const

test('several go one after the other, in the order they were chosen, past one that fails or is taken back', async () => {
  const { uploads, calls, call, sent, list } = begin()
  for (let n = 0; n < 4; n++) uploads.add(file())
  expect(calls).toHaveLength(1)
  expect(list().map(({ waits }) => waits)).toEqual([null, 'turn', 'turn', 'turn'])
  uploads.remove(list()[1]?.id ?? 0)
  await call().answer({ ok: true, file: stored })
  await vi.waitFor(() => expect(calls).toHaveLength(2))
  await call().answer(refused('unsupported_type'))
  await vi.waitFor(() => expect(calls).toHaveLength(3))
  await call().answer({ ok: true, file: stored })
  expect(sent).toHaveLength(2)
  expect(list()).toMatchObject([{ failure: expect.stringContaining('This kind'), again: false }])
})

test('a server that is busy is left alone as long as it asks for, and nobody has to do anything', async () => {
  vi.useFakeTimers()
  const { uploads, calls, call, list } = begin()
  uploads.add(file())
  await call().answer(refused('rate_limited', 3_000))
  await vi.advanceTimersByTimeAsync(2_900)
  expect(calls).toHaveLength(1)
  expect(list()).toMatchObject([{ failure: null, waits: 'turn' }])
  await vi.advanceTimersByTimeAsync(200)
  expect(calls).toHaveLength(2)
})

test('what is lost with the line goes out when it is back', async () => {
  let online = true
  const { uploads, calls, call, list } = begin({
    target: () => (online ? { base: '', room: 'acme kim', token: 'secret' } : null),
  })
  uploads.add(file())
  online = false
  await call().answer(refused('unavailable'))
  await vi.waitFor(() => expect(list()).toMatchObject([{ failure: null, waits: 'line' }]))
  await vi.waitFor(() => {
    uploads.wake()
    expect(calls).toHaveLength(1)
  })
  online = true
  await vi.waitFor(() => {
    uploads.wake()
    expect(calls).toHaveLength(2)
  })
})

test('a line that is dead without saying so is given up; one that is slow is not', async () => {
  vi.useFakeTimers()
  const { uploads, call } = begin()
  uploads.add(file())
  for (let part = 0; part < 5; part++) {
    await vi.advanceTimersByTimeAsync(40_000)
    call().options.onProgress(part / 10)
  }
  expect(call().cancelled).toBe(false)
  await vi.advanceTimersByTimeAsync(50_000)
  expect(call().cancelled).toBe(true)
})

test('an empty file, a folder and a picture nobody can open are told apart, and none can be tried again', async () => {
  const tell = async (given: File, more: Partial<UploadsOptions> = {}) => {
    const { uploads, calls, call, list } = begin(more)
    uploads.add(given)
    await Promise.resolve()
    if (calls.length > 0) await call().answer(refused('unsupported_type'))
    await vi.waitFor(() => expect(list()[0]?.failure).toBeTruthy())
    expect(list()[0]?.again).toBe(false)
    return list()[0]?.failure
  }
  expect(await tell(file(0))).toMatch(/empty/)
  expect(await tell(file(), { prepare: () => Promise.reject(new Error('a folder')) })).toMatch(
    /cannot be read/,
  )
  expect(await tell(new File(['x'], 'IMG_1.HEIC'))).toMatch(/JPEG or PNG/)
  expect(await tell(new File(['x'], 'run.exe'))).toMatch(/Pictures, PDF and text/)
})
