import type { FastifyInstance } from 'fastify'
import { badRequest } from '../core/errors.js'

/** Names that reach an object's prototype when a body is copied carelessly. */
const POISON = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Makes JSON the one body that is parsed (multipart is read by the routes that take it). No body at all is fine:
 * the route's schema says whether one is needed.
 */
export function addJsonBody(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJson(body as Buffer))
    } catch (error) {
      done(error as Error)
    }
  })
}

/**
 * @returns undefined for an empty body
 * @throws bad_request, naming the key that is not allowed
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  let parsed: unknown
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw badRequest('body', 'The body is not valid JSON.')
  }
  refusePoison(parsed)
  return parsed
}

/** Without recursion: a body of brackets alone must not reach the end of the stack. */
function refusePoison(parsed: unknown): void {
  const open = [parsed]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    for (const [key, value] of Object.entries(next)) {
      if (POISON.has(key)) throw badRequest(key, `${key} may not be the name of a field.`)
      if (typeof value === 'object' && value !== null) open.push(value)
    }
  }
}
