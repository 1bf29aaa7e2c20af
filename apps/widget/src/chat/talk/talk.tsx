import { browserPorts } from '@deskbell/client/browser'
import type { ComponentChildren } from 'preact'
import { Conversation, personIn } from './conversation.js'
import { Desk, type DeskOptions } from './desk.js'

export interface Talk {
  readonly desk: Desk
  readonly person: () => string | null
  /** What to show of it now, under this greeting. */
  readonly view: (greeting: string) => ComponentChildren
}

/** Everything that a stranger does not need before the first letter: the line to the site, and what is said on it. */
export function beginTalk(options: Omit<DeskOptions, 'base' | 'ports' | 'visible' | 'onMissed'>): Talk {
  const desk = new Desk({
    ...options,
    base: location.origin,
    ports: browserPorts(),
    visible: () => document.visibilityState === 'visible',
    onMissed: ({ seq }) => void import('../lazy/sound.js').then(({ ring }) => ring(options.store, seq)),
  })
  document.addEventListener('visibilitychange', () => desk.attend())
  addEventListener('pagehide', () => desk.rest())
  addEventListener('pageshow', ({ persisted }) => persisted && desk.resume())
  const chatState = () => desk.getSnapshot().chat.getSnapshot()
  return {
    desk,
    person: () => personIn(chatState()),
    view(greeting) {
      const state = desk.getSnapshot()
      return (
        <Conversation
          chat={state.chat}
          state={chatState()}
          desk={state}
          greeting={greeting}
          onPicture={onPicture}
        />
      )
    },
  }
}

/** Shows a picture large, in here; with a modifier it opens as any link does. */
function onPicture(event: MouseEvent): void {
  const link = event.currentTarget
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  import('../lazy/lightbox.js').then(
    ({ enlarge }) => enlarge(link),
    () => open(link.href),
  )
}
