export type Piece = { readonly text: string; readonly href?: string }

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u2018-\u201f]+/giu
/** What ends a sentence rather than an address. */
const TAIL = /[.,:;!?…*_~]+$/u
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/**
 * Cuts a text into plain pieces and web addresses, so that the addresses can be links and the rest stays text.
 * Only `http` and `https`: nothing a visitor writes may become a script. The pieces joined are the text again.
 */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0])
    if (!isWebAddress(address)) continue
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) })
    pieces.push({ text: address, href: address })
    at = match.index + address.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}

function withoutTail(address: string): string {
  const cut = address.replace(TAIL, '')
  const last = cut.at(-1) ?? ''
  const opening = BRACKETS[last]
  // "(see https://a.example/x)" ends before the bracket, "https://a.example/x_(y)" after it.
  if (opening === undefined || cut.split(opening).length >= cut.split(last).length) return cut
  return withoutTail(cut.slice(0, -1))
}

/** The scheme is one of two by the pattern; the rest must be an address too. */
const isWebAddress = (address: string): boolean => URL.canParse(address)
