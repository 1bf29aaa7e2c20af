import type { ReactNode } from 'react'
import { useDesk } from '../accounts/signed-in.js'
import { ConnectionMark } from '../realtime/connection-mark.js'
import { Link } from '../router.js'
import { Avatar } from '../ui/avatar.js'
import { Logo } from '../ui/icon.js'
import './frame.css'

type Place = 'messages' | 'settings' | 'account'

/** What every page of a signed-in person lies in: the bar on top, the page below. */
export function Frame({ current, children }: { current: Place; children: ReactNode }) {
  const { me, site } = useDesk()
  const mark = (place: Place) => (place === current ? ('page' as const) : undefined)
  return (
    <div className="frame">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className="top">
        <Link className="top__site" href="/messages">
          <Logo />
          <span className="ell">{site.name === '' ? site.slug : site.name}</span>
        </Link>
        <nav className="top__nav" aria-label="Deskbell">
          <Link href="/messages" aria-current={mark('messages')}>
            Messages
          </Link>
          <Link href="/settings/chatbot" aria-current={mark('settings')}>
            Settings
          </Link>
        </nav>
        <span className="top__gap" />
        <ConnectionMark />
        <Link className="top__me" href="/account" title="My account" aria-current={mark('account')}>
          <Avatar id={me.user.id} name={nameOf(me.user)} size={28} />
          <span className="vh">{me.user.username}, my account</span>
        </Link>
      </header>
      {children}
    </div>
  )
}

function nameOf(user: { first_name: string; last_name: string; username: string }): string {
  const name = `${user.first_name} ${user.last_name}`.trim()
  return name === '' ? user.username : name
}
