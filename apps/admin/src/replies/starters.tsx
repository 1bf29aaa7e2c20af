import type { Reply } from '@deskbell/protocol/reply'
import { sayFailure } from '../failure.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Empty } from '../ui/states.js'
import { toast } from '../ui/toast.js'
import { useSaveReply } from './replies.js'
import { starters } from './reply-text.js'

/** What a site without replies begins with: one of its own, or one of ours as it is. */
export function NoReplies({ mayChange, onAdd }: { mayChange: boolean; onAdd: () => void }) {
  if (!mayChange) return <Empty title="No replies yet" icon="zap" />
  return (
    <Empty
      title="No replies yet"
      icon="zap"
      action={
        <Button look="primary" icon="plus" onClick={onAdd}>
          Add a reply
        </Button>
      }
    >
      Write once what you say every day, or begin with one of these below.
    </Empty>
  )
}

/** Ours that can be taken by one press; nothing once somebody has written their own. */
export function Starters({ site, replies }: { site: string; replies: readonly Reply[] }) {
  const save = useSaveReply(site)
  const taken = new Set(replies.map(({ shortcut }) => shortcut))
  const left = starters.filter(({ shortcut }) => !taken.has(shortcut))
  if (left.length + taken.size > starters.length) return null
  return (
    <>
      {save.error && !save.isPending && (
        <div className="my-4">
          <Banner tone="danger">{sayFailure(save.error)}</Banner>
        </div>
      )}
      <ul className="mt-4 grid gap-2" aria-label="To begin with">
        {left.map(starter => (
          <li
            key={starter.shortcut}
            className="flex items-center gap-4 rounded-3 py-2.5 ps-4 pe-2.5 inset-ring inset-ring-border max-phone:items-start"
          >
            <div className="min-w-0 flex-1">
              <b className="font-medium" dir="ltr">
                <span className="text-muted">/</span>
                {starter.shortcut}
              </b>
              <p className="text-text-2">{starter.text}</p>
            </div>
            <Button
              size="sm"
              icon="plus"
              busy={save.isPending}
              aria-label={`Add /${starter.shortcut}`}
              onClick={() =>
                save.mutate(starter, {
                  onSuccess: ({ shortcut }) => {
                    toast({ title: `Added /${shortcut}`, tone: 'positive' })
                    // What was pressed is gone.
                    document.querySelector('h1')?.focus({ preventScroll: true })
                  },
                })
              }
            >
              Add
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
