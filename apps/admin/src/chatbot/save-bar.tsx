import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { TakeTheirs } from '../ui/take-theirs.js'

/**
 * Says how much is not saved, and saves it. There only while there is something.
 * `elsewhere`: what of it was changed by somebody else since, in words.
 */
export function SaveBar({
  count,
  saving,
  error,
  elsewhere,
  onDiscard,
  onTakeTheirs,
}: {
  count: number
  saving: boolean
  error: string | null
  elsewhere: string | null
  onDiscard: () => void
  onTakeTheirs: () => void
}) {
  const shown = count > 0
  return (
    <div
      className={
        shown
          ? 'flex min-h-14 flex-none flex-wrap items-center gap-x-2 border-t border-border bg-surface px-8 py-2 max-phone:px-4'
          : ''
      }
    >
      <div role="alert" className={elsewhere === null || !shown ? '' : 'basis-full pb-2'}>
        {shown && elsewhere !== null && (
          <TakeTheirs busy={saving} onTake={onTakeTheirs}>
            It is about {elsewhere}. Save puts yours in place of it.
          </TakeTheirs>
        )}
      </div>
      <p role="status" className="min-w-0 flex-1 text-text-2">
        {shown && error === null && `${count} ${count === 1 ? 'change' : 'changes'} not saved`}
      </p>
      {shown && (
        <>
          {error !== null && (
            <p
              role="alert"
              className="flex min-w-0 basis-full items-start gap-2 text-danger-text phone:flex-1 phone:basis-auto"
            >
              <Icon name="alert" className="mt-0.5" />
              {error}
            </p>
          )}
          <span className="ms-auto flex gap-2">
            <Button look="ghost" busy={saving} onClick={onDiscard}>
              Discard
            </Button>
            <Button
              look="primary"
              type="submit"
              busy={saving}
              aria-keyshortcuts="Control+S Meta+S"
              title="Save (Ctrl S)"
            >
              {saving ? 'Saving' : 'Save'}
            </Button>
          </span>
        </>
      )}
    </div>
  )
}
