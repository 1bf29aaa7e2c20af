import type { KeyValue } from '@deskbell/client/outbox-storage'
import type { PublicChatbot } from '@deskbell/protocol/chatbot'
import { render } from 'preact'
import { Chat } from '../chat.js'
import { type Scheme, wear } from '../palette.js'
import { Conversation, personIn } from '../talk/conversation.js'
import { wording } from '../wording.js'
import { type Scene, sampleState } from './sample.js'

/** What the page of the settings asks to see. */
interface Ask {
  readonly look: Partial<PublicChatbot>
  readonly scene: Scene
  /** The system of the visitor who is imagined; a theme that the look fixes goes before it. */
  readonly theme: Scheme
}

const nothing = () => {}
const chat = { retry: nothing, discard: nothing, loadEarlier: nothing }
const noStore: KeyValue = { keys: () => [], get: () => null, set: nothing }
const desk = { refusal: null, renewed: false, spoken: [], known: false }
const acts = {
  onSend: () => false,
  onTyping: nothing,
  onTryNow: nothing,
  onFiles: nothing,
  onPicture: nothing,
  onMenu: nothing,
  onClose: nothing,
}

/**
 * The real parts with made-up words, for the page of the settings and nobody else: a page of our own origin asks for a
 * look and a scene by `{deskbellPreview: …}`, as often as it likes. Nothing in here can be used.
 */
export function preview(saved: PublicChatbot): void {
  const root = document.getElementById('chat')
  if (!root) return
  root.inert = true
  // What is inert is not read out either. This is, in its place.
  const said = document.createElement('main')
  said.className = 'vh'
  said.append(document.createElement('h1'))
  said.firstElementChild?.append(wording.preview)
  root.before(said)
  const show = ({ look, scene, theme }: Ask) => {
    const whole = { ...saved, ...look }
    wear(whole, theme)
    const state = sampleState(scene)
    const { connection } = state
    const props = { look: whole, store: noStore, connection, refusal: null, person: personIn(state) }
    const { introductionText: greeting } = whole
    render(
      <Chat key={scene} {...props} {...acts}>
        <Conversation {...{ chat, state, desk, greeting }} onPicture={nothing} />
      </Chat>,
      root,
    )
  }
  addEventListener('message', ({ origin, source, data }) => {
    if (origin === location.origin && source === parent && data?.deskbellPreview?.look)
      show(data.deskbellPreview)
  })
  parent.postMessage({ deskbellPreview: 'ready' }, location.origin)
}
