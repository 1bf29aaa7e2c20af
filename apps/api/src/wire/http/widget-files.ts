import { readFile, stat } from 'node:fs/promises'
import { DeskbellError } from '../../core/errors.js'

/** Where the configuration goes; the widget's build makes sure each file holds it exactly once. */
const PLACE = '__DESKBELL_CONFIG__'

/** Milliseconds until the file is looked at again: a new build is served without a restart. */
const LOOK_AGAIN = 1_000

interface Cut {
  readonly before: string
  readonly after: string
  /** Of the file, so that answers made from an older one are not used any more. */
  readonly changed: number
}

/** A built file of the widget with a place in it for a site's configuration. */
export class WidgetFile {
  private cut: Promise<Cut> | undefined
  private lookedAt = 0

  /** @param lookAgain milliseconds; only tests give another */
  constructor(
    private readonly path: string,
    private readonly lookAgain = LOOK_AGAIN,
  ) {}

  /** @throws unavailable while the widget is not built */
  read(): Promise<Cut> {
    const now = Date.now()
    if (this.cut === undefined || now - this.lookedAt >= this.lookAgain) {
      this.lookedAt = now
      this.cut = this.load(this.cut)
    }
    return this.cut
  }

  private async load(last: Promise<Cut> | undefined): Promise<Cut> {
    try {
      const { mtimeMs } = await stat(this.path)
      const before = await last?.catch(() => undefined)
      if (before?.changed === mtimeMs) return before
      const [head, tail, ...more] = (await readFile(this.path, 'utf8')).split(PLACE)
      if (head !== undefined && tail !== undefined && more.length === 0) {
        return { before: head, after: tail, changed: mtimeMs }
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
    throw new DeskbellError('unavailable', 'The widget is not built: run npm run build.', {
      retryAfterMs: 2_000,
    })
  }
}

/** JSON that is also safe inside a script and inside the text of a page. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
