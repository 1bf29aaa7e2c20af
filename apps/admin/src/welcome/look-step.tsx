import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { LIMITS } from '@deskbell/protocol/limits'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { BrandColour } from '../chatbot/brand-colour.js'
import { chatbotQuery } from '../chatbot/chatbot.js'
import { useLookDraft } from '../chatbot/draft-store.js'
import { withBasis } from '../chatbot/elsewhere.js'
import {
  nameError,
  oneLine,
  realEdits,
  shownLook,
  shownPicture,
  wearableLook,
} from '../chatbot/look-draft.js'
import { PictureField } from '../chatbot/picture-field.js'
import { PreviewPanel } from '../chatbot/preview-panel.js'
import { saveWords, useSaveLook } from '../chatbot/use-save.js'
import { saidByFields, sayFailure } from '../failure.js'
import { useFieldErrors, useFocusOnError } from '../form.js'
import { Link, navigate, stepPath } from '../router.js'
import { Banner } from '../ui/banner.js'
import { Button, buttonClass } from '../ui/button.js'
import { Field, TextField } from '../ui/field.js'
import { Bone, Failed, Loading } from '../ui/states.js'
import { StepColumn } from './step.js'

const LEAD = 'Name and colour are enough. Everything can be changed later, in the settings.'
const FIELDS = ['chatbotName', 'introductionText', 'headerBackgroundColor', 'bot_picture'] as const
const NEXT = stepPath('install')

/** How the chat looks: the few things that matter on the first day, and the real chat beside them. */
export function LookStep() {
  const chatbot = useQuery(chatbotQuery)
  if (chatbot.data) return <Loaded saved={chatbot.data} />
  return (
    <Columns preview={null}>
      <StepColumn step="look" title="Make it yours" lead={LEAD}>
        {chatbot.isError ? (
          <Failed
            title="The look did not load"
            onRetry={() => void chatbot.refetch()}
            busy={chatbot.isFetching}
          >
            <p>{sayFailure(chatbot.error)}</p>
          </Failed>
        ) : (
          <Loading label="Loading the look">
            <div className="grid grid-cols-1 gap-6">
              <Bone width={464} height={40} shape="control" />
              <Bone width={464} height={64} shape="control" />
              <Bone width={320} height={32} shape="control" />
            </div>
          </Loading>
        )}
      </StepColumn>
    </Columns>
  )
}

function Loaded({ saved }: { saved: ChatbotDetails }) {
  const { edits } = useLookDraft(saved)
  const look = {
    ...wearableLook(saved, edits),
    username: saved.username,
    bot_picture: shownPicture(saved, edits),
  }
  return (
    <Columns preview={<PreviewPanel site={saved.username} look={look} />}>
      <StepColumn step="look" title="Make it yours" lead={LEAD}>
        <LookFields saved={saved} />
      </StepColumn>
    </Columns>
  )
}

/** The fields, and beside or below them the preview, which has its place before it is there. */
function Columns({ preview, children }: { preview: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-h-0 flex-1 tablet:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] desk:grid-cols-[minmax(0,1fr)_36rem]">
      <div className="relative min-h-0 tablet:overflow-y-auto">{children}</div>
      <div className="h-168 min-h-0 border-t bg-sunken tablet:h-auto tablet:border-s tablet:border-t-0">
        {preview}
      </div>
    </div>
  )
}

function LookFields({ saved }: { saved: ChatbotDetails }) {
  const { site } = useDesk()
  const mayChange = site.role !== 'operator'
  const form = useRef<HTMLFormElement>(null)
  const { edits, edit } = useLookDraft(saved)
  const save = useSaveLook(saved, { silent: true })
  useFocusOnError(form, save.error)
  const { wrong, changed } = useFieldErrors(save.error)
  const shown = shownLook(saved, edits)
  const { basis: _, ...mine } = realEdits(saved, edits)
  const anything = Object.keys(mine).length > 0
  const nameless = nameError(shown)
  const change = (look: Partial<typeof shown>) => {
    for (const field of Object.keys(look)) changed(field)
    edit({ look })
  }
  const goOn = () => {
    if (save.isPending) return
    if (!anything || !mayChange) navigate(NEXT)
    else if (nameless) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    else save.mutate(withBasis(saved, mine), { onSuccess: () => navigate(NEXT) })
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label="Look of the chat"
      className="grid gap-6"
      onSubmit={event => {
        event.preventDefault()
        goOn()
      }}
    >
      {!mayChange && <Banner tone="info">Only the owner and admins of the site may change this.</Banner>}
      {save.error && !saidByFields(save.error, FIELDS) && (
        <Banner tone="danger" title="Not saved">
          {saveWords(save.error)}
        </Banner>
      )}
      <fieldset className="grid gap-6" disabled={!mayChange}>
        <legend className="sr-only">Look and words of the chat</legend>
        <Field
          label="Name"
          hint="Stands at the top of the chat. Most take the name of their shop."
          maxLength={LIMITS.text}
          value={shown.chatbotName}
          onChange={event => change({ chatbotName: event.target.value })}
          error={nameless ?? wrong('chatbotName', 'Name')}
        />
        <TextField
          label="Greeting"
          hint="The first thing a visitor reads."
          maxLength={LIMITS.text}
          rows={2}
          value={shown.introductionText}
          onChange={event => change({ introductionText: oneLine(event.target.value) })}
          error={wrong('introductionText', 'Greeting')}
        />
        <Part label="Colour">
          <BrandColour look={shown} onChange={change} />
        </Part>
        <Part label="Picture">
          <PictureField
            saved={saved}
            edits={edits}
            mayChange={mayChange}
            error={save.error}
            onChange={edit}
          />
        </Part>
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" size="lg" type="submit" busy={save.isPending}>
          {save.isPending ? 'Saving' : anything ? 'Save and go on' : 'Go on'}
        </Button>
        {anything && (
          <Link className={buttonClass({ look: 'ghost', size: 'lg' })} href={NEXT}>
            Skip
          </Link>
        )}
      </div>
    </form>
  )
}

/** As the label of a field, for the eye: what is in it says its own name. */
function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <span className="text-13 font-medium" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  )
}
