import type { ConnectionState } from '@deskbell/client/connection'
import type { BakedConfig } from '@deskbell/protocol/chatbot'
import { createRef, render } from 'preact'
import type { ToChat, ToHost } from '../bridge.js'
import { Chat } from './chat.js'
import type { Composer } from './composer.js'
import { fetchTalk, tryNow } from './fetch-talk.js'
import { filesLater } from './files-later.js'
import { Stage } from './stage.js'
import { ME, resolveStore } from './store.js'
import type { Talk } from './talk/talk.js'
import { wording } from './wording.js'

/**
 * Becomes one visitor and shows the chat; answers what to do with all that the host page tells. A stranger gets the
 * greeting and a field, and is connected with the first letter. What that letter does not need comes when it is wanted.
 */
export function visit(
  { site, look }: BakedConfig,
  { consumer, stored }: ToChat,
  post: (message: ToHost) => void,
  alone: boolean,
): (message: ToChat) => void {
  // A consumer that is no name is nobody's.
  const given = consumer !== null && /^[\w.-]{1,64}$/.test(consumer) ? consumer : null
  const store = resolveStore({
    own: () => localStorage,
    scope: given === null ? site : `${site}/${given}`,
    stored,
    keep: (key, value) => post({ type: 'keep', key, value }),
  })
  const known = store.get(ME) !== null
  const composer = createRef<Composer>()
  const root = document.getElementById('chat')

  let shown = false
  let talk: Talk | undefined
  let coming: Promise<Talk> | undefined
  let connection: ConnectionState = { status: 'idle' }

  const withTalk = () => {
    coming ??= fetchTalk(state => {
      connection = state
      if (state.status === 'waiting' && state.attempt === 2) post({ type: 'error', kind: 'unreachable' })
      redraw()
    }).then(({ beginTalk }) => {
      talk = beginTalk({ site, given, store, post })
      talk.desk.subscribe(redraw)
      talk.desk.show(shown)
      redraw()
      return talk
    })
    return coming
  }

  const refused = () => talk?.desk.getSnapshot().refusal ?? null
  const files = filesLater(
    async () => ({ site, desk: (await withTalk()).desk }),
    () => composer.current?.say(wording.noFiles),
  )
  const acts = {
    onSend: (text: string) => {
      talk?.desk.getSnapshot().chat.send(text)
      // The words stay in the field until there is somebody to take them.
      if (!talk) void withTalk().then(() => composer.current?.again())
      return talk !== undefined
    },
    onTyping: (on: boolean) => void withTalk().then(({ desk }) => desk.getSnapshot().chat.setTyping(on)),
    onFiles: files.add,
    onMenu: (button: HTMLElement) =>
      void import('./lazy/menu.js').then(({ openMenu }) => openMenu(button, store)),
    onTryNow: () => (talk ? talk.desk.getSnapshot().chat.tryNow() : tryNow()),
    onClose: alone ? null : () => post({ type: 'hide' }),
  }
  const draw = () => {
    const props = {
      look,
      store,
      composer,
      connection: talk?.desk.getSnapshot().chat.getSnapshot().connection ?? connection,
      refusal: refused(),
      person: talk?.person() ?? null,
    }
    // It invites to write, which is of no use then.
    const greeting = refused() ? '' : look.introductionText
    if (root)
      render(
        <Chat {...props} {...acts}>
          {talk ? talk.view(greeting) : <Stage greeting={greeting} known={known} />}
        </Chat>,
        root,
      )
  }
  let drawing = false
  const redraw = () => {
    // Several changes in one go are drawn once; not by the next frame, of which a hidden page has none.
    if (!drawing)
      queueMicrotask(() => {
        drawing = false
        draw()
      })
    drawing = true
  }
  draw()
  for (const type of ['dragenter', 'dragover', 'dragleave', 'drop'] as const)
    addEventListener(type, files.drag)
  addEventListener('keydown', event => {
    if (event.key === 'Escape' && !event.isComposing) acts.onClose?.()
  })
  // Somebody who has been here, has left words here, or was named: there may be something to hear.
  if (given !== null || store.keys().length > 0) void withTalk()

  return ({ shown: on, focus, draft, send }) => {
    shown = on
    if (draft !== undefined) composer.current?.write(draft)
    if (send !== undefined) void withTalk().then(({ desk }) => desk.send(send))
    talk?.desk.show(on)
    if (!on) return
    // On a phone the keyboard would cover what one came to read.
    const first = matchMedia('(pointer: coarse)').matches ? 'main' : 'textarea'
    queueMicrotask(() => {
      composer.current?.fit()
      if (focus) document.querySelector<HTMLElement>(first)?.focus()
    })
  }
}
