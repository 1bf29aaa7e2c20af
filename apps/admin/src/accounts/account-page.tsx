import { type ReactNode, useEffect } from 'react'
import { AttentionSettings } from '../attention/attention-settings.js'
import { SettingsFrame } from '../frame/settings-frame.js'
import { goToHash } from '../router.js'
import { useTitle } from '../title.js'
import { Button } from '../ui/button.js'
import { Segmented } from '../ui/choice.js'
import { themes, useTheme } from '../ui/theme.js'
import { ChangePasswordForm } from './change-password-form.js'
import { SessionList } from './session-list.js'
import { useSignOut } from './sign-out.js'
import { useDesk } from './signed-in.js'

/** What belongs to one person: how the desk looks and rings for them, their password, their sessions. */
export function AccountPage() {
  const { me } = useDesk()
  const { signOut, busy } = useSignOut()
  useTitle('Account')
  useEffect(() => void goToHash(), [])
  const name = `${me.user.first_name} ${me.user.last_name}`.trim()
  return (
    <SettingsFrame current="account">
      <main className="sheet relative overflow-y-auto!" id="main" tabIndex={-1}>
        <div className="mx-auto w-full max-w-162 px-8 pt-6 pb-10 text-14 max-phone:px-4 max-phone:pt-5 max-phone:pb-8">
          <header className="flex flex-wrap items-start justify-between gap-4">
            <div className="min-w-0">
              <h1 className="text-20 tracking-[-0.01em]" tabIndex={-1}>
                Account
              </h1>
              <p className="text-13 text-muted wrap-anywhere">
                {[name, me.user.username, me.user.email].filter(Boolean).join(' · ')}
              </p>
            </div>
            <Button busy={busy} onClick={signOut}>
              {busy ? 'Signing out' : 'Sign out'}
            </Button>
          </header>
          <Part id="appearance" title="Appearance" lead="In this browser. System follows what it is set to.">
            <ThemeChoice />
          </Part>
          <Part id="ring" title="Ring and badge" lead="How this browser calls you when somebody writes.">
            <AttentionSettings />
          </Part>
          <Part id="password" title="Password" lead="A new one ends every other session.">
            <ChangePasswordForm username={me.user.username} />
          </Part>
          <Part
            id="sessions"
            title="Where you are signed in"
            lead="End what you do not know, then change your password."
          >
            <SessionList />
          </Part>
        </div>
      </main>
    </SettingsFrame>
  )
}

function Part({
  id,
  title,
  lead,
  children,
}: {
  id: string
  title: string
  lead: string
  children: ReactNode
}) {
  return (
    <section
      className="mt-6 scroll-mt-6 rounded-none border-t border-border pt-6 outline-none"
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-title`}
    >
      <h2 className="text-14" id={`${id}-title`}>
        {title}
      </h2>
      <p className="mb-4 text-pretty text-13 text-muted">{lead}</p>
      {children}
    </section>
  )
}

function ThemeChoice() {
  const { theme, choose } = useTheme()
  return <Segmented label="Theme" value={theme} onChange={choose} options={themes} />
}
