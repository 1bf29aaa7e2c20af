import { blend, isDark, readable, solid } from '@deskbell/design/colour'
import type { ChatbotLook } from '@deskbell/protocol/chatbot'

/** The site's colours as the chat's style needs them; every text reads on its ground. Keys are CSS variables. */
export function palette(look: ChatbotLook): Readonly<Record<`--${string}`, string>> {
  const paper = solid(look.background_color)
  const head = solid(look.headerBackgroundColor)
  const mine = solid(look.senderBackground)
  const theirs = solid(look.receiverBackground)
  const greeting = solid(look.introductionBackgroundColor)
  const field = solid(look.inputBarBackground)
  const ink = readable(isDark(paper) ? '#eaebee' : '#181c22', paper)
  const written = readable(look.inputTextColor, field)
  return {
    '--head': head,
    '--on-head': readable(look.headerTextColor, head),
    '--paper': paper,
    '--ink': ink,
    // The same hand, quieter: still 4.5:1.
    '--muted': readable(blend(ink, paper, 0.62), paper),
    '--line': blend(ink, paper, 0.12),
    '--accent': readable(head, paper),
    '--danger': readable(isDark(paper) ? '#fd9693' : '#ae2322', paper),
    '--mine': mine,
    '--on-mine': readable(look.senderTextColor, mine),
    '--theirs': theirs,
    '--on-theirs': readable(look.receiverTextColor, theirs),
    '--greeting': greeting,
    '--on-greeting': readable(look.introductionTextColor, greeting),
    '--field': field,
    '--on-field': written,
    '--field-muted': readable(blend(written, field, 0.6), field),
    '--edge': readable(blend(ink, paper, 0.3), paper, 3),
    '--scheme': isDark(paper) ? 'dark' : 'light',
  }
}
