import type { ReactNode } from 'react'
import { type Finish, finishes, type LampId } from './shop.js'

const GLOW = '#f6dfae'

/** Each lamp drawn on 400 by 360, in its finish. */
const drawings: Record<LampId, (fill: string, shade: string) => ReactNode> = {
  halo: (fill, shade) => (
    <>
      <path d="M198 0h4v96h-4z" className="fill-(--shop-metal)" />
      <path d="M184 92h32l6 22h-44z" className="fill-(--shop-joint)" />
      <path
        d="M178 114h44c56 20 92 74 96 150 0 8-54 14-118 14S82 272 82 264c4-76 40-130 96-150z"
        fill={fill}
      />
      <path d="M222 114c56 20 92 74 96 150 0 5-22 9-56 12 6-68-4-124-66-162z" fill={shade} />
      <path
        d="M118 176c-14 22-22 48-25 78"
        fill="none"
        stroke="#fff"
        strokeOpacity="0.7"
        strokeWidth="6"
        strokeLinecap="round"
      />
      <ellipse cx="200" cy="264" rx="118" ry="14" fill={GLOW} />
      <ellipse cx="200" cy="266" rx="84" ry="8" fill="#fff4d6" />
    </>
  ),
  fold: (fill, shade) => (
    <>
      <path d="M112 318h120a8 8 0 0 1 8 8v10H104v-10a8 8 0 0 1 8-8z" className="fill-(--shop-metal)" />
      <path d="M166 322 128 196l8-4 42 128z" className="fill-(--shop-metal)" />
      <path d="m126 198 96-96 9 8-96 96z" className="fill-(--shop-metal)" />
      <circle cx="132" cy="198" r="13" className="fill-(--shop-joint)" />
      <circle cx="226" cy="104" r="11" className="fill-(--shop-joint)" />
      <path d="m214 84 32-16 76 92-62 42z" fill={fill} />
      <path d="m236 73 10-5 76 92-22 15z" fill={shade} />
      <path d="m260 202 62-42 8 12c-12 22-40 40-60 42z" fill={GLOW} />
    </>
  ),
  arc: (fill, shade) => (
    <>
      <path d="M76 330h104v8a6 6 0 0 1-6 6H82a6 6 0 0 1-6-6z" className="fill-(--shop-metal)" />
      <path
        d="M128 332V132c0-60 42-102 96-102 50 0 88 34 92 84"
        fill="none"
        className="stroke-(--shop-metal)"
        strokeWidth="8"
        strokeLinecap="round"
      />
      <path d="M286 112h60l36 70H250z" fill={fill} />
      <path d="M322 112h24l36 70h-44z" fill={shade} />
      <path d="M250 182h132l-6 10H256z" fill={GLOW} />
    </>
  ),
  dot: (fill, shade) => (
    <>
      <path d="M160 300h80l14 32a6 6 0 0 1-6 8h-96a6 6 0 0 1-6-8z" fill="#a5835d" />
      <path d="M216 300h24l14 32a6 6 0 0 1-6 8h-22z" fill="#8c6d4b" />
      <path d="M178 282h44v20h-44z" className="fill-(--shop-metal)" />
      <circle cx="200" cy="190" r="98" fill={fill} />
      <path d="M232 97A98 98 0 0 1 232 283 130 130 0 0 0 232 97z" fill={shade} />
      <circle cx="188" cy="200" r="46" fill={GLOW} fillOpacity="0.55" />
      <path
        d="M124 158c8-20 22-34 40-42"
        fill="none"
        stroke="#fff"
        strokeOpacity="0.7"
        strokeWidth="6"
        strokeLinecap="round"
      />
    </>
  ),
}

/** A picture of a lamp; its name stands beside it. */
export function LampPicture({
  lamp,
  finish,
  className = '',
}: {
  lamp: LampId
  finish: Finish
  className?: string
}) {
  const { fill, shade } = finishes.find(({ id }) => id === finish) ?? finishes[0]
  return (
    <svg viewBox="0 0 400 360" className={className} aria-hidden="true">
      {drawings[lamp](fill, shade)}
    </svg>
  )
}
