import type { ChatbotLook } from '@deskbell/protocol/chatbot'
import type { CheckedFile } from '../files/file-service.js'
import type { StoredFile } from '../files/file-store.js'

export interface Chatbot {
  readonly look: ChatbotLook
  readonly picture: Pick<StoredFile, 'siteId' | 'id' | 'name'> | null
  /** Who may embed the widget; empty means anybody. */
  readonly origins: readonly string[]
  /** Grows with every change. */
  readonly version: number
}

export interface ChatbotUpdate {
  readonly look: { readonly [K in keyof ChatbotLook]?: ChatbotLook[K] | undefined }
  readonly origins?: readonly string[] | undefined
  /** Null takes the picture away; absent leaves it. */
  readonly picture?: CheckedFile | null | undefined
}

export interface ChatbotStore {
  find(siteId: string): Promise<Chatbot | null>
  /**
   * All of it or nothing.
   * @param asOf only if this is its version
   * @returns the version it has now; null when it has another than `asOf`
   */
  update(siteId: string, update: ChatbotUpdate, asOf?: number): Promise<number | null>
}
