/** The bell on the button and in the head of the chat, in the colour around it. `size` in pixels. */
export function BellMark({ size }: { size: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} fill="currentColor" aria-hidden="true">
      <path d="M14 2h4a2 2 0 0 1 0 4h-4a2 2 0 0 1 0-4zM4 20a12 11 0 0 1 24 0zm0 2h24a2 2 0 0 1 0 4H15l-6 5v-5H4a2 2 0 0 1 0-4z" />
    </svg>
  )
}
