import { arabic } from './arabic.js'
import { english } from './english.js'
import type { Episode, Line } from './episode.js'
import { german } from './german.js'
import { type Language, type Person, person } from './people.js'
import { type Random, random } from './random.js'

/** What one person says, and when. */
export interface PlannedEntry {
  readonly by: 'visitor' | 'member'
  readonly kind: 'message' | 'note'
  readonly content: string
  /** The name of a picture that goes with it. */
  readonly photo: string | null
  readonly at: Date
}

export interface PlannedRoom {
  readonly person: Person
  /** Times rise. */
  readonly entries: readonly [PlannedEntry, ...PlannedEntry[]]
  /** Whether the owner has read to the end; else the visitor waits for an answer. */
  readonly seen: boolean
}

const episodes: Record<Language, readonly [Episode, ...Episode[]]> = { english, german, arabic }

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * A room of the seeded site: the same people and words for the same index, whatever else is seeded beside it.
 * Lower indexes were active later; forty rooms go back about five days.
 *
 * @param messages at most so many, two or more; no more are said than there is to talk about
 * @param now the moment that nothing may be later than
 */
export function planRoom(index: number, messages: number, now: Date): PlannedRoom {
  const dice = random(index + 1)
  const visitor = person(index, dice)
  const seen = index > 3 && dice.chance(0.8)
  const lines = conversation(visitor, dice.int(2, messages), dice)
  // What nobody has seen waits for an answer.
  while (!seen && lines.length > 1 && !isVisitors(lines.at(-1)?.line)) lines.pop()
  const lastAt = now.getTime() - index * 3 * HOUR - dice.int(2, 170) * MINUTE
  const times = timesUpTo(lastAt, lines, dice)
  const entries = lines.map(({ line }, at): PlannedEntry => {
    const [who, text] = line
    const photo = who === 'photo' ? text : null
    return {
      by: isVisitors(line) ? 'visitor' : 'member',
      kind: who === 'note' ? 'note' : 'message',
      content: photo === null ? text : '',
      photo,
      at: new Date(times[at] ?? lastAt),
    }
  })
  const [first, ...rest] = entries
  if (!first) throw new Error('a room without a line')
  return { person: visitor, entries: [first, ...rest], seen }
}

const isVisitors = (line: Line | undefined): boolean => line?.[0] === 'visitor' || line?.[0] === 'photo'

interface Said {
  readonly line: Line
  /** Whether a while has passed since the line above. */
  readonly afterBreak: boolean
}

/** Reason after reason to write, none twice, up to `messages`; the last one may still wait for an answer. */
function conversation(visitor: Person, messages: number, dice: Random): Said[] {
  const said: Said[] = []
  let left = messages
  for (const episode of dice.shuffled(episodes[visitor.language])) {
    const order = String(dice.int(10_400, 19_900))
    for (const [at, [who, text]] of episode.entries()) {
      if (left === 0) return said
      if (who !== 'note') left -= 1
      const filled = text
        .replaceAll('{order}', order)
        .replaceAll('{first}', firstName(visitor))
        // Where there is no name.
        .replaceAll(/ +(?=[!,.،])/g, '')
      said.push({ line: [who, filled], afterBreak: at === 0 && said.length > 0 })
    }
  }
  return said
}

/** Empty for those who never said who they are. */
const firstName = (visitor: Person): string => visitor.name.split(' ')[0] ?? ''

/** Milliseconds since 1970, the last of them `lastAt`. */
function timesUpTo(lastAt: number, lines: readonly Said[], dice: Random): number[] {
  const times: number[] = []
  let at = lastAt
  for (const { afterBreak } of lines.toReversed()) {
    times.unshift(at)
    at -= afterBreak ? dice.int(3, 40) * HOUR : dice.int(12, 240) * SECOND
  }
  return times
}
