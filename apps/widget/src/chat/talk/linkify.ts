/** A piece of a message: words, or an address that may be followed. */
export interface Piece {
  readonly text: string
  /** Present only for http and https addresses. */
  readonly href?: string
}

const ADDRESS = /https?:\/\/[^\s<>"'`\u2018-\u201f]+/gi
/** Closes a sentence or a bracket rather than an address. */
const TRAILING = '.,;:!?*_~)]}\u3002\uff0c\uff01\uff1f'

/** Cuts what a person wrote into words and addresses. Nothing in it is ever markup. */
export function linkify(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = trim(match[0])
    const href = followable(address)
    if (href === null) continue
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) })
    pieces.push({ text: address, href })
    done = match.index + address.length
  }
  if (done < text.length) pieces.push({ text: text.slice(done) })
  return pieces
}

/** Without what belongs to the sentence around it; a bracket opened inside the address may close there. */
function trim(found: string): string {
  // Not by a pattern, which takes the square of the time over ten thousand brackets.
  let end = found.length
  while (TRAILING.includes(found.charAt(end - 1))) end--
  const address = found.slice(0, end)
  const opened = address.split('(').length - address.split(')').length
  return opened > 0 && found.charAt(end) === ')' ? `${address})` : address
}

function followable(address: string): string | null {
  try {
    const { protocol, hostname, href, username } = new URL(address)
    // An address that shows one name before the @ and leads to another is a trick.
    return /^https?:$/.test(protocol) && hostname !== '' && username === '' ? href : null
  } catch {
    return null
  }
}
