import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { ApiError, call } from '../api.js'
import { sayFailure } from '../failure.js'
import { Button } from '../ui/button.js'
import { FieldError } from '../ui/field.js'
import { Logo } from '../ui/icon.js'
import { chatbotQuery } from './chatbot.js'

/** The picture in the chat's head. It is kept as soon as it is chosen. */
export function PictureField({ picture }: { picture: string | null }) {
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const change = useMutation({
    mutationFn: (file: File | null) => {
      if (file === null) return call('changeChatbot', { body: { bot_picture: null } })
      const body = new FormData()
      body.set('bot_picture', file)
      return call('changeChatbot', { body })
    },
    onSuccess: () => queries.invalidateQueries(chatbotQuery),
  })
  return (
    <div className="picture">
      <span className="picture__now">
        {picture ? <img src={picture} alt="As the chat shows it now" /> : <Logo size={36} />}
      </span>
      <div>
        <div className="picture__do">
          <Button
            size="sm"
            icon="upload"
            busy={change.isPending}
            aria-describedby="picture-rule picture-error"
            onClick={() => input.current?.click()}
          >
            {change.isPending ? 'Saving' : picture ? 'Change the picture' : 'Upload a picture'}
          </Button>
          {picture && (
            <Button size="sm" look="ghost" busy={change.isPending} onClick={() => change.mutate(null)}>
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
              if (file) change.mutate(file)
            }}
          />
        </div>
        <p className="muted" id="picture-rule">
          PNG, JPEG, WebP or GIF, up to 5 MB. Shown round. Saved at once.
        </p>
        {change.error && <FieldError id="picture-error">{pictureWords(change.error)}</FieldError>}
      </div>
    </div>
  )
}

function pictureWords(error: unknown): string {
  const kind = error instanceof ApiError ? error.kind : null
  if (kind === 'too_large') return 'This picture is larger than 5 MB.'
  if (kind === 'unsupported_type') return 'This is not a PNG, JPEG, WebP or GIF.'
  return sayFailure(error)
}
