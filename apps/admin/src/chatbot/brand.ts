import { blend, isColour, isDark, readable, solid } from '@deskbell/design/colour'
import type { ChatbotLook } from '@deskbell/protocol/chatbot'

/** The fields of a look that are made from its one colour, until somebody changes them by hand. */
type Branded = Pick<
  ChatbotLook,
  | 'headerBackgroundColor'
  | 'headerTextColor'
  | 'introductionBackgroundColor'
  | 'introductionTextColor'
  | 'senderBackground'
  | 'senderTextColor'
>
export type BrandedField = keyof Branded

/** Colours that suit a shop and read with white on them. */
export const presets = [
  { name: 'Ink', colour: '#324dab' },
  { name: 'Fir', colour: '#1f5f4b' },
  { name: 'Brick', colour: '#8a3b2a' },
  { name: 'Plum', colour: '#6b3f7d' },
  { name: 'Sea', colour: '#0f5d73' },
  { name: 'Slate', colour: '#2b2d33' },
] as const

/** What a new site wears. It was not made from its colour, yet nobody chose it by hand. */
const first: { brand: string } & Pick<Branded, 'introductionBackgroundColor' | 'introductionTextColor'> = {
  brand: '#343a40',
  introductionBackgroundColor: '#ffffff',
  introductionTextColor: '#181c22',
}

/** Everything that one colour decides; each text reads on its ground. `brand` is a CSS hex colour. */
export function fromBrand(brand: string): Branded {
  const ground = solid(brand)
  const text = readable(isDark(ground) ? '#ffffff' : '#181c22', ground)
  const tint = blend(ground, '#ffffff', 0.08)
  return {
    headerBackgroundColor: ground,
    headerTextColor: text,
    introductionBackgroundColor: tint,
    introductionTextColor: readable(ground, tint),
    senderBackground: ground,
    senderTextColor: text,
  }
}

const entries = (branded: Branded) => Object.entries(branded) as [BrandedField, string][]

/** The fields that wear what `brand` makes of them. */
export function followers(look: ChatbotLook, brand: string): BrandedField[] {
  const begun: Partial<Branded> = solid(brand) === first.brand ? first : {}
  return entries(fromBrand(brand))
    .filter(([field, made]) => look[field] === made || look[field] === begun[field])
    .map(([field]) => field)
}

/** The one colour of a look. It is kept nowhere by itself: it is the one that most of the look follows. */
export function brandOf(look: ChatbotLook): string {
  const [best = first.brand] = [look.headerBackgroundColor, look.senderBackground]
    .filter(isColour)
    .map(colour => ({ colour, count: followers(look, colour).length }))
    .sort((one, other) => other.count - one.count)
    .map(({ colour }) => solid(colour))
  return best
}

/** What changes when the one colour does: the fields that followed the old one, and no other. */
export function rebrand(look: ChatbotLook, brand: string): Partial<Branded> {
  const following = new Set(followers(look, brandOf(look)))
  return Object.fromEntries(entries(fromBrand(brand)).filter(([field]) => following.has(field)))
}
