import type { Files } from './lazy/files.js'
import type { Desk } from './talk/desk.js'

interface FilesLater {
  readonly add: (chosen: readonly File[]) => Promise<void>
  /** For all four events of dragging over the page. */
  readonly drag: (event: DragEvent) => Promise<void>
}

/**
 * What sends files, fetched when the first is chosen, pasted or hangs over the page.
 * @param ready who sends them, and to where
 * @param failed it could not be fetched; the next file tries again
 */
export function filesLater(
  ready: () => Promise<{ readonly site: string; readonly desk: Desk }>,
  failed: () => void,
): FilesLater {
  let files: Files | undefined
  const withFiles = async (): Promise<Files | null> => {
    const { site, desk } = await ready()
    if (desk.getSnapshot().refusal) return null
    try {
      const { openFiles } = await import('./lazy/files.js')
      // Another may have been faster while this one was on its way.
      files ??= openFiles(site, desk)
      return files
    } catch {
      failed()
      return null
    }
  }
  return {
    async add(chosen) {
      const open = await withFiles()
      open?.add(chosen)
    },
    async drag(event) {
      const { type, dataTransfer: data, relatedTarget } = event
      if (!data?.types.includes('Files')) return
      // Else the browser would leave the page and open the file.
      event.preventDefault()
      // Read now: after this turn the browser shows nothing of it any more.
      const dropped = type === 'drop' ? [...data.files] : []
      const over = type !== 'drop' && (type !== 'dragleave' || relatedTarget !== null)
      const open = await withFiles()
      open?.hover(over)
      open?.add(dropped)
    },
  }
}
