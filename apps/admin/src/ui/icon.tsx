import './icon.css'

/** Drawn on a 16 px grid with a 1.5 px pen. */
const paths = {
  alert: 'M8 2.6 14 13H2zM8 6.6v3M8 11.3v.1',
  arrowDown: 'M8 3v9.6m4-4L8 12.8 4 8.6',
  back: 'M13 8H3.2m4-4.2L3 8l4.2 4.2',
  bell: 'M8 2.5v1.2M2.7 10.2a5.3 5.3 0 0 1 10.6 0zM1.8 12.9h12.4M6.6 2.2h2.8',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  checks: 'm1.2 8.6 3 3 6.3-6.6M7.3 11.1l.6.5L14.6 5',
  clip: 'm13 7.6-5 5a3.2 3.2 0 0 1-4.6-4.5l5.4-5.4a2.1 2.1 0 0 1 3 3l-5.2 5.2a1 1 0 0 1-1.5-1.4l4.6-4.6',
  clock: 'M8 2.2a5.8 5.8 0 1 1 0 11.6A5.8 5.8 0 0 1 8 2.2zM8 4.8V8l2.2 1.5',
  copy: 'M7.2 5.6h4.8a1.6 1.6 0 0 1 1.6 1.6V12a1.6 1.6 0 0 1-1.6 1.6H7.2A1.6 1.6 0 0 1 5.6 12V7.2a1.6 1.6 0 0 1 1.6-1.6zM10.4 5.4V3.6A1.2 1.2 0 0 0 9.2 2.4H3.6a1.2 1.2 0 0 0-1.2 1.2v5.6a1.2 1.2 0 0 0 1.2 1.2h1.8',
  download: 'M8 2.6v7.2m3-2.6L8 10.2 5 7.2M2.8 13.2h10.4',
  erased:
    'M6.3 3.9A6.5 6.5 0 0 1 8 3.7c4 0 6.2 4.3 6.2 4.3a11 11 0 0 1-1.7 2.2M4.2 5A10.8 10.8 0 0 0 1.8 8S4 12.3 8 12.3a6 6 0 0 0 2.8-.7M6.6 6.7a1.9 1.9 0 0 0 2.6 2.7M2.6 2.6l10.8 10.8',
  file: 'M4.8 2.2H9l3.2 3.2v7a1.4 1.4 0 0 1-1.4 1.4h-6a1.4 1.4 0 0 1-1.4-1.4V3.6a1.4 1.4 0 0 1 1.4-1.4zM9 2.4v3.2h3',
  lock: 'M4.8 7h6.4a1.6 1.6 0 0 1 1.6 1.6V12a1.6 1.6 0 0 1-1.6 1.6H4.8A1.6 1.6 0 0 1 3.2 12V8.6A1.6 1.6 0 0 1 4.8 7zM5.3 7V5.1a2.7 2.7 0 0 1 5.4 0V7',
  page: 'M3.8 2.8h8.4a1.6 1.6 0 0 1 1.6 1.6v7.2a1.6 1.6 0 0 1-1.6 1.6H3.8a1.6 1.6 0 0 1-1.6-1.6V4.4a1.6 1.6 0 0 1 1.6-1.6zM2.2 5.8h11.6M4.2 4.3h.1M6 4.3h.1',
  panel:
    'M3.6 3h8.8A1.6 1.6 0 0 1 14 4.6v6.8a1.6 1.6 0 0 1-1.6 1.6H3.6A1.6 1.6 0 0 1 2 11.4V4.6A1.6 1.6 0 0 1 3.6 3zM9.8 3v10',
  retry: 'M13.2 8a5.2 5.2 0 1 1-1.7-3.9l1.7 1.6M13.3 2.6v3.2h-3.2',
  send: 'M2.6 3.1 13.6 8l-11 4.9L4.3 8z M4.3 8h4.2',
  server:
    'M3.4 2.8h9.2a1.2 1.2 0 0 1 1.2 1.2v2a1.2 1.2 0 0 1-1.2 1.2H3.4A1.2 1.2 0 0 1 2.2 6V4a1.2 1.2 0 0 1 1.2-1.2zM3.4 8.8h9.2a1.2 1.2 0 0 1 1.2 1.2v2a1.2 1.2 0 0 1-1.2 1.2H3.4A1.2 1.2 0 0 1 2.2 12v-2a1.2 1.2 0 0 1 1.2-1.2zM4.6 5h.1M4.6 11h.1',
  upload: 'M8 10.2V2.8m3 2.8L8 2.6 5 5.6M2.8 13.2h10.4',
  user: 'M8 2.5a2.7 2.7 0 1 1 0 5.4 2.7 2.7 0 0 1 0-5.4zM2.8 13.6a5.2 5.2 0 0 1 10.4 0',
  wifi: 'M1.8 6.4a9 9 0 0 1 12.4 0M4 8.8a5.8 5.8 0 0 1 8 0M6.2 11.2a2.6 2.6 0 0 1 3.6 0M8 13.2v.1',
  wifiOff:
    'M1.8 6.4a9 9 0 0 1 3.6-2.1M8 3.9a9 9 0 0 1 6.2 2.5M4 8.8a5.8 5.8 0 0 1 2.8-1.5M6.2 11.2a2.6 2.6 0 0 1 3.6 0M8 13.2v.1M2.4 2.4l11.2 11.2',
  x: 'm4 4 8 8m0-8-8 8',
} as const

export type IconName = keyof typeof paths

/** A picture beside words; it says nothing by itself. `size` in pixels. `flips` where it points along the line. */
export function Icon({
  name,
  size = 16,
  flips,
}: {
  name: IconName
  size?: 12 | 14 | 16 | 20
  flips?: boolean
}) {
  return (
    <svg className={`i i--${size}${flips ? ' flip' : ''}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** The mark: a desk bell whose base is a speech bubble. `size` in pixels. */
export function Logo({ size = 20 }: { size?: number }) {
  return (
    <svg className="logo" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect className="logo__plunger" x="12" y="2" width="8" height="4" rx="2" />
      <path d="M4 19a12 11 0 0 1 24 0 1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z" />
      <path d="M4 22h24a2 2 0 0 1 0 4H15l-5.4 4.3A1 1 0 0 1 8 29.5V26H4a2 2 0 0 1 0-4z" />
    </svg>
  )
}
