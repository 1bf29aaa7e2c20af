import type { ReactNode } from 'react'

/** One part and its states, in a row that wraps. */
export function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="grid gap-2 border-t border-border pt-3">
      <h2 className="text-12 text-muted">{name}</h2>
      <div className="flex flex-wrap items-start gap-3">{children}</div>
    </section>
  )
}
