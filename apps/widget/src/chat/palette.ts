import { blend, contrast, isDark, READABLE, readable, solid } from '@deskbell/design/colour'
import type { ChatbotLook } from '@deskbell/protocol/chatbot'

export type Scheme = 'light' | 'dark'

/** The inks and the dark grounds of tokens.css, as figures to reckon with; the test compares them. */
export const TOKENS = {
  text: { light: '#181c22', dark: '#eaebee' },
  danger: { light: '#ae2322', dark: '#fd9693' },
  surface: '#131518',
  raised: '#1c1e22',
  bubble: '#23252a',
} as const

/** Below this two grounds look like one. */
const APART = 1.1
/** Closer to white than this, a ground is nobody's colour but simply light. */
const WHITISH = 1.25

/**
 * The site's colours as the chat's style needs them, over the tokens: CSS variables, and which set of tokens fits the
 * paper. Every text reads on its ground. In the dark scheme light grounds give way to the dark tokens' own; what wears
 * a colour keeps it.
 */
export function palette(look: ChatbotLook, asked: Scheme): { readonly scheme: Scheme; readonly css: Css } {
  const night = asked === 'dark'
  const ground = (colour: string, dark: string) => (night && !isDark(colour) ? dark : solid(colour))
  const coloured = (colour: string, dark: string) =>
    night && contrast(colour, '#fff') < WHITISH ? dark : solid(colour)
  const paper = ground(look.background_color, TOKENS.surface)
  const head = coloured(look.headerBackgroundColor, TOKENS.raised)
  const mine = coloured(look.senderBackground, TOKENS.bubble)
  const theirs = ground(look.receiverBackground, TOKENS.bubble)
  const greeting = ground(look.introductionBackgroundColor, TOKENS.raised)
  const field = ground(look.inputBarBackground, TOKENS.raised)
  const scheme = isDark(paper) ? 'dark' : 'light'
  const ink = readable(TOKENS.text[scheme], paper)
  const line = blend(ink, paper, 0.12)
  // What was chosen for a ground that gave way would be mixed into a grey that barely reads.
  const on = (text: string, ground: string) =>
    readable(night && contrast(text, ground) < READABLE ? TOKENS.text.dark : text, ground)
  const edgeOf = (bubble: string) => (contrast(bubble, paper) < APART ? line : bubble)
  const written = on(look.inputTextColor, field)
  return {
    scheme,
    css: {
      '--surface': paper,
      '--text': ink,
      // The same hand, quieter: still 4.5:1.
      '--muted': readable(blend(ink, paper, 0.62), paper),
      '--border': line,
      '--border-strong': readable(blend(ink, paper, 0.3), paper, 3),
      '--accent': head,
      '--on-accent': readable(look.headerTextColor, head),
      '--accent-text': readable(head, paper),
      '--danger-text': readable(TOKENS.danger[scheme], paper),
      '--mine': mine,
      '--on-mine': on(look.senderTextColor, mine),
      '--mine-edge': edgeOf(mine),
      '--theirs': theirs,
      '--on-theirs': on(look.receiverTextColor, theirs),
      '--theirs-edge': edgeOf(theirs),
      '--greeting': greeting,
      '--on-greeting': on(look.introductionTextColor, greeting),
      '--greeting-edge': edgeOf(greeting),
      '--field': field,
      '--on-field': written,
      '--field-muted': readable(blend(written, field, 0.6), field),
    },
  }
}

type Css = Readonly<Record<`--${string}`, string>>

/** Puts the site's colours on this page, in the scheme the site chose or else in the one asked for. */
export function wear(look: ChatbotLook, system: Scheme): void {
  const root = document.documentElement
  const { scheme, css } = palette(look, look.theme === 'system' ? system : look.theme)
  root.dataset.theme = scheme
  for (const [name, colour] of Object.entries(css)) root.style.setProperty(name, colour)
}
