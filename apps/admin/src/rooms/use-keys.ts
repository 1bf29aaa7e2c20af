import type { InboxRow } from '@deskbell/client/inbox-rows'
import { inboxShortcuts } from '../keys/shortcuts.js'
import { isField, useShortcuts } from '../keys/use-shortcuts.js'
import { useInbox } from '../realtime/inbox.js'
import { navigate, roomPath } from '../router.js'
import { beginCanned, beginNote, focusComposer } from './composer/focus-composer.js'
import { focusRow, type Step, stepTo, useListCursor } from './list/list-cursor.js'

interface Shown {
  room: string | null
  pane: 'list' | 'conversation' | 'visitor'
}

/** The keys of the inbox. What they are is said in one place: keys/shortcuts.ts. */
export function useKeys({ room, pane }: Shown): void {
  const inbox = useInbox()
  const walk = (step: Step) => {
    // What is in the list, not what is drawn of it.
    const { list } = inbox.getSnapshot()
    focusRow(list, stepTo(list, useListCursor.getState().id, room, step))
  }
  useShortcuts(inboxShortcuts, {
    next: () => walk('next'),
    previous: () => walk('previous'),
    open: () => {
      const { id } = useListCursor.getState()
      // On a link or a button it is the browser's.
      if (id === null || document.activeElement?.closest('a, button, input, summary, [tabindex="0"]'))
        return false
      navigate(roomPath(id))
      return true
    },
    reply: focusComposer,
    note: beginNote,
    canned: beginCanned,
    back: () => back({ room, pane }, inbox.getSnapshot().list),
  })
}

/** First out of the field, then out of the drawer, then out of the conversation; the focus goes along. */
function back({ room, pane }: Shown, list: readonly InboxRow[]): boolean {
  const { activeElement } = document
  if (activeElement instanceof HTMLElement && isField(activeElement)) {
    activeElement.blur()
    focusRow(list, room)
    return true
  }
  if (room === null) return false
  if (pane === 'visitor') navigate(roomPath(room))
  else {
    navigate('/messages')
    focusRow(list, room)
  }
  return true
}
