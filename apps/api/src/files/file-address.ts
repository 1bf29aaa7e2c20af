import type { StoredFile } from './file-store.js'

type Addressed = Pick<StoredFile, 'siteId' | 'id' | 'name'>

/** Where a file is read. The id in it is random, and whoever was given the address may read. */
export const fileAddress = (file: Addressed): string =>
  `/files/${file.siteId}/${file.id}/${encodeURIComponent(file.name)}`

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const ADDRESS = new RegExp(`^(?:https?://[^/]+)?/files/(${ID})/(${ID})(?:/[^/]*)?$`)

/** Reads what a client sends to name a file of this site: its id, its path or its whole address. Null: none of these. */
export function fileIdOf(siteId: string, text: string): string | null {
  if (new RegExp(`^${ID}$`).test(text)) return text
  const [, site, id] = ADDRESS.exec(text) ?? []
  return site === siteId && id !== undefined ? id : null
}
