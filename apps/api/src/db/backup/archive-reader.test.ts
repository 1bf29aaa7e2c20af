import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ArchiveHeader, copyLine, endLine, headerLine, ROWS_END } from './archive-format.js'
import { ArchiveParser, verifyArchive } from './archive-reader.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskbell-archive-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const header: ArchiveHeader = {
  format: 1,
  taken_at: '2026-03-04T05:06:07.890Z',
  epoch: '7d9f4d0a-3a53-4a35-8f4c-0b8f6a1c9e77',
  postgres: '18.4',
  migrations: [1, 2],
  key: { kept: 'k'.repeat(43), mark: '0123456789abcdef' },
}

// In COPY's text a backslash of the data is two, so a line of `\.` is never a row; these come close.
const users = 'a\tone\n\\\\.\t\\N\n.\tb\\n\\\\.\\n\n'
const body =
  headerLine(header) +
  copyLine({ name: 'users', columns: ['id', 'name'] }) +
  users +
  ROWS_END +
  copyLine({ name: 'nobody', columns: ['id'] }) +
  ROWS_END
const tables = { users: 3, nobody: 0 }
const sealed = (text: string, rows: Record<string, number> = tables) =>
  text + endLine({ tables: rows, sha256: createHash('sha256').update(text).digest('hex') })
const whole = sealed(body)

async function verify(bytes: Buffer) {
  const file = join(folder, 'backup.sql.gz')
  await writeFile(file, bytes)
  return verifyArchive(file)
}

const refusal = (bytes: Buffer) =>
  verify(bytes).then(
    () => 'taken for whole',
    error => `${error.kind}: ${error.message}`,
  )

test('a whole one says what is in it', async () => {
  expect(await verify(gzipSync(whole))).toMatchObject({ header, end: { tables } })
})

test('rows come as they are, wherever the pieces end', () => {
  for (let size = 1; size < 40; size++) {
    const parser = new ArchiveParser()
    const rows: Buffer[] = []
    const kinds: string[] = []
    const bytes = Buffer.from(whole)
    for (let at = 0; at < bytes.length; at += size) {
      for (const part of parser.take(bytes.subarray(at, at + size))) {
        if (part.kind === 'rows') rows.push(part.bytes)
        else kinds.push(part.kind)
      }
    }
    parser.finish()
    expect(Buffer.concat(rows).toString()).toBe(users)
    expect(kinds).toEqual(['header', 'table', 'table-end', 'table', 'table-end', 'end'])
  }
})

test('one that was cut off anywhere is refused', async () => {
  const bytes = gzipSync(whole)
  for (let length = 0; length < bytes.length; length += 7)
    expect(await refusal(bytes.subarray(0, length)), `${length} bytes`).toMatch(/^backup: This is no whole/)
  for (let length = 0; length < whole.length; length += 7)
    expect(await refusal(gzipSync(whole.slice(0, length))), `${length} of text`).toMatch(
      /^backup: This is no whole/,
    )
})

test('one in which anything was changed is refused', async () => {
  for (let at = 0; at < whole.length; at += 3) {
    const changed = Buffer.from(whole)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(await refusal(gzipSync(changed)), `byte ${at}`).toMatch(/^backup: This is no whole/)
  }
})

test.each([
  ['something after the end', gzipSync(`${whole}COPY`)],
  [
    'a table that comes twice',
    gzipSync(sealed(body + copyLine({ name: 'users', columns: ['id'] }) + ROWS_END)),
  ],
  ['other counts', gzipSync(sealed(body, { users: 2, nobody: 0 }))],
  ['a table without its rows', gzipSync(sealed(body, { users: 3 }))],
  ['SQL of somebody else', gzipSync(sealed(`${headerLine(header)}DROP TABLE users;\n`, {}))],
  ['no gzip', Buffer.from(whole)],
  ['nothing', Buffer.alloc(0)],
  ['a line without an end', gzipSync('x'.repeat(3_000_000))],
])('%s is refused', async (_what, bytes) => {
  expect(await refusal(bytes)).toMatch(/^backup: This is no whole Deskbell backup: /)
})

test('one of a later format, and one that is not there, are refused by what they are', async () => {
  const later = `-- deskbell-backup ${JSON.stringify({ ...header, format: 2 })}\n`
  expect(await refusal(gzipSync(sealed(later, {})))).toMatch(/it was made by a newer Deskbell/)
  await expect(verifyArchive(join(folder, 'nowhere'))).rejects.toThrow(/nowhere cannot be read: ENOENT/)
})
