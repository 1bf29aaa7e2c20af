import { useState } from 'react'
import { Button } from './button.js'
import { FieldError } from './field.js'

/**
 * Puts `text` on the clipboard and says so; where the browser refuses, it says that.
 * `describedBy`: the id of what is copied.
 */
export function CopyButton({
  text,
  describedBy,
  look = 'primary',
  size = 'md',
  onCopied,
}: {
  text: string
  describedBy?: string
  look?: 'primary' | 'plain'
  size?: 'md' | 'lg'
  onCopied?: () => void
}) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const copy = () => {
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard here'))
    written.then(
      () => {
        setOutcome('copied')
        onCopied?.()
      },
      () => setOutcome('refused'),
    )
  }
  return (
    <>
      <Button
        look={look}
        size={size}
        icon={outcome === 'copied' ? 'check' : 'copy'}
        aria-describedby={describedBy}
        onClick={copy}
        onBlur={() => setOutcome('none')}
      >
        {outcome === 'copied' ? 'Copied' : 'Copy'}
      </Button>
      <span className="sr-only" role="status">
        {outcome === 'copied' && 'Copied'}
      </span>
      {outcome === 'refused' && (
        <span role="status">
          <FieldError>Your browser did not allow it: select the line and copy it.</FieldError>
        </span>
      )}
    </>
  )
}
