import { Frame } from '../frame/frame.js'
import { useTitle } from '../title.js'
import { ChangePasswordForm } from './change-password-form.js'
import { SessionList } from './session-list.js'
import { SignOut } from './sign-out.js'
import { useDesk } from './signed-in.js'
import './account-page.css'

/** Password, sessions and the way out. */
export function AccountPage() {
  const { me } = useDesk()
  useTitle('Account')
  const name = `${me.user.first_name} ${me.user.last_name}`.trim()
  return (
    <Frame current="account">
      <main className="sheet account" id="main">
        <header className="account__head">
          <div>
            <h1 tabIndex={-1}>Account</h1>
            <p className="muted">
              {name === '' ? me.user.username : `${name}, ${me.user.username}`} · {me.user.email}
            </p>
          </div>
          <SignOut />
        </header>
        <section className="account__part" aria-labelledby="password">
          <h2 id="password">Password</h2>
          <p className="muted">A new one ends every other session.</p>
          <ChangePasswordForm username={me.user.username} />
        </section>
        <section className="account__part" aria-labelledby="sessions">
          <h2 id="sessions">Where you are signed in</h2>
          <SessionList />
        </section>
      </main>
    </Frame>
  )
}
