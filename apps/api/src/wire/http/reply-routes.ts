import type { ReplyService } from '../../replies/reply-service.js'
import type { Handlers } from './route.js'

interface Deps {
  readonly replies: ReplyService
}

/** Canned replies over REST. */
export function replyHandlers({
  replies,
}: Deps): Pick<Handlers, 'replies' | 'addReply' | 'changeReply' | 'removeReply'> {
  return {
    replies: async ({ asker }) => ({ replies: await replies.list(asker.member) }),
    addReply: async ({ asker, body }) => ({ reply: await replies.add(asker.member, body) }),
    changeReply: async ({ asker, params, body }) => ({
      reply: await replies.change(asker.member, params.reply, body),
    }),
    removeReply: async ({ asker, params }) => {
      await replies.remove(asker.member, params.reply)
      return { detail: 'success' }
    },
  }
}
