import type { ConnectionState } from '@deskbell/client/connection'
import type { PublicChatbot } from '@deskbell/protocol/chatbot'
import { Bell, Icon } from './icons.js'
import { stateLine } from './words.js'

interface Props {
  readonly look: PublicChatbot
  readonly connection: ConnectionState
  /** Null where there is no page around us to close to. */
  readonly onClose: (() => void) | null
}

/** Whose chat this is, and whether it is connected. */
export function Header({ look, connection, onClose }: Props) {
  return (
    <header>
      <span class="face">{look.bot_picture ? <img src={look.bot_picture} alt="" /> : <Bell />}</span>
      <div>
        <h1 dir="auto">{look.chatbotName}</h1>
        <p role="status">
          {connection.status === 'open' && <i class="dot" />}
          {stateLine(connection)}
        </p>
      </div>
      {onClose && (
        <button type="button" class="tool" aria-label="Close the chat" onClick={onClose}>
          <Icon name="x" />
        </button>
      )}
    </header>
  )
}
