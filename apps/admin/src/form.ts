import { type RefObject, useEffect } from 'react'

/** What stands in the text fields of a form, by name. */
export function textOf(form: HTMLFormElement): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') all[name] = value
  return all
}

/** Puts the focus on the first field that is wrong, each time another error comes. */
export function useFocusOnError(form: RefObject<HTMLFormElement | null>, error: unknown): void {
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [form, error])
}
