import { type FormEvent, type RefObject, useEffect, useState } from 'react'
import { fieldError } from './failure.js'

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

const none: ReadonlySet<string> = new Set()

/**
 * What is wrong with each field of a form, until somebody changes that field: then nobody knows, and nothing is said.
 * `onInput` goes to the form, or `changed` is told by whoever changes a field.
 */
export function useFieldErrors(error: unknown) {
  const [since, setSince] = useState({ error, names: none })
  const names = since.error === error ? since.names : none
  const changed = (name: string) => {
    if (error && !names.has(name)) setSince({ error, names: new Set([...names, name]) })
  }
  return {
    changed,
    onInput: ({ target }: FormEvent<HTMLFormElement>) => {
      if (target instanceof HTMLInputElement) changed(target.name)
    },
    wrong: (field: string, label: string) => (names.has(field) ? undefined : fieldError(error, field, label)),
  }
}
