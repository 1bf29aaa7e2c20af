import { render } from 'preact'
import type { Desk } from '../talk/desk.js'
import { wording } from '../wording.js'
import { dress } from './dress.js'
import css from './files.css?inline'
import { fitting } from './shrink.js'
import { UploadList } from './upload-list.js'
import { Uploads } from './uploads.js'

export interface Files {
  readonly add: (files: readonly File[]) => void
  /** Whether something hangs over the chat that could be let fall. */
  readonly hover: (over: boolean) => void
}

/** Everything about sending files, in the place that the chat keeps free for it. */
export function openFiles(site: string, desk: Pick<Desk, 'identity' | 'getSnapshot' | 'subscribe'>): Files {
  dress(css)
  const uploads = new Uploads({
    // Before the server has given us a name, there is nobody for whom it could keep anything.
    target: () => {
      const { consumer, token } = desk.identity
      const { status } = desk.getSnapshot().chat.getSnapshot().connection
      return token === null || status !== 'open' ? null : { base: '', room: `${site} ${consumer}`, token }
    },
    prepare: fitting,
    onStored: file => desk.getSnapshot().chat.send('', file),
  })
  desk.subscribe(() => uploads.wake())
  const draw = () => {
    const root = document.querySelector('.ups')
    if (!root) return
    const had = root.contains(document.activeElement)
    render(<UploadList uploads={uploads} />, root)
    // Its file is gone, and its buttons with it: the next one's, or what chooses files, is where one goes on.
    if (had && !root.contains(document.activeElement))
      (root.querySelector('button') ?? root.nextElementSibling?.querySelector('button'))?.focus()
  }
  uploads.subscribe(draw)

  const veil = document.createElement('div')
  veil.className = 'veil'
  veil.textContent = wording.drop
  return {
    add: files => {
      for (const file of files) uploads.add(file)
    },
    hover: over => {
      if (!over) veil.remove()
      else if (!veil.isConnected) document.querySelector('main')?.append(veil)
    },
  }
}
