import { createHash, randomBytes } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { StartError } from '../../core/start-error.js'
import { syncFolder } from '../embedded/folders.js'
import { takeMigrationLock } from '../migration-lock.js'
import { appliedMigrations, readMigrations } from '../migrations.js'
import {
  type ArchiveEnd,
  type ArchiveHeader,
  copyLine,
  endLine,
  headerLine,
  ROWS_END,
} from './archive-format.js'
import { countRows } from './count-rows.js'
import { copiedTables, tableNames } from './our-tables.js'
import { quietClient } from './quiet-client.js'

export interface BackupOptions {
  readonly database: pg.ClientConfig
  /** Absolute path; nothing may be there. */
  readonly file: string
  /** Asked while nobody restores. */
  readonly findKey: (client: pg.ClientBase) => Promise<ArchiveHeader['key']>
  /** Called once when something else has to end first. */
  readonly onWait: () => void
}

export interface Backup {
  readonly header: ArchiveHeader
  readonly end: ArchiveEnd
  /** Bytes of the file. */
  readonly size: number
}

/**
 * Writes everything of one moment into `file`, while others go on reading and writing. The file has its name only
 * when it is whole and on disk; only its owner can read it.
 *
 * @throws StartError when there is nothing to back up, or a newer Deskbell's database
 */
export async function writeBackup({ database, file, findKey, onWait }: BackupOptions): Promise<Backup> {
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  const client = await quietClient(database)
  try {
    // A schema that changes underneath would make two halves of different shape.
    await takeMigrationLock(client, onWait, 'shared')
    const key = await findKey(client)
    await client.query('begin isolation level repeatable read read only')
    const header = await headerOf(client, key)
    const handle = await create(partial, file)
    try {
      const end = await write(handle, client, header)
      await handle.sync()
      const { size } = await handle.stat()
      await handle.close()
      await rename(partial, file)
      await syncFolder(dirname(file))
      return { header, end, size }
    } catch (error) {
      await handle.close().catch(() => {})
      await rm(partial, { force: true })
      // A full disk is nothing that the program could mend.
      throw error instanceof Error && 'syscall' in error ? refuse(error.message) : error
    }
  } finally {
    await client.end()
  }
}

async function headerOf(client: pg.Client, key: ArchiveHeader['key']): Promise<ArchiveHeader> {
  const applied = await appliedMigrations(client)
  if (applied.length === 0) {
    throw new StartError('backup', 'There is nothing to back up: this database holds no Deskbell.')
  }
  const known = new Set((await readMigrations()).map(migration => migration.when))
  if (applied.some(one => !known.has(one.when))) {
    throw new StartError(
      'newer-database',
      'A newer Deskbell has changed this database, and this one does not know all of it: back up with the newer one.',
    )
  }
  const found = await client.query<{ epoch: string; postgres: string; now: Date }>(
    `select epoch, current_setting('server_version') as postgres, now() from installation`,
  )
  const row = found.rows[0]
  if (!row) throw new StartError('backup', 'There is nothing to back up: this database was never set up.')
  return {
    format: 1,
    taken_at: row.now.toISOString(),
    epoch: row.epoch,
    postgres: row.postgres,
    migrations: applied.map(one => one.when),
    key,
  }
}

async function write(handle: FileHandle, client: pg.Client, header: ArchiveHeader): Promise<ArchiveEnd> {
  const tables = await copiedTables(client, tableNames(await readMigrations()))
  const hash = createHash('sha256')
  let end: ArchiveEnd | undefined
  async function* text(): AsyncGenerator<Buffer> {
    const rows: Record<string, number> = {}
    const hashed = (bytes: Buffer) => {
      hash.update(bytes)
      return bytes
    }
    yield hashed(Buffer.from(headerLine(header)))
    for (const table of tables) {
      yield hashed(Buffer.from(copyLine(table)))
      const columns = table.columns.map(column => `"${column}"`).join(', ')
      // Of a query, since a table in partitions has no rows of its own to copy.
      const copied = client.query(copyTo(`copy (select ${columns} from "${table.name}") to stdout`))
      let count = 0
      for await (const bytes of copied as AsyncIterable<Buffer>) {
        count += countRows(bytes)
        yield hashed(bytes)
      }
      // Its count has come once the next query is answered.
      await client.query('select 1')
      if (copied.rowCount !== count)
        throw new Error(`${table.name}: ${count} of ${copied.rowCount} rows came`)
      rows[table.name] = count
      yield hashed(Buffer.from(ROWS_END))
    }
    end = { tables: rows, sha256: hash.digest('hex') }
    yield Buffer.from(endLine(end))
  }
  // The fastest: most of a large backup is pictures, which no level makes smaller, and a server works beside it.
  await pipeline(text, createGzip({ level: 1 }), async (packed: AsyncIterable<Buffer>) => {
    for await (const bytes of packed) await handle.appendFile(bytes)
  })
  if (!end) throw new Error('the backup has no end')
  return end
}

const refuse = (why: string) => new StartError('backup', `The backup cannot be written: ${why}`)

async function create(partial: string, file: string): Promise<FileHandle> {
  const taken = await open(file).catch((error: NodeJS.ErrnoException) => error)
  if (!(taken instanceof Error)) {
    await taken.close()
    throw refuse(`${file} is there already`)
  }
  return open(partial, 'wx', 0o600).catch(error => {
    throw refuse(error.message)
  })
}
