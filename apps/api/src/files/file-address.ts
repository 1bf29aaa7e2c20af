import type { StoredFile } from './file-store.js'

type Addressed = Pick<StoredFile, 'siteId' | 'id' | 'name'>

/** Where a file is read. The id in it is random, and whoever was given the address may read. */
export const fileAddress = (file: Addressed): string =>
  `/files/${file.siteId}/${file.id}/${encodeURIComponent(file.name)}`
