/**
 * One line of a made-up conversation: who, and what. `note` is the member's, for members only; `photo` is a picture
 * the visitor sends under this name, which begins with what it shows. `{order}` and `{first}` stand for an order's
 * number and the visitor's first name.
 */
export type Line = readonly [who: 'visitor' | 'member' | 'note' | 'photo', text: string]

/** One reason to ring the bell, from the first line to the last. Begins with the visitor. */
export type Episode = readonly [Line, ...Line[]]
