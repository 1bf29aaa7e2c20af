import { useQuery } from '@tanstack/react-query'
import { chatbotQuery, installationQuery } from '../chatbot/chatbot.js'
import { useInboxPart } from '../realtime/inbox.js'
import { type Done, isAnswered, isTouched } from './facts.js'

/** What is done of the first steps, told from what is so and not from what was clicked. */
export function useDone(): Done {
  const chatbot = useQuery(chatbotQuery)
  const seen = useQuery(installationQuery)
  const ring = useInboxPart(({ loaded, list }) => (loaded ? list.some(isAnswered) : null))
  return {
    look: chatbot.data ? isTouched(chatbot.data) : chatbot.isError ? false : null,
    install: seen.data === undefined ? (seen.isError ? false : null) : seen.data !== null,
    ring,
  }
}
