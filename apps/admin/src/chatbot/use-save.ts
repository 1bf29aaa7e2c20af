import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiError, call } from '../api.js'
import { sayFailure } from '../failure.js'
import { toast } from '../ui/toast.js'
import { chatbotQuery } from './chatbot.js'
import { useLookDraft } from './draft-store.js'
import { ChangedElsewhere, changedElsewhere } from './elsewhere.js'
import { type LookEdits, shownOrigins } from './look-draft.js'
import { pictureName } from './picture.js'

/** How often a save begins again because the look changed under it. */
const TRIES = 3

/**
 * Saves what was changed and nothing else, so that two people do not undo each other. Where both changed the same
 * since the `basis` of what is sent, nothing is saved: it fails with {@link ChangedElsewhere}. The server holds that
 * nothing comes between the look that was compared and the save.
 * `silent` where the page itself shows that it was saved.
 */
export function useSaveLook(saved: ChatbotDetails, { silent = false } = {}) {
  const queries = useQueryClient()
  const { settle } = useLookDraft(saved)
  return useMutation({
    mutationFn: async (edits: LookEdits) => {
      for (let left = TRIES; ; left -= 1) {
        const { chatbot_details: latest } = await call('chatbot')
        queries.setQueryData(chatbotQuery.queryKey, latest)
        const changed = changedElsewhere(latest, edits)
        if (changed.length > 0) throw new ChangedElsewhere(changed)
        try {
          return await saveOn(latest, edits)
        } catch (error) {
          // Somebody was faster since it was asked for; perhaps with something else.
          if (left === 0 || !isOutdated(error)) throw error
        }
      }
    },
    onSuccess: async (_, sent) => {
      settle(await queries.fetchQuery({ ...chatbotQuery, staleTime: 0 }), sent)
      if (!silent)
        toast({ title: 'Saved', text: 'Pages that are open show it within a minute.', tone: 'positive' })
    },
    // Part of it may be kept.
    onError: () => queries.invalidateQueries(chatbotQuery),
  })
}

/** Sends the edits, to be put upon this look and no later one. */
async function saveOn(latest: ChatbotDetails, edits: LookEdits): Promise<void> {
  const { look, origins, newOrigin, picture } = edits
  let { version } = latest
  const listed = origins !== undefined || newOrigin !== undefined
  if (look || listed || picture === null) {
    const body = {
      if_version: version,
      ...look,
      ...(listed && { origins: [...shownOrigins(latest, edits)] }),
      ...(picture === null && { bot_picture: null }),
    }
    version = (await call('changeChatbot', { body })).version
  }
  if (picture) {
    // A form holds fewer fields than there may be sites, so the picture goes by itself.
    const body = new FormData()
    body.set('if_version', `${version}`)
    body.set('bot_picture', picture.file, pictureName(picture.file))
    await call('changeChatbot', { body })
  }
}

const isOutdated = (error: unknown) => error instanceof ApiError && 'if_version' in error.fields

/** Why nothing was saved. */
export function saveWords(error: unknown): string {
  if (error instanceof ChangedElsewhere) return error.message
  const marked = error instanceof ApiError && !isOutdated(error) && Object.keys(error.fields).length > 0
  return marked ? 'Something marked here is not right.' : sayFailure(error)
}

/** What the server says of the list of sites. It names a line by its place; a person knows it by what it says. */
export function originsError(error: unknown, sent: readonly string[]): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  const field = Object.keys(error.fields).find(name => name === 'origins' || name.startsWith('origins.'))
  if (field === undefined) return undefined
  const line = sent[Number(field.split('.')[1])]
  return `${line === undefined ? 'The list' : `“${line}”`} ${error.fields[field]}`
}

/** What the server says of the picture. */
export function pictureError(error: unknown): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  if (error.kind === 'too_large') return 'This picture is larger than 5 MB.'
  if (error.kind === 'unsupported_type') return 'This is not a PNG, JPEG, WebP or GIF.'
  const words = error.fields.bot_picture
  return words && `The picture ${words}`
}
