import type { KeyValue } from '@deskbell/client/outbox-storage'
import type { PublicChatbot } from '@deskbell/protocol/chatbot'
import { Announcer } from './announcer.js'
import { Bar } from './bar.js'
import { Composer } from './composer.js'
import type { Desk } from './desk.js'
import { Header } from './header.js'
import { Bell } from './icons.js'
import { Log } from './log.js'
import { UploadList } from './upload-list.js'
import type { Uploads } from './uploads.js'

interface Props {
  readonly desk: Desk
  readonly uploads: Uploads
  readonly store: KeyValue
  readonly look: PublicChatbot
  readonly onClose: (() => void) | null
}

/** The whole chat, in the frame: drawn anew from the top whenever anything changes. */
export function Chat({ desk, uploads, store, look, onClose }: Props) {
  const { chat, refusal, shown } = desk.getSnapshot()
  const state = chat.getSnapshot()
  const { connection, typing } = state
  const typists = typing.map(({ name }) => name).join(', ')
  return (
    <main tabIndex={-1}>
      <Header look={look} connection={connection} onClose={onClose} />
      <Bar connection={connection} refusal={refusal} onTryNow={() => chat.tryNow()} />
      <Log
        chat={chat}
        state={state}
        greeting={look.introductionText}
        returning={desk.identity.token !== null && !refusal}
      />
      <Announcer entries={state.entries} loaded={state.loaded} shown={shown} />
      <p class="typing" role="status">
        {typists && [
          <span class="dots" aria-hidden="true" key="dots">
            <i />
            <i />
            <i />
          </span>,
          <span dir="auto" key="words">
            {typists} {typing.length > 1 ? 'are' : 'is'} typing
          </span>,
        ]}
      </p>
      <UploadList uploads={uploads} />
      <Composer
        store={store}
        uploads={uploads}
        online={connection.status === 'open' || connection.status === 'idle'}
        disabled={refusal !== null}
        onSend={text => chat.send(text)}
        onTyping={on => chat.setTyping(on)}
      />
      <p class="by">
        <Bell />
        Deskbell
      </p>
    </main>
  )
}
