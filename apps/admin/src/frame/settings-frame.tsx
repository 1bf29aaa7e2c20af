import type { ReactNode } from 'react'
import { Link, useHash } from '../router.js'
import { Icon, type IconName } from '../ui/icon.js'
import { Frame } from './frame.js'

type Part = 'chatbot' | 'replies' | 'account'

interface Entry {
  readonly part: Part
  readonly href: string
  readonly hash: string
  readonly icon: IconName
  readonly name: string
}

const groups: readonly { readonly name: string; readonly entries: readonly Entry[] }[] = [
  {
    name: 'Site',
    entries: [
      { part: 'chatbot', href: '/settings/chatbot', hash: '', icon: 'page', name: 'Chatbot' },
      { part: 'replies', href: '/settings/replies', hash: '', icon: 'zap', name: 'Canned replies' },
    ],
  },
  {
    name: 'Me',
    entries: [
      { part: 'account', href: '/account', hash: '', icon: 'shield', name: 'Account' },
      { part: 'account', href: '/account#ring', hash: '#ring', icon: 'sound', name: 'Ring and badge' },
    ],
  },
]

/**
 * The frame of everything that is set up once: its parts beside the page, or in one row above it where it is narrow.
 * `children` is the page's `main`, which scrolls by itself.
 */
export function SettingsFrame({ current, children }: { current: Part; children: ReactNode }) {
  const hash = useHash()
  const here = (entry: Entry) => entry.part === current && (entry.hash === '' || entry.hash === hash)
  const shown = groups.flatMap(group => group.entries).findLast(here)
  return (
    <Frame current="settings">
      <div className="grid min-h-0 grid-cols-[192px_minmax(0,1fr)] max-desk:grid-cols-[minmax(0,1fr)] max-desk:grid-rows-[auto_minmax(0,1fr)] [&>main]:me-2 [&>main]:mb-2 [&>main]:min-h-0 max-desk:[&>main]:ms-2 max-phone:[&>main]:m-0 max-phone:[&>main]:rounded-none max-phone:[&>main]:border-x-0 max-phone:[&>main]:border-b-0">
        <nav
          className="overflow-y-auto py-2 ps-3 pe-2 max-desk:flex max-desk:gap-1 max-desk:overflow-x-auto max-desk:px-2 max-desk:pt-1"
          aria-label="Settings"
        >
          {groups.map(group => (
            <div className="not-last:mb-4 max-desk:not-last:mb-0" key={group.name}>
              <h2 className="px-2 pb-1 font-medium text-12 text-muted max-desk:sr-only">{group.name}</h2>
              <ul className="grid gap-px max-desk:flex max-desk:gap-1">
                {group.entries.map(entry => (
                  <li key={entry.href}>
                    <Link
                      href={entry.href}
                      aria-current={entry === shown ? 'page' : undefined}
                      className="fingertip flex h-7 items-center gap-2 whitespace-nowrap rounded-2 px-2 font-medium text-text-2 ring-border hover:bg-press focus-visible:-outline-offset-2 aria-current:bg-surface aria-current:text-text aria-current:shadow-1 aria-current:ring-1 max-phone:h-9"
                    >
                      <Icon
                        name={entry.icon}
                        className={`max-desk:hidden ${entry === shown ? 'text-accent-text' : 'text-muted'}`}
                      />
                      {entry.name}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
        {children}
      </div>
    </Frame>
  )
}
