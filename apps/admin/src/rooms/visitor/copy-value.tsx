import { useState } from 'react'
import { IconButton } from '../../ui/icon-button.js'

/** Something to take along: the value and a button that copies it. `what` names it ("e-mail"). */
export function CopyValue({ value, what, href }: { value: string; what: string; href?: string }) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setOutcome('copied')
    } catch {
      setOutcome('refused')
    }
  }
  const said = {
    none: `Copy the ${what}`,
    copied: 'Copied',
    refused: 'Your browser did not allow it: select it and copy',
  }[outcome]
  return (
    <>
      <span className="min-w-0 flex-1 py-1 wrap-anywhere" dir="ltr">
        {href ? (
          <a className="hover:underline" href={href}>
            {value}
          </a>
        ) : (
          value
        )}
      </span>
      <IconButton
        className="-me-1.5"
        icon={outcome === 'copied' ? 'check' : outcome === 'refused' ? 'alert' : 'copy'}
        label={said}
        onClick={() => void copy()}
        onBlur={() => setOutcome('none')}
      />
      <span className="sr-only" role="status">
        {outcome !== 'none' && said}
      </span>
    </>
  )
}
