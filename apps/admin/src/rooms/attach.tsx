import type { SentFile } from '@deskbell/client/outbox'
import { upload } from '@deskbell/client/upload'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError } from '../api.js'
import { sayFailure } from '../failure.js'
import { IconButton } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { sayBytes } from './files.js'

/** Uploads a file for this room; it goes out with the next message. */
export function AttachButton({ room, onAttached }: { room: string; onAttached: (file: SentFile) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const attaching = useMutation({
    mutationFn: (file: File) => uploadDraft(room, file),
    onSuccess: onAttached,
  })
  return (
    <>
      <IconButton
        icon="clip"
        label="Attach a file"
        aria-disabled={attaching.isPending || undefined}
        onClick={() => {
          if (!attaching.isPending) input.current?.click()
        }}
      />
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File"
        onChange={event => {
          const file = event.target.files?.[0]
          // Else the same file chosen again would be no change.
          event.target.value = ''
          if (file) attaching.mutate(file)
        }}
      />
      <span className={attaching.isError ? 'composer__file-error' : 'muted'} role="status">
        {attaching.isPending && `Uploading ${attaching.variables.name}`}
        {attaching.isError && uploadWords(attaching.error)}
      </span>
    </>
  )
}

async function uploadDraft(room: string, file: File): Promise<SentFile> {
  const result = await upload({ base: '', room, token: null, file, onProgress: () => {} }).done
  if (result.ok) return result.file
  throw new ApiError(result.error.kind, result.error.message, {}, result.error.retry_after_ms)
}

function uploadWords(error: unknown): string {
  const kind = error instanceof ApiError ? error.kind : null
  if (kind === 'too_large') return 'Not attached: it is larger than 5 MB.'
  if (kind === 'unsupported_type') return 'Not attached: only pictures, PDF and text.'
  return `Not attached. ${sayFailure(error)}`
}

/** The file that goes out with what is being written. */
export function AttachedFile({ file, onRemove }: { file: SentFile; onRemove: () => void }) {
  return (
    <p className="composer__file">
      <Icon name="file" size={14} />
      <span className="ell">{file.file_name}</span>
      <span className="muted">{sayBytes(file.file_size)}</span>
      <IconButton icon="x" label={`Remove ${file.file_name}`} onClick={onRemove} />
    </p>
  )
}
