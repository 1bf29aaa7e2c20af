import type { SentFile } from '@deskbell/client/outbox'
import { type ReactNode, useRef } from 'react'
import { Button } from '../../ui/button.js'
import { Icon } from '../../ui/icon.js'
import { IconButton } from '../../ui/icon-button.js'
import { sayBytes, shownInline } from '../message/files.js'
import { changeDraft, type DraftOf } from './drafts.js'
import { removeUpload, retryUpload, type Upload } from './uploads.js'

/** Chooses files to attach, several at once. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton icon="clip" label="Attach a file" onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="File"
        onChange={event => {
          const files = [...(event.target.files ?? [])]
          // Else the same file chosen again would be no change.
          event.target.value = ''
          onFiles(files)
        }}
      />
    </>
  )
}

const chip = 'flex min-h-10 min-w-0 items-center gap-2 rounded-2 ps-1.5 pe-1 text-12'

/** The files that go out with what is being written: there, on their way, or refused and why. */
export function AttachedFiles({
  of,
  files,
  uploads,
  onRemoved,
}: {
  of: DraftOf
  files: readonly SentFile[]
  uploads: readonly Upload[]
  /** The button that was pressed is gone, and the focus needs a place. */
  onRemoved: () => void
}) {
  const remove = (file: SentFile) => {
    changeDraft(of, draft => ({ files: draft.files.filter(each => each.file !== file.file) }))
    onRemoved()
  }
  return (
    <>
      {files.length + uploads.length > 0 && (
        <ul
          className="mx-3 grid max-h-36 grid-cols-[minmax(0,1fr)] gap-1 overflow-y-auto py-1"
          aria-label="Attached files"
        >
          {files.map(file => (
            <li key={file.file} className={`${chip} bg-hover`}>
              {shownInline(file.type) ? (
                <img
                  className="size-7 flex-none rounded-1 bg-press object-cover"
                  src={file.file}
                  alt=""
                  width={28}
                  height={28}
                />
              ) : (
                <Glyph name="file" />
              )}
              <Name>{file.file_name}</Name>
              <span className="flex-none text-muted">{sayBytes(file.file_size)}</span>
              <IconButton
                className="ms-auto"
                icon="x"
                label={`Remove ${file.file_name}`}
                onClick={() => remove(file)}
              />
            </li>
          ))}
          {uploads.map(upload => (
            <UploadChip key={upload.id} of={of} upload={upload} onRemoved={onRemoved} />
          ))}
        </ul>
      )}
      <span className="sr-only" role="status">
        {uploads.map(({ file, error }) => (error ? `${file.name} ${error}. ` : `Uploading ${file.name}. `))}
      </span>
    </>
  )
}

function UploadChip({ of, upload, onRemoved }: { of: DraftOf; upload: Upload; onRemoved: () => void }) {
  const { id, file, progress, error, canRetry } = upload
  const remove = () => {
    removeUpload(of.room, id)
    onRemoved()
  }
  if (error !== null) {
    return (
      <li className={`${chip} bg-danger-soft text-danger-text`}>
        <Glyph name="alert" />
        <span className="min-w-0 wrap-anywhere py-1">
          <b className="font-medium">{file.name}</b> {error}
        </span>
        <span className="ms-auto flex flex-none">
          {canRetry && (
            <Button
              size="sm"
              look="ghost"
              onClick={() => {
                retryUpload(of, upload)
                onRemoved()
              }}
            >
              Retry
            </Button>
          )}
          <IconButton icon="x" label={`Dismiss ${file.name}`} onClick={remove} />
        </span>
      </li>
    )
  }
  const percent = Math.round(progress * 100)
  return (
    <li className={`${chip} bg-hover`}>
      <Glyph name="upload" />
      <Name>{file.name}</Name>
      <span
        className="h-1 w-16 flex-none overflow-hidden rounded-full bg-press"
        role="progressbar"
        aria-label={`Uploading ${file.name}`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <span className="block h-full bg-accent" style={{ inlineSize: `${percent}%` }} />
      </span>
      <IconButton className="ms-auto" icon="x" label={`Cancel ${file.name}`} onClick={remove} />
    </li>
  )
}

function Name({ children }: { children: ReactNode }) {
  return (
    <span className="min-w-0 truncate font-medium" dir="auto">
      {children}
    </span>
  )
}

function Glyph({ name }: { name: 'file' | 'upload' | 'alert' }) {
  return (
    <span className="grid size-7 flex-none place-items-center">
      <Icon name={name} size={14} />
    </span>
  )
}
