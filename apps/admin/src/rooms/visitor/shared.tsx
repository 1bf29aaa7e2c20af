import type { Entry } from '@deskbell/protocol/entry'
import { useMemo, useState } from 'react'
import { Icon } from '../../ui/icon.js'
import { sayMoment } from '../../ui/moment.js'
import { shownInline } from '../message/files.js'
import { authorName } from '../names.js'
import { OneLine } from '../one-line.js'
import { sharedIn } from './shared-in.js'

/** How many are shown before somebody asks for all. */
const AT_FIRST = 5

/** Files, pictures and links of what is loaded of the conversation, the newest first. */
export function Shared({ entries, now }: { entries: readonly Entry[]; now: Date }) {
  const [all, setAll] = useState(false)
  const shared = useMemo(() => sharedIn(entries), [entries])
  if (shared.length === 0) return null
  const shown = all ? shared : shared.slice(0, AT_FIRST)
  return (
    <section className="border-t border-border p-4" aria-labelledby="visitor-files">
      <h3 id="visitor-files" className="mb-1 text-13 font-semibold">
        Files and links
      </h3>
      <ul className="-mx-2">
        {shown.map(({ key, href, name, type, entry }) => (
          <li key={key}>
            <a
              className="grid grid-cols-[32px_minmax(0,1fr)] items-center gap-x-3 rounded-2 p-2 hover:bg-hover"
              href={href}
              target="_blank"
              rel="noopener noreferrer"
            >
              <span className="grid size-8 place-items-center overflow-hidden rounded-2 bg-hover text-text-2">
                {shownInline(type) ? (
                  <img className="size-8 object-cover" src={href} alt="" loading="lazy" decoding="async" />
                ) : (
                  <Icon name={type === 'link' ? 'link' : 'file'} />
                )}
              </span>
              <span className="min-w-0">
                <OneLine>{name}</OneLine>
                <span className="block truncate text-12 text-muted">
                  {authorName(entry)}, <time dateTime={entry.created}>{sayMoment(entry.created, now)}</time>
                </span>
              </span>
            </a>
          </li>
        ))}
      </ul>
      {!all && shared.length > AT_FIRST && (
        <button type="button" className="link mt-1 min-h-6" onClick={() => setAll(true)}>
          Show all {shared.length}
        </button>
      )}
    </section>
  )
}
