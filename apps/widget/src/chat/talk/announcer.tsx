import type { Entry } from '@deskbell/protocol/entry'

/**
 * Tells a screen reader each new message of the other side once; the desk decides which those are. Not left to the log
 * itself, where older pages and the first one would be read out, too.
 */
export function Announcer({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <div class="vh" aria-live="polite">
      {entries.map(({ id, kind, content, from, file_name }) => (
        <p key={id}>{kind === 'event' ? content : `${from.name}: ${content || file_name}`}</p>
      ))}
    </div>
  )
}
