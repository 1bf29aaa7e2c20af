import type { ConnectionState } from '@deskbell/client/connection'
import type { PublicChatbot } from '@deskbell/protocol/chatbot'
import { Bell, Icon } from './icons.js'
import { initialsOf } from './initials.js'
import { wording } from './wording.js'

interface Props {
  readonly look: PublicChatbot
  readonly connection: ConnectionState
  /** Who answers; null as long as nobody did. */
  readonly person: string | null
  readonly onMenu: (button: HTMLElement) => void
  /** Null where there is no page around us to close to. */
  readonly onClose: (() => void) | null
}

/** Who answers, or whose chat this is as long as nobody did; and whether it is connected. */
export function Header({ look, connection, person, onMenu, onClose }: Props) {
  const { status } = connection
  const open = status === 'open'
  return (
    <header>
      <span class="face" aria-hidden="true">
        {person ? initialsOf(person) : look.bot_picture ? <img src={look.bot_picture} alt="" /> : <Bell />}
      </span>
      <div>
        <h1>
          {/* Not `dir`: a name in another script reads its own way but stands where the line begins. */}
          <bdi>{person ?? look.chatbotName}</bdi>
        </h1>
        <p>
          {open && <i class="dot" />}
          <span role="status">{open && person ? '' : told[status]}</span>
          {open && person && <bdi>{look.chatbotName}</bdi>}
        </p>
      </div>
      <button
        type="button"
        class="tool"
        aria-label={wording.more}
        aria-haspopup="menu"
        aria-expanded="false"
        onClick={({ currentTarget }) => onMenu(currentTarget)}
      >
        <Icon name="more" />
      </button>
      {onClose && (
        <button type="button" class="tool" aria-label={wording.close} onClick={onClose}>
          <Icon name="x" />
        </button>
      )}
    </header>
  )
}

/** A stranger who only looks is connected to nothing, and there is nothing to say about it. */
const told: Readonly<Record<ConnectionState['status'], string>> = {
  idle: '',
  connecting: wording.connecting,
  open: wording.connected,
  waiting: wording.notConnected,
  ended: wording.notConnected,
}
