import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { DeskbellError } from '../core/errors.js'

/** argon2id (the library's default) with 19 MiB, two passes, one lane: tens of milliseconds on one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** At once. libuv has four threads; the others must stay free for files and names. */
const AT_ONCE = 2
/** Beyond this, whoever asks is told to come again rather than kept for seconds. */
const WAITING = 100

/** Hashes passwords, a few at a time. */
export class Passwords {
  private running = 0
  private readonly waiting: (() => void)[] = []
  /** Verified in place of the hash of a user who is not there, so that the answer takes as long. */
  private readonly nobodys = hash(randomBytes(16), COST)

  /** @throws overloaded */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(normal(password), COST))
  }

  /**
   * @param hashed null when there is no such user; then false, after the same time
   * @throws overloaded
   */
  async verify(hashed: string | null, password: string): Promise<boolean> {
    const against = hashed ?? (await this.nobodys)
    const good = await this.inTurn(() => verify(against, normal(password)))
    return good && hashed !== null
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < AT_ONCE) this.running++
    else {
      if (this.waiting.length >= WAITING) {
        throw new DeskbellError('overloaded', 'Too many people sign in just now. Please try again.', {
          retryAfterMs: 2_000,
        })
      }
      // Whoever ends hands its place over, so the count stays.
      await new Promise<void>(go => this.waiting.push(go))
    }
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
  }
}

/** One keyboard writes an accented letter as one character, another as two: the same password. */
const normal = (password: string): string => password.normalize('NFKC')
