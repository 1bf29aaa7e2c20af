/** Somebody is there. For eyes only: the words stand beside it, or are hidden beside it. */
export function HereDot({ className = '' }: { className?: string }) {
  return (
    <span
      className={`inline-block size-2 shrink-0 rounded-full bg-positive forced-colors:bg-[CanvasText] ${className}`}
      aria-hidden="true"
    />
  )
}
