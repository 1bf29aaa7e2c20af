import { useQuery } from '@tanstack/react-query'
import { useNow } from '../realtime/use-now.js'
import { CopyButton } from '../ui/copy-button.js'
import { Icon } from '../ui/icon.js'
import { sayAgo } from './ago.js'
import { embedLine, installationQuery } from './chatbot.js'
import { LineText } from './line-text.js'
import { sayOrigin } from './origins.js'

/** The one line for the owner's own page, ready to copy, and whether a page has it yet. */
export function EmbedLine({ site }: { site: string }) {
  return (
    <section
      className="overflow-hidden rounded-3 bg-sunken inset-ring inset-ring-border"
      aria-label="The line for your site"
    >
      <div className="flex items-center gap-3 py-2.5 ps-4 pe-2.5 max-phone:flex-col max-phone:items-stretch max-phone:px-3">
        <code id="embed-line" className="min-w-0 flex-1 font-mono text-13 wrap-anywhere" dir="ltr">
          <LineText line={embedLine(location.origin, site)} />
        </code>
        <CopyButton text={embedLine(location.origin, site)} describedBy="embed-line" />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-border px-4 py-1.5 text-12 text-muted max-phone:px-3">
        <Installed />
        <a className="link inline-flex min-h-6 items-center" href="/demo">
          Try it on the demo page
        </a>
      </div>
    </section>
  )
}

/** Whether and where the line was seen. Says nothing where nothing is known. */
function Installed() {
  const { data: seen } = useQuery(installationQuery)
  const now = useNow(seen != null)
  return (
    <p role="status" className="flex min-h-6 items-center gap-2">
      {seen === null && (
        <>
          <Icon name="clock" size={14} />
          Not seen on any page yet. This changes by itself.
        </>
      )}
      {seen && (
        <>
          <Icon name="check" size={14} className="text-positive" />
          <span>
            <b className="font-medium text-positive-text">Seen</b> on{' '}
            {seen.origin === null ? 'a page' : sayOrigin(seen.origin)}
            {/* It grows old by itself, which nobody needs to hear. */}
            <span aria-hidden="true">, {sayAgo(seen.at, now)}</span>
          </span>
        </>
      )}
    </p>
  )
}
