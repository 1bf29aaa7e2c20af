import secureJson from 'secure-json-parse'
import type { z } from 'zod/mini'
import { DeskbellError } from '../core/errors.js'
import { refusal } from '../core/refusal.js'

interface About {
  /** What the sender wants to have repeated, and the send it is about: known also where the rest is wrong. */
  readonly replyTo: string | number | undefined
  readonly clientId: string | undefined
}

export type Frame<T> = About &
  ({ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: DeskbellError })

const nothing: About = { replyTo: undefined, clientId: undefined }

/** Reads a text frame from outside. Whatever it holds, the answer is a value of the schema or a clear error. */
export function parseFrame<T>(text: string, schema: z.ZodMiniType<T>): Frame<T> {
  let raw: unknown
  try {
    raw = secureJson.parse(text, null, { protoAction: 'error', constructorAction: 'error' })
  } catch (error) {
    const forbidden = error instanceof SyntaxError && error.message.includes('forbidden prototype')
    const message = forbidden
      ? 'holds a key that is not allowed: __proto__ or constructor.prototype'
      : 'is not JSON'
    return {
      ...nothing,
      ok: false,
      error: new DeskbellError('bad_request', `The frame ${message}.`, { field: 'frame' }),
    }
  }
  const about = aboutOf(raw)
  const parsed = schema.safeParse(raw)
  return parsed.success
    ? { ...about, ok: true, value: parsed.data }
    : { ...about, ok: false, error: refusal(parsed.error.issues, raw, 'frame') }
}

function aboutOf(raw: unknown): About {
  if (!isObject(raw)) return nothing
  const body = isObject(raw.message) ? raw.message : isObject(raw.note) ? raw.note : {}
  return {
    replyTo:
      (typeof raw.id === 'string' && raw.id.length <= 64) || Number.isSafeInteger(raw.id)
        ? (raw.id as string | number)
        : undefined,
    clientId: typeof body.client_id === 'string' && body.client_id.length <= 64 ? body.client_id : undefined,
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
