import type { ReplyBody, ReplyChange } from '@deskbell/protocol/reply'

export interface CannedReply extends ReplyBody {
  readonly id: string
  readonly updatedAt: Date
}

/** What becomes of it: any subset. */
export type ReplyEdit = Omit<ReplyChange, 'if_updated'>

/** Why a reply was not stored. */
export type NotStored = 'taken' | 'full'

export interface ReplyStore {
  /** By shortcut, in one order whatever its case. */
  list(siteId: string): Promise<readonly CannedReply[]>
  /**
   * @param most how many the site may have
   * @returns why not: the shortcut is another's, or the site has as many as it may
   */
  add(siteId: string, reply: ReplyBody & { id: string }, most: number): Promise<CannedReply | NotStored>
  /**
   * @param asOf only if it was changed last then
   * @returns `changed`: it was changed since; null when the site has no such reply
   */
  change(
    siteId: string,
    id: string,
    change: ReplyEdit,
    asOf?: Date,
  ): Promise<CannedReply | 'taken' | 'changed' | null>
  /** False when the site has no such reply. */
  remove(siteId: string, id: string): Promise<boolean>
}
