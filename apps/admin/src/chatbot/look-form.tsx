import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError, call } from '../api.js'
import { fieldError, sayFailure } from '../failure.js'
import { useFocusOnError } from '../form.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Field, TextField } from '../ui/field.js'
import { chatbotQuery, useLookDraft } from './chatbot.js'
import { ColourPairs } from './colour-pairs.js'
import { originsOf, originsText, realEdits, shownLook } from './look-draft.js'
import { PictureField } from './picture-field.js'

/** Every field of the chatbot. Only what was changed is sent, so two people do not undo each other. */
export function LookForm({ saved, mayChange }: { saved: ChatbotDetails; mayChange: boolean }) {
  const queries = useQueryClient()
  const form = useRef<HTMLFormElement>(null)
  const { edits, edit, clear, settle } = useLookDraft(saved.username)
  const changed = realEdits(saved, edits)
  const count = Object.keys(changed).length
  const save = useMutation({
    mutationFn: () => {
      const { origins, ...look } = changed
      return call('changeChatbot', {
        body: { ...look, ...(origins !== undefined && { origins: originsOf(origins) }) },
      })
    },
    onSuccess: async () => settle(await queries.fetchQuery({ ...chatbotQuery, staleTime: 0 })),
  })
  useFocusOnError(form, save.error)
  const shown = shownLook(saved, edits)
  const wrong = (field: string, label: string) => fieldError(save.error, field, label)

  return (
    <form
      ref={form}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (count > 0 && mayChange) save.mutate()
      }}
    >
      <fieldset className="settings__fields" disabled={!mayChange}>
        <legend className="vh">Look and words of the chat</legend>
        {!mayChange && <Banner tone="info">Only the owner and admins of the site may change this.</Banner>}
        <section className="part" aria-labelledby="part-words">
          <h2 id="part-words">Picture and words</h2>
          <PictureField picture={saved.bot_picture} />
          <Field
            label="Name"
            maxLength={256}
            value={shown.chatbotName}
            onChange={event => edit({ chatbotName: event.target.value })}
            error={wrong('chatbotName', 'Name')}
          />
          <TextField
            label="Introduction"
            hint="The first thing a visitor reads."
            maxLength={256}
            rows={2}
            value={shown.introductionText}
            onChange={event => edit({ introductionText: event.target.value.replace(/\s*\n\s*/gu, ' ') })}
            error={wrong('introductionText', 'Introduction')}
          />
        </section>
        <section className="part" aria-labelledby="part-colours">
          <h2 id="part-colours">Colours</h2>
          <ColourPairs look={shown} onChange={edit} wrong={wrong} />
        </section>
        <section className="part" aria-labelledby="part-origins">
          <h2 id="part-origins">Where it may stand</h2>
          <TextField
            label="Allowed sites"
            hint="One a line, such as https://shop.example. None: any site may show your chat."
            rows={3}
            spellCheck={false}
            autoCapitalize="none"
            value={edits.origins ?? originsText(saved.origins)}
            onChange={event => edit({ origins: event.target.value })}
            error={originsError(save.error, originsOf(edits.origins ?? ''))}
          />
        </section>
      </fieldset>
      <div className="save">
        <p role="status">
          {save.error && !save.isPending
            ? `Not saved. ${saveWords(save.error)}`
            : count > 0
              ? `${count} ${count === 1 ? 'change' : 'changes'} not saved`
              : save.isSuccess
                ? 'Saved'
                : 'Nothing to save'}
        </p>
        {count > 0 && (
          <Button
            look="ghost"
            onClick={() => {
              clear()
              save.reset()
            }}
          >
            Discard
          </Button>
        )}
        <Button look="primary" type="submit" busy={count === 0 || save.isPending || !mayChange}>
          {save.isPending ? 'Saving' : 'Save'}
        </Button>
      </div>
    </form>
  )
}

function saveWords(error: unknown): string {
  const marked = error instanceof ApiError && Object.keys(error.fields).length > 0
  return marked ? 'Something marked here is not right.' : sayFailure(error)
}

/** The server names a line by its place; a person knows it by what it says. */
function originsError(error: unknown, typed: readonly string[]): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const field = Object.keys(error.fields).find(name => name === 'origins' || name.startsWith('origins.'))
  if (field === undefined) return undefined
  const line = typed[Number(field.split('.')[1])]
  return fieldError(error, field, line === undefined ? 'The list' : `“${line}”`)
}
