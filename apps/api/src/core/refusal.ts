import { DeskbellError } from './errors.js'

/** As much of a schema's complaint as is told. */
interface Issue {
  readonly code?: string
  readonly message: string
  readonly path: readonly PropertyKey[]
  readonly expected?: unknown
  readonly keys?: readonly string[]
}

/**
 * What a schema found wrong, as a refusal that names every wrong field, such as `message.content`.
 * @param input what was checked
 * @param whole what to call the input itself when it is wrong altogether
 */
export function refusal(issues: readonly Issue[], input: unknown, whole: string): DeskbellError {
  const fields = new Map<string, string>()
  for (const issue of issues) {
    const path = [
      ...issue.path,
      ...(issue.code === 'unrecognized_keys' ? (issue.keys?.slice(0, 1) ?? []) : []),
    ]
    const field = path.map(String).join('.').slice(0, 100).toWellFormed() || whole
    // The first complaint about a field is the one that helps.
    if (!fields.has(field)) fields.set(field, words(issue, input))
  }
  const [field, said] = [...fields][0] ?? [whole, 'is not valid']
  return new DeskbellError('bad_request', `${field} ${said}`, { field, fields: Object.fromEntries(fields) })
}

function words(issue: Issue, input: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_union':
      if (valueAt(input, issue.path) === undefined) return 'is missing'
      // The schemas' own words begin like this; the library's begin with a capital.
      if (issue.message.startsWith('is ')) return issue.message
      return issue.code === 'invalid_type' ? `is not ${kind(issue.expected)}` : 'is not one of what it may be'
    case 'unrecognized_keys':
      return 'is not known here'
    default:
      return /^[A-Z]/.test(issue.message) ? 'is not valid' : issue.message
  }
}

function kind(expected: unknown): string {
  const name = String(expected)
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}
