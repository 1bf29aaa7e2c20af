import type { Entry } from '@deskbell/protocol/entry'
import { badRequest, notFound } from '../../core/errors.js'
import { fileAddress } from '../../files/file-address.js'
import type { FileService } from '../../files/file-service.js'
import type { StoredFile } from '../../files/file-store.js'
import { isPicture } from '../../files/file-type.js'
import type { RoomAsker } from '../asker.js'
import type { RateLimits } from '../rate-limits.js'
import { Shares } from '../shares.js'
import type { Handlers } from './route.js'

interface Deps {
  readonly files: FileService
  readonly limits: Pick<RateLimits, 'uploadAccount'>
  /** Sends a stored draft as a message of the actor's and answers it as the actor sees it. */
  readonly tellFile: (asker: RoomAsker, file: StoredFile) => Promise<Entry>
}

/** Bytes of files that are being sent, and how many of them to one network: who reads slowly keeps them in memory. */
const onTheWay = new Shares(256 * 1024 * 1024, 64 * 1024 * 1024)

/** Milliseconds. */
const STALLED = 30_000

/** Files over REST. */
export function fileHandlers({ files, limits, tellFile }: Deps): Pick<Handlers, 'upload' | 'file'> {
  return {
    upload: async ({ asker, body, files: given }) => {
      const raw = given.find(file => file.field === 'file')
      if (raw === undefined) throw badRequest('file', 'file is missing')
      const { actor, visitor } = asker
      await limits.uploadAccount.take(actor.kind === 'visitor' ? actor.visitorId : actor.userId)
      const file = await files.upload(actor, visitor.visitorId, raw)
      if (body.draft !== '1') return tellFile(asker, file)
      return { file: fileAddress(file), type: file.type, file_name: file.name, file_size: file.size }
    },
    file: async ({ params, request, reply }) => {
      const found = await files.read(params.site, params.file)
      if (found === null) throw notFound('file')
      const { file, bytes } = found
      reply.raw.once('close', onTheWay.take(request.ip, bytes.length))
      // Whoever takes nothing for so long is not reading any more.
      reply.raw.setTimeout(STALLED, () => reply.raw.destroy())
      const forAnybody = file.visitorId === null && file.roomId === null
      reply.headers({
        'content-type': file.type === 'text/plain' ? 'text/plain; charset=utf-8' : file.type,
        'content-disposition': disposition(file),
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': `${forAnybody ? 'public' : 'private'}, max-age=31536000, immutable`,
        'cross-origin-resource-policy': forAnybody ? 'cross-origin' : 'same-origin',
      })
      return reply.send(bytes)
    },
  }
}

/** Only pictures are ever shown by the browser itself; everything else is saved. */
function disposition({ name, type }: StoredFile): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16)}`)
  return `${isPicture(type) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
