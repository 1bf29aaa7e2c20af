import type { ChatbotDetails } from '@deskbell/protocol/chatbot'
import { create } from 'zustand'
import { changedElsewhere, withBasis, without } from './elsewhere.js'
import { type LookEdits, readKept, realEdits } from './look-draft.js'

const PREFIX = 'deskbell:look:'
const none: LookEdits = {}

/** The browser may forbid storage or have none left; then a draft lasts as long as the page. */
function attempt<T>(use: (store: Storage) => T, otherwise: T): T {
  try {
    return use(sessionStorage)
  } catch {
    return otherwise
  }
}

function keep(site: string, { picture: _, ...text }: LookEdits): void {
  attempt(store => {
    if (Object.keys(text).length === 0) store.removeItem(PREFIX + site)
    else store.setItem(PREFIX + site, JSON.stringify(text))
  }, undefined)
}

const useDrafts = create<{ drafts: Readonly<Record<string, LookEdits>> }>(() => ({ drafts: {} }))

/** What is not saved of a site: as held by this page, else as a page before a reload kept it. */
function draftOf(site: string): LookEdits {
  const held = useDrafts.getState().drafts[site]
  if (held) return held
  const kept = readKept(attempt(store => store.getItem(PREFIX + site), null))
  // Told to the others after this drawing; they find the same until then.
  useDrafts.getState().drafts = { ...useDrafts.getState().drafts, [site]: kept }
  return kept
}

function write(site: string, edits: LookEdits): void {
  const { picture } = draftOf(site)
  if (picture && picture !== edits.picture) URL.revokeObjectURL(picture.url)
  keep(site, edits)
  useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [site]: edits } }))
}

/** What is changed for a site and not saved; it survives a look at another page, and a reload of this one. */
export function useLookDraft(saved: ChatbotDetails) {
  const site = saved.username
  const edits = useDrafts(store => store.drafts[site]) ?? draftOf(site)
  return {
    edits,
    edit: ({ look, ...more }: LookEdits) => {
      const before = draftOf(site)
      write(
        site,
        withBasis(saved, { ...before, ...more, ...(look && { look: { ...before.look, ...look } }) }),
      )
    },
    clear: () => write(site, none),
    /** Lets go of whatever was changed elsewhere, too. */
    takeTheirs: () => {
      const mine = draftOf(site)
      write(site, withBasis(saved, without(mine, changedElsewhere(saved, mine))))
    },
    /** Lets go of what is saved now, and of nothing that was typed meanwhile. */
    settle: (now: ChatbotDetails, sent: LookEdits) => {
      const { newOrigin, picture, basis: _, ...rest } = draftOf(site)
      const left = {
        ...realEdits(now, rest),
        ...(newOrigin !== undefined && newOrigin !== sent.newOrigin && { newOrigin }),
        ...(picture !== undefined && picture !== sent.picture && { picture }),
      }
      write(site, withBasis(now, left))
    },
  }
}

/** Whoever signs out leaves nothing half-changed behind. */
export function forgetLookDrafts(): void {
  for (const site of Object.keys(useDrafts.getState().drafts)) write(site, none)
  attempt(store => {
    for (const key of Object.keys(store)) if (key.startsWith(PREFIX)) store.removeItem(key)
  }, undefined)
  useDrafts.setState({ drafts: {} })
}
