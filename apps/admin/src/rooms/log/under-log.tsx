import type { Author } from '@deskbell/protocol/entry'
import type { ReactNode } from 'react'
import { Icon } from '../../ui/icon.js'
import { typingWords } from '../names.js'

/** The line between log and composer: who is typing. It is always there, so that nothing jumps when they begin. */
export function UnderLog({
  typing,
  visitor,
  children,
}: {
  typing: readonly Author[]
  /** What the visitor is called here. */
  visitor: string
  children: ReactNode
}) {
  const words = typingWords(typing, visitor)
  return (
    <div className="relative mx-auto flex h-6 w-full max-w-228 flex-none items-center gap-2 px-5 text-12 text-muted">
      {words !== '' && (
        <span className="inline-flex flex-none gap-[3px]" aria-hidden="true">
          <i className="size-[5px] animate-dot rounded-full bg-current" />
          <i className="size-[5px] animate-dot rounded-full bg-current [animation-delay:0.15s]" />
          <i className="size-[5px] animate-dot rounded-full bg-current [animation-delay:0.3s]" />
        </span>
      )}
      <span className="truncate" role="status">
        {words}
      </span>
      {children}
    </div>
  )
}

/** Floats over the log and leads to where something is. */
export function Pill({
  at,
  onClick,
  children,
}: {
  at: 'top' | 'bottom'
  onClick: () => void
  children: ReactNode
}) {
  return (
    <button
      type="button"
      className={`fingertip absolute! start-1/2 z-10 flex h-8 -translate-x-1/2 animate-fade items-center gap-1.5 whitespace-nowrap rounded-full bg-accent ps-3.5 pe-3 text-13 font-medium text-on-accent shadow-2 hover:bg-accent-hover rtl:translate-x-1/2 ${at === 'top' ? 'top-9' : 'bottom-[calc(100%+4px)]'}`}
      onClick={onClick}
    >
      {children}
      <Icon name="arrowDown" size={14} className={at === 'top' ? 'rotate-180' : ''} />
    </button>
  )
}

/** Leads to the end where there is nothing new to count. */
export function ToEnd({ onClick }: { onClick: () => void }) {
  return (
    <button
      type="button"
      className="fingertip absolute! end-4 bottom-[calc(100%+4px)] z-10 grid size-8 place-items-center rounded-full bg-raised text-text-2 shadow-2 ring-1 ring-border hover:bg-hover"
      aria-label="To the end"
      onClick={onClick}
    >
      <Icon name="arrowDown" />
    </button>
  )
}
