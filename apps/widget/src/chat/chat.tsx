import type { ConnectionState } from '@deskbell/client/connection'
import type { KeyValue } from '@deskbell/client/outbox-storage'
import type { PublicChatbot } from '@deskbell/protocol/chatbot'
import type { ComponentChildren, Ref } from 'preact'
import { Bar, type Refusal } from './bar.js'
import { Composer } from './composer.js'
import { Header } from './header.js'
import { Bell } from './icons.js'

export interface ChatProps {
  readonly look: PublicChatbot
  readonly store: KeyValue
  readonly connection: ConnectionState
  readonly refusal: Refusal
  readonly person: string | null
  readonly composer?: Ref<Composer>
  readonly onSend: (text: string) => boolean
  readonly onTyping: (on: boolean) => void
  readonly onFiles: (files: readonly File[]) => void
  readonly onMenu: (button: HTMLElement) => void
  readonly onTryNow: () => void
  readonly onClose: (() => void) | null
  /** The conversation. */
  readonly children: ComponentChildren
}

/** The whole chat, in the frame: drawn anew from the top whenever anything changes. */
export function Chat({ look, store, connection, refusal, person, composer, children, ...acts }: ChatProps) {
  const { onSend, onTyping, onFiles, onMenu, onTryNow, onClose } = acts
  return (
    <main tabIndex={-1}>
      <Header look={look} connection={connection} person={person} onMenu={onMenu} onClose={onClose} />
      <Bar connection={connection} refusal={refusal} onTryNow={onTryNow} />
      {children}
      {/* Filled by lazy/files.tsx, once there is a file. */}
      <div class="ups" />
      <Composer
        {...(composer ? { ref: composer } : {})}
        store={store}
        online={connection.status !== 'ended' && !('attempt' in connection && connection.attempt > 1)}
        disabled={refusal !== null}
        onSend={onSend}
        onTyping={onTyping}
        onFiles={onFiles}
      />
      <p class="by">
        <Bell />
        Deskbell
      </p>
    </main>
  )
}
