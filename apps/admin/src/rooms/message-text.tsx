import { piecesOf } from './links.js'

/** What somebody wrote, as text. Web addresses become links that tell the other side nothing of this page. */
export function MessageText({ text }: { text: string }) {
  return piecesOf(text).map(({ text: piece, href }, at) =>
    href === undefined ? (
      piece
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name and never move
      <a key={at} className="link" href={href} target="_blank" rel="noopener noreferrer nofollow">
        {piece}
      </a>
    ),
  )
}
