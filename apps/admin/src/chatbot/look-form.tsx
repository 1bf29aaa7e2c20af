import type { ChatbotDetails, Theme } from '@deskbell/protocol/chatbot'
import { LIMITS } from '@deskbell/protocol/limits'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react'
import { useFieldErrors } from '../form.js'
import { Banner } from '../ui/banner.js'
import { Segmented } from '../ui/choice.js'
import { Field, TextField } from '../ui/field.js'
import { BrandColour } from './brand-colour.js'
import { installationQuery } from './chatbot.js'
import { ColourPairs } from './colour-pairs.js'
import { useLookDraft } from './draft-store.js'
import { ChangedElsewhere, changedElsewhere, sayThings, withBasis } from './elsewhere.js'
import { countChanges, isSound, nameError, oneLine, realEdits, shownLook } from './look-draft.js'
import { OriginsField } from './origins-field.js'
import { PictureField } from './picture-field.js'
import { SaveBar } from './save-bar.js'
import { originsError, saveWords, useSaveLook } from './use-save.js'

/** Every field of the chatbot, and the bar that saves them. `head` scrolls with them. */
export function LookForm({
  saved,
  mayChange,
  head,
  cover,
  onWrong,
}: {
  saved: ChatbotDetails
  mayChange: boolean
  head: ReactNode
  /** Shown in the place of the fields, which stay as they are. */
  cover: ReactNode
  /** Something in the form is wrong, so it has to be in sight. */
  onWrong: () => void
}) {
  const form = useRef<HTMLFormElement>(null)
  const { edits, edit, clear, takeTheirs } = useLookDraft(saved)
  const [checked, setChecked] = useState(false)
  const { data: seen = null } = useQuery(installationQuery)
  const changed = realEdits(saved, edits)
  const count = countChanges(saved, changed)
  const elsewhere = changedElsewhere(saved, changed)
  const [left] = useState(count)
  const save = useSaveLook(saved)
  const { wrong, changed: touched } = useFieldErrors(save.error)
  const showWrong = useShowWrong(form, cover === null, onWrong)
  useEffect(() => {
    if (save.error) showWrong()
  }, [save.error, showWrong])
  useSaveKey(form)
  useWarnBeforeLoss(Boolean(changed.picture))
  const shown = shownLook(saved, edits)
  const change = (look: Partial<typeof shown>) => {
    for (const field of Object.keys(look)) touched(field)
    edit({ look })
  }
  /** All is saved or let go, and the button that was pressed is gone with it. */
  const settled = () => {
    setChecked(false)
    document.querySelector('h1')?.focus({ preventScroll: true })
  }
  const submit = () => {
    if (count === 0 || !mayChange || save.isPending) return
    setChecked(true)
    if (!isSound(shown, edits)) return showWrong()
    // On top of what is seen here now: whoever saves on saw what was changed elsewhere.
    const { basis: _, ...mine } = changed
    save.mutate(withBasis(saved, mine), { onSuccess: settled })
  }
  const name = nameError(shown)

  return (
    <form
      ref={form}
      noValidate
      aria-label="Chatbot"
      className="flex min-h-0 flex-1 flex-col"
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      {cover && (
        <div className="min-h-0 flex-1">
          <h1 className="sr-only" tabIndex={-1}>
            Chatbot
          </h1>
          {cover}
        </div>
      )}
      <div className={`relative min-h-0 flex-1 scroll-py-16 overflow-y-auto ${cover ? 'hidden' : ''}`}>
        <div className="mx-auto max-w-162 px-8 pt-6 pb-10 max-phone:px-4 max-phone:pt-5">
          {head}
          {left > 0 && count > 0 && (
            <div className="mt-5">
              <Banner tone="info">
                {left === 1 ? 'A change you made before is' : `${left} changes you made before are`} not saved
                yet, and still here.
              </Banner>
            </div>
          )}
          {!mayChange && (
            <div className="mt-5">
              <Banner tone="info">Only the owner and admins of the site may change this.</Banner>
            </div>
          )}
          <fieldset disabled={!mayChange}>
            <legend className="sr-only">Look and words of the chat</legend>
            <Part title="Colours" hint="One is enough. The others follow it until you change them.">
              <BrandColour look={shown} onChange={change} />
              <ColourPairs look={shown} onChange={change} wrong={wrong} />
              <ThemeChoice value={shown.theme} disabled={!mayChange} onChange={theme => change({ theme })} />
            </Part>
            <Part title="Picture and words">
              <PictureField
                saved={saved}
                edits={edits}
                mayChange={mayChange}
                error={save.error}
                onChange={edit}
              />
              <Field
                label="Name"
                maxLength={LIMITS.text}
                value={shown.chatbotName}
                onChange={event => change({ chatbotName: event.target.value })}
                hint={<Counted said="Stands at the top of the chat." length={shown.chatbotName.length} />}
                error={name ?? wrong('chatbotName', 'Name')}
              />
              <TextField
                label="Introduction"
                hint={
                  <Counted said="The first thing a visitor reads." length={shown.introductionText.length} />
                }
                maxLength={LIMITS.text}
                rows={2}
                value={shown.introductionText}
                onChange={event => change({ introductionText: oneLine(event.target.value) })}
                error={wrong('introductionText', 'Introduction')}
              />
            </Part>
            <Part title="Where it may stand" hint="Name your sites, and the chat opens on no other.">
              <OriginsField
                origins={edits.origins ?? saved.origins}
                typed={edits.newOrigin ?? ''}
                checked={checked}
                refused={originsError(save.error, save.variables?.origins ?? [])}
                seen={seen}
                onChange={edit}
              />
            </Part>
          </fieldset>
        </div>
      </div>
      {mayChange && (
        <SaveBar
          count={count}
          saving={save.isPending}
          error={
            save.error && !save.isPending && !(save.error instanceof ChangedElsewhere)
              ? `Not saved. ${saveWords(save.error)}`
              : null
          }
          elsewhere={elsewhere.length > 0 ? sayThings(elsewhere) : null}
          onTakeTheirs={takeTheirs}
          onDiscard={() => {
            clear()
            save.reset()
            settled()
          }}
        />
      )}
    </form>
  )
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  const id = useId()
  return (
    <section className="mt-6 grid gap-4 border-t border-border pt-6" aria-labelledby={id}>
      <header>
        <h2 id={id} className="text-14">
          {title}
        </h2>
        {hint && <p className="text-muted">{hint}</p>}
      </header>
      {children}
    </section>
  )
}

function ThemeChoice({
  value,
  disabled,
  onChange,
}: {
  value: Theme
  disabled: boolean
  onChange: (theme: Theme) => void
}) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t border-border pt-4">
      <span aria-hidden="true">Light or dark</span>
      <Segmented
        label="Light or dark"
        value={value}
        disabled={disabled}
        onChange={onChange}
        options={[
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
          { value: 'system', label: 'As the visitor’s system' },
        ]}
      />
    </div>
  )
}

/** What a field is for, and how much of it is used. */
function Counted({ said, length }: { said: string; length: number }) {
  return (
    <span className="flex justify-between gap-4">
      {said}
      <span className="tabular-nums">
        {length} of {LIMITS.text}
      </span>
    </span>
  )
}

/**
 * Brings the fields into sight and puts the focus on the first that is wrong, which scrolls to it.
 * @param inSight whether they are
 */
function useShowWrong(form: RefObject<HTMLFormElement | null>, inSight: boolean, bring: () => void) {
  const [asked, setAsked] = useState(0)
  const done = useRef(0)
  useEffect(() => {
    if (!inSight || asked === done.current) return
    done.current = asked
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form, inSight, asked])
  const latest = useRef(bring)
  latest.current = bring
  return useCallback(() => {
    latest.current()
    setAsked(before => before + 1)
  }, [])
}

/** Ctrl S and Cmd S save, in place of the browser's own wish to save the page. */
function useSaveKey(form: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 's' ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return
      event.preventDefault()
      // Not under a dialog: what is being decided there comes first.
      if (!document.querySelector('[role="dialog"]')) form.current?.requestSubmit()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [form])
}

/** Everything typed survives a reload, but a picture does not. */
function useWarnBeforeLoss(losing: boolean): void {
  useEffect(() => {
    if (!losing) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', warn)
    return () => removeEventListener('beforeunload', warn)
  }, [losing])
}
