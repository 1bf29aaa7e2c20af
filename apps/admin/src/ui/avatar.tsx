import { Icon } from './icon.js'
import { initialsOf, toneOf } from './tone.js'

const sizes = {
  20: 'size-5 text-[0.5625rem]',
  24: 'size-6 text-[0.625rem]',
  28: 'size-7 text-11',
  32: 'size-8 text-12',
  40: 'size-10 text-14',
} as const

const tones = [
  'bg-press text-text-2',
  'bg-(--tone-1) text-(--on-tone-1)',
  'bg-(--tone-2) text-(--on-tone-2)',
  'bg-(--tone-3) text-(--on-tone-3)',
  'bg-(--tone-4) text-(--on-tone-4)',
  'bg-(--tone-5) text-(--on-tone-5)',
  'bg-(--tone-6) text-(--on-tone-6)',
] as const

/**
 * A person as their picture, or as two letters on their own colour. The name stands beside it,
 * so it says nothing itself. `size` in pixels; `picture` an address of ours.
 */
export function Avatar({
  id,
  name,
  picture,
  size = 32,
}: {
  id: string
  name: string
  picture?: string | null | undefined
  size?: keyof typeof sizes
}) {
  const shape = `inline-grid shrink-0 place-items-center overflow-hidden rounded-full leading-none! font-semibold forced-colors:border ${sizes[size]}`
  if (picture) {
    return (
      <img className={`${shape} bg-press object-cover`} src={picture} alt="" width={size} height={size} />
    )
  }
  const letters = initialsOf(name)
  return (
    <span className={`${shape} ${tones[letters === '' ? 0 : toneOf(id)]}`} aria-hidden="true">
      {letters === '' ? <Icon name="user" size={size < 28 ? 12 : 14} /> : letters}
    </span>
  )
}
