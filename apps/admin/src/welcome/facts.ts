import type { InboxRow } from '@deskbell/client/inbox-rows'
import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { type Step, steps } from '../router.js'

/** Whether each step is done, as far as that is known: null is not known yet. */
export type Done = Readonly<Record<Step, boolean | null>>

/** How every chat looks before somebody has had a thought about it. */
const untouched = {
  chatbotName: 'Chatbot',
  introductionText: 'Hello! Write to us, a person will answer.',
  headerBackgroundColor: '#343a40',
  bot_picture: null,
} as const satisfies Partial<ChatbotDetails>

export const isTouched = (chatbot: Pick<ChatbotDetails, keyof typeof untouched>): boolean =>
  chatbot.chatbotName !== untouched.chatbotName ||
  chatbot.introductionText !== untouched.introductionText ||
  chatbot.headerBackgroundColor !== untouched.headerBackgroundColor ||
  chatbot.bot_picture !== untouched.bot_picture

const saidBy = ({ last }: InboxRow) => (last?.kind === 'message' ? last.from.kind : null)

/** Whether a visitor has the last word in a room: they wait for one. */
export const isUnanswered = (row: InboxRow): boolean => saidBy(row) === 'visitor'

/** Whether a visitor was answered in a room, and did not write again since. */
export const isAnswered = (row: InboxRow): boolean => saidBy(row) === 'member'

/** Where a newcomer goes on; null while that is not known. Whoever has done all sees what came of it. */
export function firstUndone(done: Done): Step | null {
  for (const step of steps) {
    if (done[step] === null) return null
    if (!done[step]) return step
  }
  return 'ring'
}
