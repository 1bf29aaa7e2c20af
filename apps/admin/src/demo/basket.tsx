import { type KeyboardEvent, useRef, useState } from 'react'
import { Icon } from '../ui/icon.js'
import { LampPicture } from './lamp-picture.js'
import { type Finish, type LampId, lamps, type ShopWords, sayPrice } from './shop.js'

/** One lamp in one finish, and how many of it. */
export interface BasketLine {
  readonly lamp: LampId
  readonly finish: Finish
  readonly count: number
}

/** The basket with one more of a lamp. */
export function withOne(basket: readonly BasketLine[], lamp: LampId, finish: Finish): readonly BasketLine[] {
  const same = (line: BasketLine) => line.lamp === lamp && line.finish === finish
  if (!basket.some(same)) return [...basket, { lamp, finish, count: 1 }]
  return basket.map(line => (same(line) ? { ...line, count: line.count + 1 } : line))
}

const priceOf = (line: BasketLine) => (lamps.find(({ id }) => id === line.lamp)?.price ?? 0) * line.count

export function Basket({
  words,
  basket,
  onRemove,
}: {
  words: ShopWords
  basket: readonly BasketLine[]
  onRemove: (line: BasketLine) => void
}) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const count = basket.reduce((sum, line) => sum + line.count, 0)
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Esc closes wherever the focus is in it
    <div className="relative" onKeyDown={open ? onKeyDown : undefined}>
      <button
        ref={button}
        type="button"
        className="flex h-11 items-center gap-2 rounded-1 px-2 font-medium"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon name="basket" size={20} />
        <span className="max-phone:sr-only">{words.basket}</span>
        <span
          className={
            count === 0
              ? 'sr-only'
              : 'grid h-5 min-w-5 place-items-center rounded-full bg-(--shop-ink) px-1.5 text-12 font-semibold text-(--shop-on-ink) tabular-nums'
          }
        >
          {count}
        </span>
      </button>
      {open && (
        <section
          aria-label={words.basket}
          className="absolute end-0 top-full z-10 w-80 max-w-[calc(100vw-2rem)] rounded-2 border border-(--shop-line) bg-(--shop-paper) p-4 shadow-3"
        >
          {basket.length === 0 ? (
            <p className="text-(--shop-soft)">{words.basketEmpty}</p>
          ) : (
            <>
              <ul className="grid gap-3">
                {basket.map(line => (
                  <li
                    key={line.lamp + line.finish}
                    className="grid grid-cols-[3rem_minmax(0,1fr)_auto] items-center gap-x-3"
                  >
                    <LampPicture
                      lamp={line.lamp}
                      finish={line.finish}
                      className="size-12 rounded-1 bg-(--shop-stage) p-1"
                    />
                    <span className="grid">
                      <b className="font-medium">{words.lamps[line.lamp].name}</b>
                      <span className="text-13 text-(--shop-soft)">
                        {words.finishes[line.finish]} × {line.count}
                      </span>
                    </span>
                    <span className="grid justify-items-end">
                      <span className="tabular-nums">{sayPrice(priceOf(line), words.lang)}</span>
                      <button
                        type="button"
                        className="min-h-6 text-13 text-(--shop-soft) underline underline-offset-2"
                        onClick={() => {
                          onRemove(line)
                          button.current?.focus()
                        }}
                      >
                        {words.remove}
                        <span className="sr-only"> {words.lamps[line.lamp].name}</span>
                      </button>
                    </span>
                  </li>
                ))}
              </ul>
              <p className="mt-4 flex justify-between border-t border-(--shop-line) pt-3 font-medium">
                {words.total}
                <span className="tabular-nums">
                  {sayPrice(
                    basket.reduce((sum, line) => sum + priceOf(line), 0),
                    words.lang,
                  )}
                </span>
              </p>
            </>
          )}
          <p className="mt-2 text-13 text-(--shop-soft)">{words.basketNote}</p>
        </section>
      )}
    </div>
  )
}
