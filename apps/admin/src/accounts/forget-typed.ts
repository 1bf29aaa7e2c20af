import { forgetLookDrafts } from '../chatbot/draft-store.js'
import { forgetReplyDrafts } from '../replies/reply-drafts.js'
import { forgetDrafts } from '../rooms/composer/drafts.js'

/**
 * Lets go of all that somebody typed in this tab and did not send or save.
 * @param now whose tab it is from now on: what they have typed elsewhere in this browser stays
 */
export function forgetTyped(now?: string): void {
  forgetDrafts(now)
  forgetLookDrafts()
  forgetReplyDrafts()
}
