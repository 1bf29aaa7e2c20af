import { and, eq, lt } from 'drizzle-orm'
import type { Db } from '../db/client.js'
import { files } from '../db/schema.js'
import type { FileStore, StoredFile } from './file-store.js'

const columns = {
  siteId: files.siteId,
  id: files.id,
  roomId: files.roomId,
  visitorId: files.visitorId,
  uploaderKind: files.uploaderKind,
  uploaderId: files.uploaderId,
  name: files.name,
  type: files.type,
  size: files.size,
  draft: files.draft,
  createdAt: files.createdAt,
}

/** Files in PostgreSQL, so that every node, every backup and every erasure sees them. */
export class PgFileStore implements FileStore {
  /** Also a transaction. */
  constructor(private readonly db: Pick<Db, 'insert' | 'select' | 'update' | 'delete'>) {}

  async insert(file: StoredFile, bytes: Buffer): Promise<void> {
    await this.db.insert(files).values({ ...file, bytes })
  }

  async find(siteId: string, id: string): Promise<StoredFile | null> {
    const [found] = await this.db.select(columns).from(files).where(at(siteId, id))
    return found ?? null
  }

  async read(siteId: string, id: string): Promise<{ file: StoredFile; bytes: Buffer } | null> {
    const [found] = await this.db
      .select({ file: columns, bytes: files.bytes })
      .from(files)
      .where(at(siteId, id))
    return found ?? null
  }

  async keep(siteId: string, id: string, roomId: string): Promise<boolean> {
    const kept = await this.db
      .update(files)
      .set({ draft: false, roomId })
      .where(at(siteId, id))
      .returning({ id: files.id })
    return kept.length > 0
  }

  async sweepDrafts(before: Date): Promise<number> {
    const swept = await this.db.delete(files).where(and(eq(files.draft, true), lt(files.createdAt, before)))
    return swept.rowCount ?? 0
  }
}

const at = (siteId: string, id: string) => and(eq(files.siteId, siteId), eq(files.id, id))
