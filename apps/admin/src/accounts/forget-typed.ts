import { forgetLookDrafts } from '../chatbot/draft-store.js'
import { forgetReplyDrafts } from '../replies/reply-drafts.js'
import { forgetDrafts } from '../rooms/composer/drafts.js'

/** Lets go of all that somebody typed in this tab and did not send or save. */
export function forgetTyped(): void {
  forgetDrafts()
  forgetLookDrafts()
  forgetReplyDrafts()
}
