import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const toGzip = promisify(gzip)

/** Answers that are kept compressed; each is some kilobytes. */
const MOST = 500

/** Makes texts that many ask for and that seldom change once, and compresses them once. */
export class CompressedTexts {
  private readonly kept = new Map<string, Promise<{ plain: Buffer; gzip: Buffer }>>()

  /** @param key says everything the text is made from */
  get(key: string, make: () => string): Promise<{ plain: Buffer; gzip: Buffer }> {
    const kept = this.kept.get(key)
    if (kept) return kept
    const made = compress(make())
    this.kept.set(key, made)
    const [oldest] = this.kept.keys()
    if (this.kept.size > MOST && oldest !== undefined) this.kept.delete(oldest)
    return made
  }
}

async function compress(text: string): Promise<{ plain: Buffer; gzip: Buffer }> {
  const plain = Buffer.from(text)
  return { plain, gzip: await toGzip(plain, { level: 9 }) }
}

export const takesGzip = (header: string | string[] | undefined): boolean =>
  /(?:^|[,\s])gzip(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(String(header ?? ''))
