/** An uploaded file without its bytes. */
export interface StoredFile {
  readonly siteId: string
  /** Random: who knows it may read the file. */
  readonly id: string
  readonly roomId: string | null
  /** Whose room it is for; null for the bot's picture. The room itself may not exist before the first message. */
  readonly visitorId: string | null
  readonly uploaderKind: 'visitor' | 'member'
  readonly uploaderId: string
  readonly name: string
  /** Media type, found from the content. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** Not sent yet. */
  readonly draft: boolean
  readonly createdAt: Date
}

export interface FileStore {
  insert(file: StoredFile, bytes: Buffer): Promise<void>
  find(siteId: string, id: string): Promise<StoredFile | null>
  read(siteId: string, id: string): Promise<{ file: StoredFile; bytes: Buffer } | null>
  /** A draft was sent in a room and stays with it. False when there is no such file. */
  keep(siteId: string, id: string, roomId: string): Promise<boolean>
  /** Removes drafts made before this moment. @returns how many */
  sweepDrafts(before: Date): Promise<number>
}
