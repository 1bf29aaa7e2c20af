/** Drawn on a grid of 16, in the line of the text around them. */
const paths = {
  alert: 'M8 2.6 14 13H2zM8 6.6v3M8 11.3v.1',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  checks: 'm1.2 8.6 3 3 6.3-6.6M7.3 11.1l.6.5L14.6 5',
  clip: 'm13 7.6-5 5a3.2 3.2 0 0 1-4.6-4.5l5.4-5.4a2.1 2.1 0 0 1 3 3l-5.2 5.2a1 1 0 0 1-1.5-1.4l4.6-4.6',
  clock: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2M8 4.8V8l2.2 1.5',
  down: 'm4.5 6.3 3.5 3.5 3.5-3.5',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  more: 'M3.4 8h.1M8 8h.1M12.6 8h.1',
  off: 'M1.8 6.4a9 9 0 0 1 3.6-2.1M8 3.9a9 9 0 0 1 6.2 2.5M4 8.8a5.8 5.8 0 0 1 2.8-1.5M6.2 11.2a2.6 2.6 0 0 1 3.6 0M8 13.2v.1M2.4 2.4l11.2 11.2',
  send: 'M2.6 3.1 13.6 8l-11 4.9L4.3 8zM4.3 8h4.2',
  x: 'm4 4 8 8m0-8-8 8',
} as const

/** `flip`: it points along the line, so it turns with it. */
export function Icon({ name, flip }: { readonly name: keyof typeof paths; readonly flip?: true }) {
  return (
    <svg class={flip ? 'i flip' : 'i'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}

/** The mark: a desk bell whose base is a speech bubble. */
export function Bell() {
  return (
    <svg class="bell" viewBox="0 0 32 32" aria-hidden="true">
      <path d="M14 2h4a2 2 0 0 1 0 4h-4a2 2 0 0 1 0-4zM4 19a12 11 0 0 1 24 0 1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zm0 3h24a2 2 0 0 1 0 4H15l-5.4 4.3A1 1 0 0 1 8 29.5V26H4a2 2 0 0 1 0-4z" />
    </svg>
  )
}
