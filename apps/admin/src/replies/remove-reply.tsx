import type { Reply } from '@deskbell/protocol/reply'
import { sayFailure } from '../failure.js'
import { Confirm } from '../ui/dialog.js'
import { FieldError } from '../ui/field.js'
import { toast } from '../ui/toast.js'
import { useRemoveReply, useSaveReply } from './replies.js'

/** Asks before a reply is removed for everybody, and offers to bring it back. `reply` is null while nothing is asked. */
export function RemoveReply({
  site,
  reply,
  onClose,
}: {
  site: string
  reply: Reply | null
  onClose: () => void
}) {
  const remove = useRemoveReply(site)
  const save = useSaveReply(site)
  const close = () => {
    remove.reset()
    onClose()
  }
  const bringBack = ({ shortcut, text }: Reply) =>
    save.mutateAsync({ shortcut, text }).then(
      () => toast({ title: `/${shortcut} is back` }),
      (error: unknown) =>
        toast({ title: `/${shortcut} did not come back`, text: sayFailure(error), tone: 'danger' }),
    )
  const confirm = (gone: Reply) =>
    remove.mutate(gone, {
      onSuccess: () => {
        close()
        // The row that was asked about is gone, and the focus with it.
        queueMicrotask(() => document.querySelector('h1')?.focus({ preventScroll: true }))
        toast({
          title: `Removed /${gone.shortcut}`,
          action: { label: 'Undo', onSelect: () => void bringBack(gone) },
        })
      },
    })
  return (
    <Confirm
      open={reply !== null}
      onClose={close}
      title={reply ? `Remove /${reply.shortcut}?` : ''}
      action={remove.isPending ? 'Removing' : 'Remove'}
      danger
      busy={remove.isPending}
      onConfirm={() => reply && confirm(reply)}
    >
      <p>Nobody at the desk finds it any more. What was sent with it stays.</p>
      {remove.error && !remove.isPending && (
        <p role="alert" className="mt-2">
          <FieldError>{sayFailure(remove.error)}</FieldError>
        </p>
      )}
    </Confirm>
  )
}
