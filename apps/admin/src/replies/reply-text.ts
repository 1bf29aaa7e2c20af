import type { Reply } from '@deskbell/protocol/reply'

/** Stands for the visitor's name in a canned reply. */
export const NAME = '{name}'

/**
 * The words as they are put into the box. Where no name is known, it goes with the comma before it and leaves no
 * gap, and a sentence that began with it still begins with a capital.
 */
export function filled(text: string, name: string): string {
  if (name !== '') return text.replaceAll(NAME, () => name)
  return text
    .replaceAll(
      /(^|[.!?]\s+|\n)\{name\}[,:]?[ \t]*(\p{L}?)/gu,
      (_, start: string, letter: string) => start + letter.toLocaleUpperCase(),
    )
    .replaceAll(/,?[ \t]*\{name\}/g, '')
}

/** Those that hold every word of what was typed, in shortcut or text; those whose shortcut begins with it first. */
export function findReplies(replies: readonly Reply[], typed: string): Reply[] {
  const sought = typed.trim().replace(/^\//, '').toLocaleLowerCase()
  const words = sought.split(/\s+/u)
  const found = replies.filter(({ shortcut, text }) => {
    const all = `${shortcut} ${text}`.toLocaleLowerCase()
    return words.every(word => all.includes(word))
  })
  const rank = ({ shortcut }: Reply) => (shortcut.toLocaleLowerCase().startsWith(sought) ? 0 : 1)
  return found.sort((one, other) => rank(one) - rank(other))
}

/** What is wrong with a shortcut, before the server is asked; undefined for nothing. */
export function shortcutError(
  shortcut: string,
  others: readonly Reply[],
  longest: number,
): string | undefined {
  if (shortcut === '') return 'A shortcut is needed: you type it after / to find the reply.'
  if (!/^[A-Za-z0-9-]*$/.test(shortcut)) return 'Only letters, digits and dashes, such as thanks-again.'
  if (shortcut.length > longest) return `At most ${longest} letters, digits and dashes.`
  const same = shortcut.toLowerCase()
  return others.some(other => other.shortcut.toLowerCase() === same)
    ? `/${shortcut} is taken by another reply.`
    : undefined
}

/** What most desks say every day, to begin with. */
export const starters = [
  { shortcut: 'hello', text: 'Hello {name}, thanks for ringing. How can I help?' },
  { shortcut: 'moment', text: 'One moment please, I am looking into it.' },
  { shortcut: 'bye', text: 'You are welcome, {name}. Ring again any time.' },
] as const
