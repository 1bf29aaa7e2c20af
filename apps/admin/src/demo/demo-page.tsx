import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { meQuery } from '../accounts/me.js'
import { useTitle } from '../title.js'
import { buttonClass } from '../ui/button.js'
import './demo-page.css'

/**
 * A page such as an owner may have, with the real widget on it. Links to and from it load anew: the widget is made
 * to stay for as long as its page does.
 */
export function DemoPage({ asked }: { asked: string | null }) {
  useTitle('Demo shop')
  const me = useQuery({ ...meQuery, enabled: asked === null })
  const site = asked ?? me.data?.sites[0]?.slug ?? null
  return (
    <div className="shop">
      <aside className="shop__note" aria-label="About this page">
        {site ? (
          <>
            A pretend shop with the chat of <b>{site}</b>: write from the corner, answer in your{' '}
            <a href="/messages" target="_blank" rel="noopener">
              inbox
            </a>
            .
          </>
        ) : (
          <>
            A pretend shop. <a href="/login?next=/demo">Sign in</a> to see your chat in its corner, or name a
            site in the address: <code>/demo?site=name</code>.
          </>
        )}
      </aside>
      <header className="shop__bar">
        <b>Marlow Lighting</b>
        <nav aria-label="Shop">
          <a href="#lamps">Lamps</a>
          <a href="#help">Help</a>
        </nav>
      </header>
      <main>
        <section className="shop__hero">
          <h1 tabIndex={-1}>Light that stays out of the way.</h1>
          <p>Desk lamps and pendants, made in Leeds, repaired for ever.</p>
        </section>
        <section id="lamps" aria-labelledby="lamps-title">
          <h2 id="lamps-title">Lamps</h2>
          <ul className="shop__lamps">
            {lamps.map(lamp => (
              <li key={lamp.name}>
                <svg viewBox="0 0 120 96" aria-hidden="true">
                  <path className="shop__lamp" d={lamp.shape} />
                </svg>
                <h3>{lamp.name}</h3>
                <p>{lamp.says}</p>
                <p className="num">{lamp.price}</p>
              </li>
            ))}
          </ul>
        </section>
        <section id="help" aria-labelledby="help-title">
          <h2 id="help-title">Help</h2>
          <p>Orders leave within a day. Something broken or unclear? Ring the bell in the corner.</p>
        </section>
      </main>
      <footer>
        <a className={buttonClass({})} href={me.data || asked === null ? '/settings/chatbot' : '/'}>
          Back to Deskbell
        </a>
      </footer>
      {site && <Widget site={site} />}
    </div>
  )
}

const lamps = [
  {
    name: 'Fold',
    says: 'A desk lamp that folds flat',
    price: '£129',
    shape: 'M38 84h44v4H38zM58 84 44 48l30-30 4 4-26 26 12 36zM70 10l20 20-8 6-20-20z',
  },
  {
    name: 'Halo',
    says: 'A pendant of opal glass',
    price: '£210',
    shape: 'M58 4h4v28h-4zM50 32h20l3 8H47zM47 40h26c16 8 26 24 27 44H20c1-20 11-36 27-44z',
  },
  {
    name: 'Arc',
    says: 'A floor lamp for reading',
    price: '£340',
    shape: 'M26 84h36v4H26zM42 84V40c0-26 44-26 46-4h-4c-4-16-38-14-38 4v44zM74 36h24l6 14H68z',
  },
] as const

const ADDED = 'deskbell-demo-widget'

/** The line an owner pastes, put into the page as their page would. */
function Widget({ site }: { site: string }) {
  useEffect(() => {
    if (document.getElementById(ADDED)) return
    const script = document.createElement('script')
    script.id = ADDED
    script.async = true
    script.src = `/widget.js?site=${encodeURIComponent(site)}`
    document.body.append(script)
  }, [site])
  return null
}
