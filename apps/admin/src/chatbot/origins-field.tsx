import type { Installation } from '@deskbell/protocol/chatbot'
import { useId, useRef, useState } from 'react'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Field } from '../ui/field.js'
import { Icon } from '../ui/icon.js'
import { IconButton } from '../ui/icon-button.js'
import type { LookEdits } from './look-draft.js'
import { readOrigin, sayOrigin, withOrigin } from './origins.js'

/**
 * The sites that may show the chat.
 * @param typed one more that is not in the list yet
 * @param checked whether somebody tried to save, so that a half-typed one is said to be wrong
 * @param refused what the server found wrong with the list
 */
export function OriginsField({
  origins,
  typed,
  checked,
  refused,
  seen,
  onChange,
}: {
  origins: readonly string[]
  typed: string
  checked: boolean
  refused: string | undefined
  seen: Installation
  onChange: (edit: LookEdits) => void
}) {
  const [left, setLeft] = useState(false)
  const list = useId()
  const input = useRef<HTMLInputElement>(null)
  const read = readOrigin(typed)
  const wrong = typed.trim() !== '' && (left || checked) ? read : null
  const add = (origin: string) => {
    onChange({ origins: withOrigin(origins, origin), newOrigin: '' })
    setLeft(false)
    input.current?.focus()
  }
  const tryToAdd = () => {
    setLeft(true)
    if (read.origin !== undefined) add(read.origin)
    else input.current?.focus()
  }
  return (
    <div className="grid gap-3">
      {origins.length > 0 ? (
        <ul className="grid gap-px" aria-label="Allowed sites" id={list}>
          {origins.map(origin => (
            <li
              key={origin}
              className="flex h-9 items-center gap-2 rounded-2 bg-sunken ps-3 pe-1 max-phone:h-11"
            >
              <Icon name="globe" size={14} className="text-muted" />
              <span className="min-w-0 flex-1 truncate font-mono text-13" dir="ltr" title={origin}>
                {origin}
              </span>
              <IconButton
                icon="x"
                label={`Remove ${sayOrigin(origin)}`}
                onClick={() => {
                  onChange({ origins: origins.filter(each => each !== origin) })
                  input.current?.focus()
                }}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className="flex items-center gap-2 text-text-2">
          <Icon name="globe" size={14} className="text-muted" />
          None named yet, so the chat opens on every site that has the line.
        </p>
      )}
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Field
            ref={input}
            label="Add a site"
            placeholder="https://shop.example"
            dir="ltr"
            inputMode="url"
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            value={typed}
            error={wrong?.wrong ?? refused}
            onBlur={() => setLeft(true)}
            onChange={event => {
              setLeft(false)
              onChange({ newOrigin: event.target.value })
            }}
            onKeyDown={event => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
              event.preventDefault()
              tryToAdd()
            }}
          />
          {wrong?.wrong !== undefined && wrong.better !== undefined && (
            <Button
              size="sm"
              className="mt-2 max-w-full"
              icon="plus"
              onClick={() => wrong.better !== undefined && add(wrong.better)}
            >
              <span className="truncate">Add {wrong.better}</span>
            </Button>
          )}
        </div>
        <Button size="lg" className="mt-6" icon="plus" onClick={tryToAdd}>
          Add
        </Button>
      </div>
      {seen?.origin && origins.length > 0 && !origins.includes(seen.origin) && (
        <Unlisted
          origin={seen.origin}
          onAdd={() => onChange({ origins: withOrigin(origins, seen.origin ?? '') })}
        />
      )}
    </div>
  )
}

function Unlisted({ origin, onAdd }: { origin: string; onAdd: () => void }) {
  return (
    <Banner
      tone="warning"
      action={
        <Button size="sm" onClick={onAdd}>
          Add it
        </Button>
      }
    >
      The chat was last seen on {sayOrigin(origin)}, which is not in this list. It cannot open there.
    </Banner>
  )
}
