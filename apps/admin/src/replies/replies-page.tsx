import { LIMITS } from '@deskbell/protocol/limits'
import type { Reply } from '@deskbell/protocol/reply'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { sayFailure } from '../failure.js'
import { SettingsFrame } from '../frame/settings-frame.js'
import { useHeadingStays } from '../heading.js'
import { useTitle } from '../title.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Field } from '../ui/field.js'
import { Bone, Failed, Loading } from '../ui/states.js'
import { toast } from '../ui/toast.js'
import { RemoveReply } from './remove-reply.js'
import { repliesQuery } from './replies.js'
import { isBegun, ReplyDialog } from './reply-dialog.js'
import { dropReplyDraft, keepReplyDraft, useReplyDrafts } from './reply-drafts.js'
import { ReplyRows } from './reply-rows.js'
import { findReplies } from './reply-text.js'
import { NoReplies, Starters } from './starters.js'

/** The words a site's members say often, to find, add, change and remove. */
export function RepliesPage() {
  useTitle('Canned replies')
  const { site } = useDesk()
  const replies = useQuery(repliesQuery(site.slug))
  useHeadingStays(replies.data !== undefined)
  return (
    <SettingsFrame current="replies">
      <main className="sheet relative overflow-y-auto!" id="main" tabIndex={-1}>
        <div className="mx-auto w-full max-w-190 px-8 pt-6 pb-10 max-phone:px-4 max-phone:pt-5">
          {replies.data ? (
            <Loaded site={site.slug} replies={replies.data} mayChange={site.role !== 'operator'} />
          ) : (
            <>
              <Head />
              {replies.isError ? (
                <Failed
                  title="The replies did not load"
                  onRetry={() => void replies.refetch()}
                  busy={replies.isFetching}
                >
                  <p>{sayFailure(replies.error)}</p>
                </Failed>
              ) : (
                <Loading label="Loading the replies">
                  <div className="mt-6 grid gap-5">
                    {[1, 2, 3, 4, 5].map(row => (
                      <Bone key={row} width={696} height={32} shape="control" />
                    ))}
                  </div>
                </Loading>
              )}
            </>
          )}
        </div>
      </main>
    </SettingsFrame>
  )
}

/** The first that somebody began and closed without saving; one that only looks begun is none. */
function begunOf(drafts: ReturnType<typeof useReplyDrafts>, replies: readonly Reply[]) {
  for (const [key, draft] of Object.entries(drafts)) {
    const reply = replies.find(({ id }) => id === key) ?? null
    if (isBegun(draft, reply) && (reply || key === 'new')) return { reply: reply ?? ('new' as const) }
  }
  return null
}

function Head({ action }: { action?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
      <div>
        <h1 className="text-20 tracking-[-0.01em]" tabIndex={-1}>
          Canned replies
        </h1>
        <p className="text-muted">
          What you say often. Everybody at the desk finds them with / while writing.
        </p>
      </div>
      {action}
    </header>
  )
}

function Loaded({
  site,
  replies,
  mayChange,
}: {
  site: string
  replies: readonly Reply[]
  mayChange: boolean
}) {
  const [sought, setSought] = useState('')
  const [edited, setEdited] = useState<Reply | 'new' | null>(null)
  const drafts = useReplyDrafts()
  const [removed, setRemoved] = useState<Reply | null>(null)
  const found = findReplies(replies, useDeferredValue(sought))
  // As it is now, not as it was when the dialog was opened.
  const latest = edited === 'new' ? undefined : replies.find(({ id }) => id === edited?.id)
  const reply = edited === 'new' ? null : (latest ?? edited)
  const key = reply?.id ?? 'new'
  const begun = begunOf(drafts, replies)
  const full = replies.length >= LIMITS.replies.max
  return (
    <>
      <Head
        action={
          mayChange &&
          replies.length > 0 && (
            <Button look="primary" icon="plus" busy={full} onClick={() => setEdited('new')}>
              Add a reply
            </Button>
          )
        }
      />
      {mayChange && begun && edited === null && (
        <div className="mt-5">
          <Banner
            tone="info"
            action={
              <Button size="sm" onClick={() => setEdited(begun.reply)}>
                Go on with it
              </Button>
            }
          >
            {begun.reply === 'new' ? 'A reply you began' : `What you changed in /${begun.reply.shortcut}`} is
            not saved yet, and still here.
          </Banner>
        </div>
      )}
      {!mayChange && (
        <div className="mt-5">
          <Banner tone="info">Only the owner and admins of the site may change these.</Banner>
        </div>
      )}
      {full && (
        <div className="mt-5">
          <Banner tone="warning">
            These are {LIMITS.replies.max}, the most there can be. Remove one to add another.
          </Banner>
        </div>
      )}
      {replies.length === 0 ? (
        <NoReplies mayChange={mayChange} onAdd={() => setEdited('new')} />
      ) : (
        <>
          <div className="mt-5 mb-4 phone:max-w-80">
            <Field
              label="Search"
              type="search"
              placeholder="Shortcut or words"
              value={sought}
              onChange={event => setSought(event.target.value)}
            />
          </div>
          <p className="sr-only" role="status">
            {sought.trim() !== '' && `${found.length} of ${replies.length} replies`}
          </p>
          {found.length > 0 ? (
            <ReplyRows replies={found} {...(mayChange && { onChange: setEdited, onRemove: setRemoved })} />
          ) : (
            <div className="grid justify-items-center gap-3 border-t border-border py-10 text-muted">
              <p className="wrap-anywhere">No reply holds “{sought.trim()}”.</p>
              <Button onClick={() => setSought('')}>Show all</Button>
            </div>
          )}
        </>
      )}
      {mayChange && sought.trim() === '' && <Starters site={site} replies={replies} />}
      {edited && (
        <ReplyDialog
          key={key}
          site={site}
          reply={reply}
          gone={reply !== null && latest === undefined}
          others={replies.filter(other => other.id !== reply?.id)}
          draft={drafts[key] ?? null}
          onDraft={draft => keepReplyDraft(key, draft)}
          onTakeTheirs={() => dropReplyDraft(key)}
          onDiscard={() => {
            dropReplyDraft(key)
            setEdited(null)
          }}
          onClose={() => setEdited(null)}
          onSaved={saved => {
            dropReplyDraft(key)
            setEdited(null)
            setSought('')
            toast({ title: `Saved /${saved.shortcut}`, tone: 'positive' })
          }}
        />
      )}
      <RemoveReply site={site} reply={removed} onClose={() => setRemoved(null)} />
    </>
  )
}
