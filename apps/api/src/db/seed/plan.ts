import { arabic } from './arabic.js'
import { english } from './english.js'
import type { Episode, Line } from './episode.js'
import { type FrontRoom, front } from './front.js'
import { german } from './german.js'
import { type Language, type Person, personOf } from './people.js'
import { type Random, random } from './random.js'

/** What one person says, and when. */
export interface PlannedEntry {
  readonly by: 'visitor' | 'member'
  readonly kind: 'message' | 'note'
  readonly content: string
  /** The name of a picture that goes with it, which begins with what it shows. */
  readonly photo: string | null
  readonly at: Date
}

export interface PlannedRoom {
  readonly person: Person
  /** Times rise. */
  readonly entries: readonly [PlannedEntry, ...PlannedEntry[]]
  /** Who has read to the end; when it is nobody, the visitor waits for an answer. */
  readonly seen: FrontRoom['seen']
}

const episodes: Record<Language, readonly [Episode, ...Episode[]]> = { english, german, arabic }

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * A room of the seeded site: the same people and words for the same index, whatever else is seeded beside it.
 * Lower indexes were active later; forty rooms go back about four days.
 *
 * @param messages at most so many, two or more; no more are said than there is to talk about
 * @param now the moment that nothing may be later than
 */
export function planRoom(index: number, messages: number, now: Date): PlannedRoom {
  const dice = random(index + 1)
  const script = front[index]
  const { person, ago, seen, lines } = script ? written(script, messages, dice) : made(index, messages, dice)
  // What nobody has seen waits for an answer.
  while (seen === 'nobody' && lines.length > 1 && !isVisitors(lines.at(-1)?.line)) lines.pop()
  const lastAt = now.getTime() - ago * MINUTE
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
  return { person, entries: [first, ...rest], seen }
}

const isVisitors = (line: Line | undefined): boolean => line?.[0] === 'visitor' || line?.[0] === 'photo'

interface Draft extends Omit<FrontRoom, 'lines'> {
  readonly lines: Said[]
}

function written(room: FrontRoom, messages: number, dice: Random): Draft {
  return { ...room, lines: upTo(messages, said(room.person, room.lines, dice)) }
}

function made(index: number, messages: number, dice: Random): Draft {
  const visitor = personOf(index, dice)
  const after = index - front.length
  // Most people come with one thing or two, some have been coming for months.
  const many = dice.chance(0.65) ? Math.min(messages, 12) : messages
  const seen = dice.chance(0.08) ? 'nobody' : dice.chance(0.2) ? 'member' : 'both'
  return {
    person: visitor,
    ago: 150 + after * 150 + dice.int(0, 140),
    seen,
    lines: conversation(visitor, dice.int(2, many), dice),
  }
}

interface Said {
  readonly line: Line
  /** Whether a while has passed since the line above. */
  readonly afterBreak: boolean
}

/** Reason after reason to write, none twice, up to `messages`; the last one is talked out if there is room for any. */
function conversation(visitor: Person, messages: number, dice: Random): Said[] {
  const all: Said[] = []
  let left = messages
  for (const episode of dice.shuffled(episodes[visitor.language])) {
    const lines = said(visitor, episode, dice)
    const long = lines.filter(({ line }) => line[0] !== 'note').length
    if (long > left) return all.length > 0 ? all : upTo(messages, lines)
    left -= long
    all.push(...lines.map((one, at) => ({ ...one, afterBreak: at === 0 && all.length > 0 })))
  }
  return all
}

/** Notes do not count. */
function upTo(messages: number, lines: readonly Said[]): Said[] {
  let left = messages
  return lines.filter(({ line }) => left > 0 && (line[0] === 'note' || left-- > 0))
}

function said(visitor: Person, episode: Episode, dice: Random): Said[] {
  const order = String(dice.int(10_400, 19_900))
  return episode.map(([who, text]) => {
    const filled = text
      .replaceAll('{order}', order)
      .replaceAll('{first}', firstName(visitor))
      // Where there is no name.
      .replaceAll(/ +(?=[!,.،])/g, '')
    return { line: [who, filled], afterBreak: false }
  })
}

/** Empty for those who never said who they are. */
const firstName = (visitor: Person): string => visitor.name.split(' ')[0] ?? ''

/** Milliseconds since 1970, the last of them `lastAt`. */
function timesUpTo(lastAt: number, lines: readonly Said[], dice: Random): number[] {
  const times: number[] = []
  let at = lastAt
  for (const { afterBreak } of lines.toReversed()) {
    times.unshift(at)
    at -= afterBreak ? dice.int(20, 400) * HOUR : dice.int(12, 240) * SECOND
  }
  return times
}
