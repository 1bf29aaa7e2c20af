import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../accounts/me.js'
import { SignUpForm } from '../accounts/sign-up-form.js'
import { Link, Redirect } from '../router.js'
import { useTitle } from '../title.js'
import { Avatar } from '../ui/avatar.js'
import { buttonClass } from '../ui/button.js'
import { Icon, Logo } from '../ui/icon.js'
import './landing-page.css'

/** What Deskbell is, and the way in. Whoever is signed in has work to do instead. */
export function LandingPage() {
  useTitle('')
  const me = useQuery(meQuery)
  if (me.data) return <Redirect to="/messages" />
  return (
    <div className="landing">
      <header className="landing__bar">
        <span>
          <Logo size={28} />
          Deskbell
        </span>
        <Link className={buttonClass({ look: 'ghost' })} href="/login">
          Sign in
        </Link>
      </header>
      <main className="landing__main">
        <div className="landing__say">
          <h1 tabIndex={-1}>A visitor rings, and one of you comes to the desk.</h1>
          <p className="landing__lead">
            Deskbell is a live chat for your web site, with an inbox for the people who answer. It runs on
            your own server, from one command.
          </p>
          <section aria-labelledby="open">
            <h2 id="open">Open your desk</h2>
            <SignUpForm />
          </section>
          <dl className="landing__facts">
            <div>
              <dt>1 line</dt>
              <dd>of HTML</dd>
            </div>
            <div>
              <dt>2 kB</dt>
              <dd>until a click</dd>
            </div>
            <div>
              <dt>0 requests</dt>
              <dd>to other hosts</dd>
            </div>
          </dl>
        </div>
        <Illustration />
      </main>
      <footer className="landing__foot">
        <span>Deskbell, MIT licence</span>
        <a href="/docs">API</a>
      </footer>
    </div>
  )
}

/** Both sides of one conversation, drawn. */
function Illustration() {
  return (
    <div
      className="landing__show"
      role="img"
      aria-label="One conversation, both sides: the visitor’s chat window, and the inbox where the same words arrive"
    >
      <div className="show__desk">
        <p className="show__head">
          <Avatar id="kim" name="Kim Hartley" size={28} />
          Kim Hartley
        </p>
        <p className="show__in">The glass came cracked. Can you send another by Saturday?</p>
        <p className="show__out">Yes, one leaves today. You have it on Thursday.</p>
        <p className="show__seen">
          <Icon name="checks" size={14} />
          Seen
        </p>
        <p className="show__in">That was quick, thank you!</p>
        <p className="show__box">Reply to Kim</p>
      </div>
      <div className="show__chat">
        <p className="show__bar">
          <Logo size={22} />
          Marlow Lighting
        </p>
        <p className="show__me">The glass came cracked. Can you send another by Saturday?</p>
        <p className="show__them">Yes, one leaves today. You have it on Thursday.</p>
        <p className="show__me">That was quick, thank you!</p>
        <p className="show__box">Write a message</p>
      </div>
    </div>
  )
}
