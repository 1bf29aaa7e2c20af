import { readable } from '@deskbell/design/colour'
import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/button.js'
import { FieldError } from '../ui/field.js'
import { later } from '../ui/later.js'
import { whenFetched } from '../ui/when-fetched.js'
import { BellMark } from './bell-mark.js'
import { type LookEdits, shownPicture, wearableLook } from './look-draft.js'
import { type OpenPicture, openPicture, PictureError, pictureAmong } from './picture.js'
import { pictureError } from './use-save.js'

// Cropping is rare and its code is not small.
const CropDialog = later(() => import('./crop-dialog.js').then(m => m.CropDialog))

/** The picture in the chat's head: chosen, dropped or pasted, then cropped. Kept with everything else on Save. */
export function PictureField({
  saved,
  edits,
  mayChange,
  error,
  onChange,
}: {
  saved: ChatbotDetails
  edits: LookEdits
  mayChange: boolean
  /** Why the last save failed; the picture may have been the reason. */
  error: unknown
  onChange: (edit: LookEdits) => void
}) {
  const picture = shownPicture(saved, edits)
  const { headerBackgroundColor: ground } = wearableLook(saved, edits)
  const input = useRef<HTMLInputElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [over, setOver] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  const [open, setOpen] = useState<OpenPicture | null>(null)

  const take = async (file: File) => {
    setWrong(null)
    try {
      const opened = await openPicture(file)
      button.current?.focus()
      whenFetched(CropDialog, () => setOpen(opened))
    } catch (error) {
      setWrong(error instanceof PictureError ? error.message : 'This picture did not open.')
    }
  }
  const close = () => {
    if (open) URL.revokeObjectURL(open.url)
    setOpen(null)
  }
  usePastedPicture(mayChange && open === null, take)

  const said = wrong ?? (edits.picture ? pictureError(error) : undefined)
  return (
    <section
      aria-label="Picture"
      className={`flex items-center gap-4 rounded-3 outline-2 outline-offset-8 outline-dashed ${over ? 'outline-accent' : 'outline-transparent'}`}
      onDragOver={event => {
        if (!mayChange || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={event => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      }}
      onDrop={event => {
        setOver(false)
        const file = pictureAmong(event.dataTransfer)
        if (!mayChange || file === null) return
        event.preventDefault()
        void take(file)
      }}
    >
      <span
        className="grid size-16 flex-none place-items-center overflow-hidden rounded-full inset-ring inset-ring-border"
        style={{ background: ground, color: readable('#ffffff', ground) }}
      >
        {picture ? (
          <img className="size-full object-cover" src={picture} alt="As the chat will show it" />
        ) : (
          <BellMark size={36} />
        )}
      </span>
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap gap-2">
          <Button
            ref={button}
            size="sm"
            icon="upload"
            busy={!mayChange}
            aria-describedby={said ? 'picture-rule picture-error' : 'picture-rule'}
            onClick={() => input.current?.click()}
          >
            {picture ? 'Change the picture' : 'Upload a picture'}
          </Button>
          {picture && (
            <Button
              size="sm"
              look="ghost"
              busy={!mayChange}
              onClick={() => {
                setWrong(null)
                onChange({ picture: null })
                button.current?.focus()
              }}
            >
              Remove
            </Button>
          )}
          <input
            ref={input}
            type="file"
            hidden
            aria-label="Picture of the chat"
            accept="image/png,image/jpeg,image/webp,image/gif"
            onChange={event => {
              const file = event.target.files?.[0]
              // Else the same file chosen again would be no change.
              event.target.value = ''
              if (file) void take(file)
            }}
          />
        </div>
        <p className="text-12 text-muted" id="picture-rule">
          PNG, JPEG, WebP or GIF. Drop or paste one, too. Shown round.
        </p>
        <span role="alert" id="picture-error">
          {said && <FieldError>{said}</FieldError>}
        </span>
      </div>
      {open && (
        <CropDialog
          picture={open}
          onClose={close}
          onDone={made => {
            onChange({ picture: { file: made, url: URL.createObjectURL(made) } })
            close()
          }}
        />
      )}
    </section>
  )
}

/** A picture pasted anywhere on the page, but for text that is pasted where text is written. */
function usePastedPicture(listening: boolean, take: (file: File) => void): void {
  const taking = useRef(take)
  taking.current = take
  useEffect(() => {
    if (!listening) return
    const paste = (event: ClipboardEvent) => {
      const hasText = event.clipboardData?.types.includes('text/plain')
      const file = pictureAmong(event.clipboardData)
      if (hasText || file === null) return
      event.preventDefault()
      taking.current(file)
    }
    addEventListener('paste', paste)
    return () => removeEventListener('paste', paste)
  }, [listening])
}
