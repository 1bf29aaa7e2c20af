import type { ReactNode } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { SoundButton } from '../attention/sound-button.js'
import { ConnectionMark } from '../realtime/connection-mark.js'
import { Link } from '../router.js'
import { Logo } from '../ui/icon.js'
import { SearchButton } from './search-button.js'
import { ThemeButton } from './theme-button.js'
import { UserMenu } from './user-menu.js'

type Place = 'messages' | 'settings'

const places = [
  { place: 'messages', href: '/messages', name: 'Messages' },
  { place: 'settings', href: '/settings/chatbot', name: 'Settings' },
] as const

/**
 * What every page of a signed-in person lies in: the bar on top, the page below, and nothing else scrolls.
 * `bare`: on a phone the page has it all to itself, without the bar.
 */
export function Frame({
  current,
  bare = false,
  children,
}: {
  current: Place
  bare?: boolean
  children: ReactNode
}) {
  return (
    <div
      className={`grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[48px_minmax(0,1fr)] overflow-hidden [&>main]:mx-2 [&>main]:mb-2 [&>main]:min-h-0 max-phone:[&>main]:m-0 max-phone:[&>main]:rounded-none max-phone:[&>main]:border-x-0 max-phone:[&>main]:border-b-0 ${bare ? 'max-phone:grid-rows-[minmax(0,1fr)] max-phone:[&>main]:border-t-0' : ''}`}
    >
      <a
        className="fixed start-2 top-2 z-50 rounded-2 bg-raised px-3 py-2 shadow-3 not-focus:sr-only"
        href="#main"
      >
        Skip to the page
      </a>
      <TopBar current={current} hidden={bare ? 'max-phone:hidden' : ''} />
      {children}
    </div>
  )
}

function TopBar({ current, hidden }: { current: Place; hidden: string }) {
  const { site } = useDesk()
  return (
    <header
      className={`flex min-w-0 items-center gap-1 whitespace-nowrap ps-4 pe-3 max-phone:gap-0.5 max-phone:px-1 ${hidden}`}
    >
      <Link
        className="relative me-2 flex h-8 min-w-0 items-center gap-2 rounded-2 ps-1 pe-2 font-semibold text-14 hover:bg-press max-phone:me-0 max-phone:h-11 max-phone:shrink-0 max-phone:px-2"
        href="/messages"
      >
        <Logo />
        <span className="truncate max-phone:sr-only">{site.name === '' ? site.slug : site.name}</span>
      </Link>
      <nav className="flex shrink-0 gap-0.5" aria-label="Deskbell">
        {places.map(({ place, href, name }) => (
          <Link
            key={place}
            className="fingertip flex h-7 items-center rounded-2 px-2.5 font-medium text-text-2 hover:bg-press aria-current:bg-press aria-current:text-text max-phone:h-9 max-phone:px-2"
            href={href}
            aria-current={place === current ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
      </nav>
      <span className="flex-1" />
      {/* First, since it grows: what one clicks at stays where it is. */}
      <ConnectionMark />
      <SearchButton />
      <SoundButton />
      <ThemeButton />
      <UserMenu />
    </header>
  )
}
