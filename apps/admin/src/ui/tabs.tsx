import { Tabs as Parts } from 'radix-ui'
import type { ReactNode } from 'react'
import { direction } from './direction.js'

interface Tab<V extends string> {
  readonly value: V
  readonly label: ReactNode
  readonly content: ReactNode
}

/** Several views of one thing, one at a time. `label` names the row of tabs. */
export function Tabs<V extends string>({
  label,
  value,
  onChange,
  tabs,
}: {
  label: string
  value: V
  onChange: (value: V) => void
  tabs: readonly Tab<V>[]
}) {
  const choose = (next: string) => {
    const tab = tabs.find(each => each.value === next)
    if (tab) onChange(tab.value)
  }
  return (
    <Parts.Root value={value} onValueChange={choose} dir={direction()}>
      <Parts.List aria-label={label} className="flex gap-4 overflow-x-auto border-b border-border">
        {tabs.map(tab => (
          <Parts.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px inline-flex h-9 shrink-0 items-center gap-2 border-b-2 border-transparent font-medium text-13 text-text-2 transition-colors hover:text-text focus-visible:-outline-offset-2 data-[state=active]:border-accent-text data-[state=active]:text-text coarse:h-11"
          >
            {tab.label}
          </Parts.Trigger>
        ))}
      </Parts.List>
      {tabs.map(tab => (
        <Parts.Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Parts.Content>
      ))}
    </Parts.Root>
  )
}
