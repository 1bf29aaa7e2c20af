import { useEffect, useId, useState } from 'react'
import { LampPicture } from './lamp-picture.js'
import { type Finish, finishes, type lamps, type ShopWords, sayPrice } from './shop.js'

/** How long the button says that it was done. */
const SAID_MS = 2_500

/** The page of one lamp: its picture, its finishes, and a button that puts it into the basket. */
export function Product({
  lamp,
  words,
  onAdd,
}: {
  lamp: (typeof lamps)[number]
  words: ShopWords
  onAdd: (finish: Finish) => void
}) {
  const [finish, setFinish] = useState<Finish>(lamp.finish)
  const [added, setAdded] = useState(0)
  const said = useBriefly(added)
  const group = useId()
  const { name, kind, says, facts } = words.lamps[lamp.id]
  return (
    <div className="grid phone:grid-cols-2 phone:px-8 phone:pt-8">
      <div className="grid bg-(--shop-stage) phone:min-h-120 phone:rounded-2">
        <LampPicture
          lamp={lamp.id}
          finish={finish}
          className={`w-full max-w-100 max-phone:h-64 ${lamp.id === 'halo' ? 'mx-auto self-start' : 'm-auto'}`}
        />
      </div>
      <div className="grid content-start gap-6 px-4 py-6 phone:ps-8 phone:pe-0 phone:py-2 tablet:ps-12">
        <div>
          <p className="text-13 text-(--shop-soft)">{kind}</p>
          <h1 className="mt-1 text-28 font-semibold tracking-tight text-balance" tabIndex={-1}>
            {name}
          </h1>
          <p className="mt-1 text-16 tabular-nums">{sayPrice(lamp.price, words.lang)}</p>
        </div>
        <p className="max-w-[44ch] text-15 text-(--shop-soft)">{says}</p>
        <fieldset className="flex flex-wrap items-center gap-3">
          <legend className="sr-only">{words.finish}</legend>
          {finishes.map(each => (
            <label
              key={each.id}
              title={words.finishes[each.id]}
              className="fingertip size-9 rounded-full border border-(--shop-edge) outline-offset-2 forced-color-adjust-none has-checked:outline-2 has-checked:outline-(--shop-ink) has-focus-visible:outline-2 has-focus-visible:outline-offset-4 has-focus-visible:outline-focus"
              style={{ background: each.fill }}
            >
              <input
                type="radio"
                name={group}
                aria-label={words.finishes[each.id]}
                className="absolute inset-0 size-full cursor-pointer appearance-none rounded-full opacity-0"
                checked={each.id === finish}
                onChange={() => setFinish(each.id)}
              />
            </label>
          ))}
          <span className="text-13 text-(--shop-soft)" aria-hidden="true">
            {words.finishes[finish]}
          </span>
        </fieldset>
        <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-4 gap-y-2">
          {facts.map(([fact, value]) => (
            <div key={fact} className="contents">
              <dt className="text-(--shop-soft)">{fact}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <button
            type="button"
            className="h-12 rounded-1 bg-(--shop-ink) px-8 text-center text-15 font-medium text-(--shop-on-ink) max-phone:w-[calc(100%-5rem)]"
            onClick={() => {
              onAdd(finish)
              setAdded(added + 1)
            }}
          >
            {words.add}
          </button>
          <p role="status" className="text-(--shop-soft)">
            {said && words.added}
          </p>
        </div>
      </div>
    </div>
  )
}

/** True for a moment each time the number grows. */
function useBriefly(times: number): boolean {
  const [over, setOver] = useState(times)
  useEffect(() => {
    const timer = setTimeout(() => setOver(times), SAID_MS)
    return () => clearTimeout(timer)
  }, [times])
  return over !== times
}
