import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { sayAgo } from '../chatbot/ago.js'
import { embedLine, installationQuery } from '../chatbot/chatbot.js'
import { LineText } from '../chatbot/line-text.js'
import { sayOrigin } from '../chatbot/origins.js'
import { useNow } from '../realtime/use-now.js'
import { Link, stepPath } from '../router.js'
import { buttonClass } from '../ui/button.js'
import { CopyButton } from '../ui/copy-button.js'
import { Icon } from '../ui/icon.js'
import { Tabs } from '../ui/tabs.js'
import { StepColumn } from './step.js'

const NEXT = stepPath('ring')
/** Somebody waits for it. */
const LOOK_EVERY = 2_000

/** The line for the owner's own page, and a look-out for the first page that has it. */
export function InstallStep() {
  const { site } = useDesk()
  const line = embedLine(location.origin, site.slug)
  const { data: seen = null } = useQuery({ ...installationQuery, refetchInterval: LOOK_EVERY })
  return (
    <div className="relative min-h-0 flex-1 tablet:overflow-y-auto">
      <StepColumn
        step="install"
        title="Put it on your page"
        lead="One line, on every page where visitors should be able to ring. This page notices by itself when it is there."
      >
        <section aria-label="The line for your site" className="grid gap-3">
          <div className="grid gap-3 rounded-3 bg-sunken p-4 inset-ring inset-ring-border">
            <code id="embed-line" className="font-mono text-13 wrap-anywhere" dir="ltr">
              <LineText line={line} />
            </code>
            <div className="flex flex-wrap items-center gap-2">
              <CopyButton size="lg" text={line} describedBy="embed-line" />
            </div>
          </div>
          <LookOut seen={seen} />
        </section>
        <WhereTo />
        <div className="flex flex-wrap items-center gap-2">
          <Link className={buttonClass({ look: seen ? 'primary' : 'plain', size: 'lg' })} href={NEXT}>
            {seen ? 'Go on' : 'Skip for now'}
          </Link>
          {!seen && (
            <p className="text-13 text-muted">
              No page at hand?{' '}
              <a className="link" href="/demo" target="_blank" rel="noopener">
                Open the demo shop
              </a>
            </p>
          )}
        </div>
      </StepColumn>
    </div>
  )
}

/** Whether a page has loaded the line, heard once when it has. */
function LookOut({ seen }: { seen: { origin: string | null; at: string } | null }) {
  const now = useNow(seen !== null)
  return (
    <p
      role="status"
      className={`flex items-center gap-2.5 rounded-2 px-4 py-2.5 text-13 forced-colors:border ${
        seen ? 'bg-positive-soft text-positive-text' : 'text-muted inset-ring inset-ring-border'
      }`}
    >
      {seen ? (
        <>
          <Icon name="done" size={20} />
          <span>
            Seen on{' '}
            <b className="font-semibold">{seen.origin === null ? 'a page' : sayOrigin(seen.origin)}</b>{' '}
            {/* It grows old by itself, which nobody needs to hear. */}
            <span aria-hidden="true">{sayAgo(seen.at, now)}</span>
          </span>
        </>
      ) : (
        <>
          <Icon name="spinner" className="animate-turn" />
          Looking out for a page that loads it.
        </>
      )}
    </p>
  )
}

type Place = 'html' | 'wordpress' | 'shopify' | 'gtm'

function WhereTo() {
  const [place, setPlace] = useState<Place>('html')
  return (
    <section aria-labelledby="where" className="grid gap-2">
      <h2 id="where" className="text-14 font-semibold">
        Where does it go?
      </h2>
      <Tabs
        label="Kind of page"
        value={place}
        onChange={setPlace}
        tabs={[
          {
            value: 'html',
            label: 'HTML',
            content: (
              <How>
                Paste the line just before <Code>{'</body>'}</Code>, best in the template that all your pages
                share. Upload it and open one of those pages.
              </How>
            ),
          },
          {
            value: 'wordpress',
            label: 'WordPress',
            content: (
              <How>
                Paste the line into the footer box of a plugin that adds code to pages, such as WPCode under
                Code Snippets, Header &amp; Footer. A Custom HTML block in the footer of a block theme does
                it, too.
              </How>
            ),
          },
          {
            value: 'shopify',
            label: 'Shopify',
            content: (
              <How>
                In Online Store, Themes, choose Edit code from the menu of your theme and open{' '}
                <Code>layout/theme.liquid</Code>. Paste the line just before <Code>{'</body>'}</Code> and
                save.
              </How>
            ),
          },
          {
            value: 'gtm',
            label: 'Tag Manager',
            content: (
              <How>
                In Google Tag Manager make a new tag of the type Custom HTML, paste the line, and let it fire
                on All Pages. Then submit, so that it is published.
              </How>
            ),
          },
        ]}
      />
      <p className="text-12 text-muted">
        Does your page send a Content-Security-Policy? Add <Code>{location.origin}</Code> to its{' '}
        <Code>script-src</Code> and <Code>frame-src</Code>.
      </p>
    </section>
  )
}

const How = ({ children }: { children: ReactNode }) => (
  <p className="text-pretty text-14 text-text-2">{children}</p>
)

const Code = ({ children }: { children: string }) => (
  <code
    className="inline-block max-w-full rounded-1 bg-hover px-0.5 font-mono text-12 wrap-anywhere"
    dir="ltr"
  >
    {children}
  </code>
)
