/** What was typed after a slash at the very start, while it can still be a shortcut; else null. */
export function typedShortcut(text: string): string | null {
  return /^\/[^\n]{0,40}$/u.test(text) ? text.slice(1) : null
}

/** The first thing left for the writer to fill in, such as `{batch}`: its start and end. */
export function firstBlank(text: string): readonly [number, number] | null {
  const found = /\{[\p{L}\p{N}_ -]{1,40}\}/u.exec(text)
  return found ? [found.index, found.index + found[0].length] : null
}
