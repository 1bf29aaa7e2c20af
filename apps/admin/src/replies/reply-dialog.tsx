import { LIMITS } from '@deskbell/protocol/limits'
import type { Reply, ReplyBody } from '@deskbell/protocol/reply'
import { useEffect, useId, useRef, useState } from 'react'
import { saidByFields, sayFailure } from '../failure.js'
import { useFieldErrors } from '../form.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Dialog } from '../ui/dialog.js'
import { Field, TextField } from '../ui/field.js'
import { TakeTheirs } from '../ui/take-theirs.js'
import { isOutdated, useSaveReply } from './replies.js'
import type { ReplyDraft } from './reply-drafts.js'
import { filled, NAME, shortcutError } from './reply-text.js'

const { shortcut: longest, text: most } = LIMITS.replies
const begun: ReplyBody = { shortcut: '', text: '' }

/** Whether something in a draft is not as it was. @param reply the one it changes; null for a new one */
export const isBegun = (draft: ReplyBody, reply: Reply | null): boolean =>
  draft.shortcut !== (reply ?? begun).shortcut || draft.text !== (reply ?? begun).text

/** Adds a reply or changes one. What was typed stays when it is closed by mistake: `draft` is its caller's. */
export function ReplyDialog({
  site,
  reply,
  gone,
  others,
  draft,
  onDraft,
  onTakeTheirs,
  onDiscard,
  onClose,
  onSaved,
}: {
  site: string
  /** The one to change, as it is now; null for a new one. */
  reply: Reply | null
  /** Somebody has removed it meanwhile. */
  gone: boolean
  /** All but this one. */
  others: readonly Reply[]
  draft: ReplyDraft | null
  onDraft: (draft: ReplyDraft) => void
  /** Lets go of it; the dialog stays. */
  onTakeTheirs: () => void
  onDiscard: () => void
  onClose: () => void
  onSaved: (reply: Reply) => void
}) {
  const id = useId()
  const form = useRef<HTMLFormElement>(null)
  const save = useSaveReply(site)
  const { wrong, changed } = useFieldErrors(save.error)
  const [checked, setChecked] = useState(0)
  const { shortcut, text } = draft ?? reply ?? begun
  const since = draft?.since ?? reply?.updated
  const typed = (more: Partial<ReplyBody>) => {
    for (const field of Object.keys(more)) changed(field)
    onDraft({ shortcut, text, ...(since && { since }), ...more })
  }
  const theirs = reply && !gone && since !== reply.updated && draft && isBegun(draft, reply) ? reply : null
  const isAdding = reply === null || gone
  const shortcutWrong = shortcutError(shortcut, others, longest)
  const textWrong = text.trim() === '' ? 'Words are needed: they are what the visitor reads.' : undefined
  const submit = () => {
    if (save.isPending) return
    if (shortcutWrong || textWrong) setChecked(checked + 1)
    // On top of what is seen here now: whoever saves on saw what was changed elsewhere.
    else save.mutate({ ...(!isAdding && { of: reply }), shortcut, text }, { onSuccess: onSaved })
  }
  useEffect(() => {
    if (checked > 0 || save.error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [checked, save.error])

  return (
    <Dialog
      open
      onClose={onClose}
      title={reply ? `Change /${reply.shortcut}` : 'Add a reply'}
      footer={
        <>
          {draft && isBegun(draft, reply) ? (
            <Button look="ghost" busy={save.isPending} onClick={onDiscard}>
              Discard
            </Button>
          ) : (
            <Button onClick={onClose}>Cancel</Button>
          )}
          <Button look="primary" type="submit" form={id} busy={save.isPending}>
            {save.isPending ? 'Saving' : isAdding ? 'Add' : 'Save'}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id={id}
        noValidate
        className="grid gap-4"
        onSubmit={event => {
          event.preventDefault()
          submit()
        }}
      >
        <div role="alert" className="empty:hidden">
          {theirs && (
            <TakeTheirs busy={save.isPending} onTake={onTakeTheirs}>
              Save puts yours in place of theirs, which is:
              <span className="mt-1 block font-mono text-12" dir="ltr">
                /{theirs.shortcut}
              </span>
              <span className="line-clamp-6 whitespace-pre-wrap wrap-anywhere" dir="auto">
                {theirs.text}
              </span>
            </TakeTheirs>
          )}
          {gone && (
            <Banner tone="warning" silent title="Removed elsewhere meanwhile">
              What you wrote is still here. Add puts it in as a new reply.
            </Banner>
          )}
        </div>
        {save.error &&
          !save.isPending &&
          !(isOutdated(save.error) && (theirs || gone)) &&
          !saidByFields(save.error, ['shortcut', 'text']) && (
            <Banner tone="danger">{sayFailure(save.error)}</Banner>
          )}
        <Field
          label="Shortcut"
          name="shortcut"
          dir="ltr"
          placeholder="thanks"
          value={shortcut}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          hint="Letters, digits and dashes. Type / and this in a conversation."
          error={(checked > 0 ? shortcutWrong : undefined) ?? wrong('shortcut', 'Shortcut')}
          onChange={event => typed({ shortcut: event.target.value.trim().replace(/^\/+/, '') })}
        />
        <TextField
          label="Text"
          name="text"
          dir="auto"
          rows={6}
          maxLength={most}
          value={text}
          hint={
            <span className="flex justify-between gap-4">
              <span>
                <code className="font-mono">{NAME}</code> becomes the visitor’s name. Where nobody knows it,
                it is left out.
              </span>
              <span className="whitespace-nowrap tabular-nums">
                {text.length} of {most}
              </span>
            </span>
          }
          error={(checked > 0 ? textWrong : undefined) ?? wrong('text', 'Text')}
          onChange={event => typed({ text: event.target.value })}
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit()
          }}
        />
        {text.includes(NAME) && (
          <p className="rounded-2 bg-sunken px-3 py-2 text-text-2">
            <span className="block text-12 text-muted">To a visitor called Kim</span>
            <span className="line-clamp-4 whitespace-pre-wrap wrap-anywhere" dir="auto">
              {filled(text, 'Kim')}
            </span>
          </p>
        )}
      </form>
    </Dialog>
  )
}
