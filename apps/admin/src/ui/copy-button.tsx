import { useState } from 'react'
import { Button } from './button.js'
import { FieldError } from './field.js'

/** Puts `text` on the clipboard and says so; where the browser refuses, it says that. */
export function CopyButton({ text, describedBy }: { text: string; describedBy?: string }) {
  const [outcome, setOutcome] = useState<'none' | 'copied' | 'refused'>('none')
  const copy = () => {
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard here'))
    written.then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    )
  }
  return (
    <>
      <Button
        look="primary"
        icon={outcome === 'copied' ? 'check' : 'copy'}
        aria-describedby={describedBy}
        onClick={copy}
        onBlur={() => setOutcome('none')}
      >
        {outcome === 'copied' ? 'Copied' : 'Copy'}
      </Button>
      <span className="vh" role="status">
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
