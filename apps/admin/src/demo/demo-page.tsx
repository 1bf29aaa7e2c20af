import { useEffect, useLayoutEffect, useState } from 'react'
import { useMaybeMe } from '../accounts/me.js'
import { useHash } from '../router.js'
import { useTitle } from '../title.js'
import { Basket, type BasketLine, withOne } from './basket.js'
import { LampPicture } from './lamp-picture.js'
import { Product } from './product.js'
import { type LampId, lamps, type ShopWords, sayPrice, wordsOf } from './shop.js'
import './marlow.css'

/**
 * A shop such as an owner may have, with the real widget on it. Links to and from it load anew: the widget is made
 * to stay for as long as its page does. `rtl`: the shop as its Arabic readers would see it.
 */
export function DemoPage({ asked, rtl }: { asked: string | null; rtl: boolean }) {
  useTitle('Demo shop')
  useDirection(rtl)
  const me = useMaybeMe()
  const site = asked ?? me?.sites[0]?.slug ?? null
  const words = wordsOf(rtl)
  const [missing, setMissing] = useState<string | null>(null)
  const [basket, setBasket] = useState<readonly BasketLine[]>([])
  const hash = useHash()
  const shown = lamps.find(({ id }) => hash === `#${id}`) ?? lamps[0]
  return (
    <div className="marlow flex min-h-dvh flex-col bg-(--shop-paper) text-14 text-(--shop-ink)">
      <Note site={site} missing={site !== null && missing === site} signedIn={me !== null} />
      <header className="border-b border-(--shop-line)">
        <div className="mx-auto flex min-h-16 w-full max-w-320 items-center gap-x-6 px-4 phone:px-8">
          <b className="me-auto text-16 font-semibold tracking-tight">{words.shop}</b>
          <nav aria-label={words.nav} className="flex gap-5 max-phone:hidden">
            {lamps.map(({ id }) => (
              <a
                key={id}
                href={`#${id}`}
                className="flex min-h-11 items-center text-(--shop-soft) hover:text-(--shop-ink) hover:underline"
              >
                {words.lamps[id].kind}
              </a>
            ))}
          </nav>
          <Basket
            words={words}
            basket={basket}
            onRemove={line => setBasket(basket.filter(each => each !== line))}
          />
        </div>
      </header>
      <main className="mx-auto w-full max-w-320 flex-1">
        <Product
          key={shown.id}
          lamp={shown}
          words={words}
          onAdd={finish => setBasket(withOne(basket, shown.id, finish))}
        />
        <MoreLamps words={words} but={shown.id} />
        <section className="mx-4 grid gap-6 border-t border-(--shop-line) py-10 phone:mx-8 phone:grid-cols-3">
          {words.service.map(([title, text]) => (
            <div key={title}>
              <h2 className="font-semibold">{title}</h2>
              <p className="mt-1 text-(--shop-soft)">{text}</p>
            </div>
          ))}
        </section>
      </main>
      <footer className="border-t border-(--shop-line) bg-(--shop-panel)">
        {/* The bell of the chat lies over the end of the page. */}
        <p className="mx-auto max-w-320 px-4 pt-6 pb-24 text-13 text-(--shop-soft) phone:px-8">
          {words.shop}. {words.made}.
        </p>
      </footer>
      {site && <Widget site={site} onMissing={setMissing} />}
    </div>
  )
}

/** In the product's own words, since it is not the shop that speaks. */
function Note({ site, missing, signedIn }: { site: string | null; missing: boolean; signedIn: boolean }) {
  return (
    <aside
      dir="ltr"
      lang="en"
      aria-label="About this page"
      className="flex flex-wrap items-center justify-center gap-x-3 bg-info-soft px-4 py-1 text-13 text-info-text"
    >
      <p className="py-1 text-center">
        {site && missing ? (
          <>
            A pretend shop. The chat of <b className="font-semibold">{site}</b> did not load: is there a site
            of that name?
          </>
        ) : site ? (
          <>
            A pretend shop with the chat of <b className="font-semibold">{site}</b>: write from the corner,
            answer in the inbox.
          </>
        ) : (
          <>A pretend shop, without a chat: sign in to see yours in its corner.</>
        )}
      </p>
      <span className="flex gap-3">
        {signedIn ? (
          <>
            <NoteLink href="/messages" text="Your inbox" elsewhere />
            <NoteLink href="/settings/chatbot" text="Its look" />
          </>
        ) : (
          <>
            {!site && <NoteLink href="/login?next=/demo" text="Sign in" />}
            <NoteLink href="/" text="What is Deskbell?" />
          </>
        )}
      </span>
    </aside>
  )
}

function NoteLink({ href, text, elsewhere = false }: { href: string; text: string; elsewhere?: boolean }) {
  return (
    <a
      className="inline-flex min-h-6 items-center font-medium underline underline-offset-2 coarse:min-h-11"
      href={href}
      {...(elsewhere && { target: '_blank', rel: 'noopener' })}
    >
      {text}
    </a>
  )
}

function MoreLamps({ words, but }: { words: ShopWords; but: LampId }) {
  return (
    <section aria-labelledby="more" className="px-4 py-10 phone:px-8">
      <h2 id="more" className="text-20 font-semibold tracking-tight">
        {words.more}
      </h2>
      <ul className="mt-4 grid grid-cols-2 gap-4 phone:grid-cols-3 phone:gap-6">
        {lamps
          .filter(({ id }) => id !== but)
          .map(({ id, price, finish }) => (
            <li key={id}>
              <a href={`#${id}`} className="group block" onClick={() => window.scrollTo({ top: 0 })}>
                <LampPicture
                  lamp={id}
                  finish={finish}
                  className={`w-full rounded-2 bg-(--shop-stage) px-6 pb-6 max-phone:px-3 max-phone:pb-3 ${id === 'halo' ? '' : 'pt-6 max-phone:pt-3'}`}
                />
                <span className="mt-2 block font-medium group-hover:underline">{words.lamps[id].name}</span>
                <span className="block text-(--shop-soft) tabular-nums">{sayPrice(price, words.lang)}</span>
              </a>
            </li>
          ))}
      </ul>
    </section>
  )
}

/** Before the widget comes, which takes its direction from the page. */
function useDirection(rtl: boolean): void {
  useLayoutEffect(() => {
    if (!rtl) return
    const page = document.documentElement
    const before = page.lang
    page.dir = 'rtl'
    page.lang = 'ar'
    return () => {
      page.removeAttribute('dir')
      page.lang = before
    }
  }, [rtl])
}

const ADDED = 'deskbell-demo-widget'

/** The line an owner pastes, put into the page as their page would. */
function Widget({ site, onMissing }: { site: string; onMissing: (site: string) => void }) {
  useEffect(() => {
    if (document.getElementById(ADDED)) return
    const script = document.createElement('script')
    script.id = ADDED
    script.async = true
    script.src = `/widget.js?site=${encodeURIComponent(site)}`
    script.onerror = () => onMissing(site)
    document.body.append(script)
  }, [site, onMissing])
  return null
}
