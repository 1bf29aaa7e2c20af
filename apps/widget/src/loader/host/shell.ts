/** What stands in the window until the chat is there, so that it opens at once and can be closed at any time. */
export function makeShell(dialog: HTMLElement, name: string | undefined, onClose: () => void) {
  const make = document.createElement.bind(document)
  const shell = make('section')
  const title = make('h2')
  const close = make('button')
  const line = make('p')
  title.textContent = name ?? ''
  close.ariaLabel = 'Close the chat'
  close.textContent = '✕'
  close.onclick = onClose
  line.role = 'status'
  line.textContent = 'Connecting…'
  shell.append(title, close, line)
  dialog.prepend(shell)
  return { shell, close, line }
}
