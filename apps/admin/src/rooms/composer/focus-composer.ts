/** Puts the cursor where a reply is written; answers whether there is such a place. */
export function focusComposer(): boolean {
  const box = document.querySelector<HTMLElement>('[data-key="r"]')
  box?.focus()
  return box !== null
}

/** The same for a private note: the switch is the composer's own. */
export function beginNote(): boolean {
  const note = document.querySelector<HTMLElement>('[data-key="n"]')
  note?.click()
  return note !== null
}

/** The same for a canned reply: the composer opens its list. */
export function beginCanned(): boolean {
  const canned = document.querySelector<HTMLElement>('[data-key="/"]')
  canned?.click()
  return canned !== null
}
