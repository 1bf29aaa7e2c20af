import type { ChatClient, ChatState } from '@deskbell/client/chat'
import { wording } from '../wording.js'
import { Announcer } from './announcer.js'
import type { DeskState } from './desk.js'
import { Log } from './log.js'
import type { MessageProps } from './message.js'

interface Props {
  readonly chat: Pick<ChatClient, 'retry' | 'discard' | 'loadEarlier'>
  readonly state: ChatState
  readonly desk: Pick<DeskState, 'refusal' | 'renewed' | 'spoken' | 'known'>
  readonly greeting: string
  readonly onPicture: MessageProps['onPicture']
}

/** What stands between header and field: the messages, and who is typing on a line of its own. */
export function Conversation({ chat, state, desk, greeting, onPicture }: Props) {
  const { refusal, renewed, spoken, known } = desk
  const { typing } = state
  const typists = typing.map(({ name }) => name).join(', ')
  return [
    <Log
      key="log"
      chat={chat}
      state={state}
      greeting={greeting}
      returning={known && !refusal}
      renewed={renewed}
      onPicture={onPicture}
    />,
    <Announcer key="announcer" entries={spoken} />,
    <p class="typing" role="status" key="typing">
      {typists && [
        <span class="dots" aria-hidden="true" key="dots">
          <i />
          <i />
          <i />
        </span>,
        <span key="words">
          <bdi>{typists}</bdi> {wording.typing(typing.length > 1)}
        </span>,
      ]}
    </p>,
  ]
}

/** Who answers: whoever of the other side wrote last. */
export function personIn({ entries }: ChatState): string | null {
  const last = entries.findLast(({ kind, from }) => kind === 'message' && from.kind === 'member')
  return last?.from.name ?? null
}
