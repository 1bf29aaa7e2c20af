import type { Reply } from '@deskbell/protocol/reply'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'

/** What somebody else made of a reply while it was being changed here. Whoever saves puts theirs in its place. */
export function ChangedMeanwhile({
  theirs,
  busy,
  onTake,
}: {
  theirs: Reply
  busy: boolean
  onTake: () => void
}) {
  return (
    <Banner
      tone="warning"
      silent
      title="Changed elsewhere meanwhile"
      action={
        <Button size="sm" busy={busy} onClick={onTake}>
          Take theirs
        </Button>
      }
    >
      Save puts yours in place of theirs, which is:
      <span className="mt-1 block font-mono text-12" dir="ltr">
        /{theirs.shortcut}
      </span>
      <span className="line-clamp-6 whitespace-pre-wrap wrap-anywhere" dir="auto">
        {theirs.text}
      </span>
    </Banner>
  )
}
