import { createContext, use, useState } from 'react'
import { isOnlyEmoji } from './emoji.js'
import { piecesOf } from './links.js'
import { shortened } from './shorten.js'

/** What somebody wrote, as text. Web addresses become links that tell the other side nothing of this page. */
function MessageText({ text }: { text: string }) {
  return piecesOf(text).map(({ text: piece, href }, at) =>
    href === undefined ? (
      piece
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name and never move
        key={at}
        className="link text-inherit"
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
      >
        {piece}
      </a>
    ),
  )
}

/** Called before a line grows because somebody wants to see more of it. */
export const BeforeGrowing = createContext<() => void>(() => {})

/** Long texts that were opened stay open when their line is drawn again. */
const opened = new Set<string>()

const looks = {
  theirs: 'rounded-4 bg-bubble px-3 py-2 forced-colors:border',
  ours: 'rounded-4 rounded-ee-1 bg-accent-soft px-3 py-2 forced-colors:border',
  waiting: 'rounded-4 rounded-ee-1 px-3 py-2 inset-ring inset-ring-border-strong forced-colors:border',
  failed: 'rounded-4 rounded-ee-1 px-3 py-2 inset-ring inset-ring-danger forced-colors:border',
  note: '',
} as const

/** The words of a message or note, in either direction of writing; very long ones in part at first. */
export function Words({
  id,
  text,
  look,
  className = '',
}: {
  id: string
  text: string
  look: keyof typeof looks
  className?: string
}) {
  const [isOpen, setOpen] = useState(() => opened.has(id))
  const beforeGrowing = use(BeforeGrowing)
  if (look !== 'note' && isOnlyEmoji(text)) {
    return (
      <p className="px-1 text-28" dir="auto">
        {text}
      </p>
    )
  }
  const part = isOpen ? null : shortened(text)
  const open = () => {
    beforeGrowing()
    opened.add(id)
    setOpen(true)
  }
  return (
    <div className={`max-w-full min-w-0 ${looks[look]} ${className}`}>
      <p className="wrap-anywhere whitespace-pre-wrap" dir="auto">
        <MessageText text={part ?? text} />
        {part !== null && '…'}
      </p>
      {part !== null && (
        <button type="button" className="link fingertip mt-1 min-h-6 text-13" onClick={open}>
          Show all {text.length.toLocaleString()} characters
        </button>
      )}
    </div>
  )
}
