import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { StartError } from '../../core/start-error.js'
import {
  type ArchiveEnd,
  type ArchiveHeader,
  type CopiedTable,
  isEnd,
  notWhole,
  parseCopy,
  parseEnd,
  parseHeader,
} from './archive-format.js'
import { countRows } from './count-rows.js'

export type ArchivePart =
  | { readonly kind: 'header'; readonly header: ArchiveHeader }
  | { readonly kind: 'table'; readonly table: CopiedTable }
  | { readonly kind: 'rows'; readonly bytes: Buffer }
  | { readonly kind: 'table-end' }
  | { readonly kind: 'end'; readonly end: ArchiveEnd }

/** A backup that was read to its end and is whole. */
export interface VerifiedArchive {
  readonly file: string
  readonly header: ArchiveHeader
  readonly end: ArchiveEnd
}

/** No line but a row is longer. */
const LONGEST = 1_048_576
const LINE = 0x0a
const ROWS_END = Buffer.from('\\.\n')
const LAST_ROW_AND_END = Buffer.from('\n\\.\n')

/**
 * The parts of a backup, in their order, of which the last is `end`: it comes only when everything before it is
 * what was written. Rows come in pieces that may end anywhere.
 *
 * @throws StartError of kind `backup` when the file is not there or not whole
 */
export async function* readArchive(file: string): AsyncGenerator<ArchivePart> {
  const source = createReadStream(file)
  // The reader below hears of every failure by the stream it reads.
  const text = pipeline(source, createGunzip(), () => {})
  const parser = new ArchiveParser()
  let end: ArchivePart | undefined
  try {
    for await (const chunk of text) {
      for (const part of parser.take(chunk as Buffer)) {
        if (part.kind === 'end') end = part
        else yield part
      }
    }
  } catch (error) {
    throw explained(error, file)
  } finally {
    source.destroy()
  }
  parser.finish()
  if (end) yield end
}

/** Reads a backup to its end. @throws StartError of kind `backup` when it is not whole */
export async function verifyArchive(file: string): Promise<VerifiedArchive> {
  let header: ArchiveHeader | undefined
  for await (const part of readArchive(file)) {
    if (part.kind === 'header') header = part.header
    if (part.kind === 'end' && header) return { file, header, end: part.end }
  }
  throw notWhole('it ends in the middle')
}

function explained(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR') return notWhole('it ends in the middle')
  if (code.startsWith('Z_')) return notWhole('its bytes are damaged, or it is no gzip file')
  return new StartError('backup', `${file} cannot be read: ${error.message}`)
}

/** Takes the text of a backup in pieces of any size. */
export class ArchiveParser {
  #rest: Buffer = Buffer.alloc(0)
  #hash = createHash('sha256')
  #began = false
  #ended = false
  /** The table whose rows come. */
  #table: string | null = null
  #atLineStart = true
  readonly #rows: Record<string, number> = {}

  /** @throws StartError when the last line has not come */
  finish(): void {
    if (!this.#ended || this.#rest.length > 0) throw notWhole('it ends in the middle')
  }

  *take(chunk: Buffer): Generator<ArchivePart> {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (;;) {
      const part = this.#table === null ? this.#line() : this.#rowsOf(this.#table)
      if (part === null) return
      yield part
    }
  }

  #line(): ArchivePart | null {
    const at = this.#rest.indexOf(LINE)
    if (at > LONGEST || (at < 0 && this.#rest.length > LONGEST)) throw notWhole('it does not begin like one')
    if (at < 0) return null
    if (this.#ended) throw notWhole('something follows its end')
    const line = this.#rest.toString('utf8', 0, at)
    if (isEnd(line)) return this.#end(line, at)
    this.#consume(at + 1)
    if (!this.#began) {
      this.#began = true
      return { kind: 'header', header: parseHeader(line) }
    }
    const table = parseCopy(line)
    if (this.#rows[table.name] !== undefined) throw notWhole('a table comes twice')
    this.#rows[table.name] = 0
    this.#table = table.name
    this.#atLineStart = true
    return { kind: 'table', table }
  }

  #rowsOf(table: string): ArchivePart | null {
    if (this.#atLineStart) {
      if (this.#rest.length < ROWS_END.length) return null
      if (this.#rest.subarray(0, ROWS_END.length).equals(ROWS_END)) {
        this.#consume(ROWS_END.length)
        this.#table = null
        return { kind: 'table-end' }
      }
    }
    const found = this.#rest.indexOf(LAST_ROW_AND_END)
    // Without the end of the rows in sight, its first bytes may be the last that have come.
    const until = found >= 0 ? found + 1 : this.#rest.length - ROWS_END.length
    if (until <= 0) return null
    const bytes = this.#consume(until)
    this.#atLineStart = bytes[bytes.length - 1] === LINE
    this.#rows[table] = (this.#rows[table] ?? 0) + countRows(bytes)
    return { kind: 'rows', bytes }
  }

  #end(line: string, at: number): ArchivePart {
    const end = parseEnd(line)
    this.#rest = this.#rest.subarray(at + 1)
    this.#ended = true
    const same = JSON.stringify(Object.entries(end.tables)) === JSON.stringify(Object.entries(this.#rows))
    if (!this.#began || !same || this.#hash.digest('hex') !== end.sha256) {
      throw notWhole('its content is not what was written')
    }
    return { kind: 'end', end }
  }

  #consume(length: number): Buffer {
    const bytes = this.#rest.subarray(0, length)
    this.#hash.update(bytes)
    this.#rest = this.#rest.subarray(length)
    return bytes
  }
}
