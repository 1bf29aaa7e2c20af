import { LIMITS } from '@deskbell/protocol/limits'
import fastifyMultipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { badRequest, DeskbellError } from '../core/errors.js'
import { Shares } from './shares.js'

/** Uploads that may be in memory at once, and how many of them from one network; each holds up to 5 MB. */
const reading = new Shares(16, 8)

/** Characters. */
const FIELD_NAME = 100

/** Lets routes read multipart bodies with {@link readMultipart}. */
export async function addMultipart(app: FastifyInstance): Promise<void> {
  await app.register(fastifyMultipart, {
    limits: {
      fileSize: LIMITS.fileBytes,
      files: 1,
      fields: 40,
      parts: 41,
      fieldSize: LIMITS.bodyBytes,
      headerPairs: 100,
    },
  })
}

/** One file of a multipart body, with what its sender calls it. */
export interface GivenFile {
  readonly field: string
  readonly name: string
  readonly bytes: Buffer
}

interface MultipartBody {
  readonly fields: Record<string, unknown>
  readonly files: readonly GivenFile[]
}

/**
 * Reads a multipart body whole. A field that comes again makes a list.
 * @throws bad_request, too_large naming the field; overloaded
 */
export async function readMultipart(request: FastifyRequest): Promise<MultipartBody> {
  const done = reading.take(request.ip, 1)
  try {
    return await read(request)
  } finally {
    done()
  }
}

async function read(request: FastifyRequest): Promise<MultipartBody> {
  const fields = new Map<string, unknown>()
  const files: GivenFile[] = []
  let at = 'body'
  try {
    for await (const part of request.parts()) {
      at = part.fieldname?.slice(0, FIELD_NAME).toWellFormed() || 'body'
      // The parser has a limit for this and does not keep it.
      if (part.fieldname.length > FIELD_NAME) throw badRequest(at, 'has a name that is far too long')
      if (part.type === 'file') {
        files.push({ field: part.fieldname, name: part.filename ?? '', bytes: await part.toBuffer() })
        continue
      }
      if (part.valueTruncated) throw new DeskbellError('too_large', `${at} is too large`, { field: at })
      const before = fields.get(part.fieldname)
      if (before === undefined) fields.set(part.fieldname, part.value)
      else fields.set(part.fieldname, [...(Array.isArray(before) ? before : [before]), part.value])
    }
  } catch (error) {
    throw toRefusal(error, at)
  }
  return { fields: Object.fromEntries(fields), files }
}

/** The parser says some of what is wrong with plain errors; whatever it throws is about what was sent. */
function toRefusal(error: unknown, at: string): unknown {
  if (error instanceof DeskbellError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'FST_REQ_FILE_TOO_LARGE') {
    return new DeskbellError('too_large', `${at} is larger than 5 MB`, { field: at })
  }
  if (code === 'FST_PROTO_VIOLATION') return badRequest('__proto__', 'The name of a field is not allowed.')
  if (code.endsWith('_LIMIT')) return error
  return badRequest('body', 'The multipart body is not well formed.')
}
