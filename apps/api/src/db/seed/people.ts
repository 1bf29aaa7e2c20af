import type { Random } from './random.js'

export type Language = 'english' | 'german' | 'arabic'

/** A made-up visitor of the shop. */
export interface Person {
  /** Begins with `seed-`, so that no real visitor is ever written to. */
  readonly consumer: string
  readonly name: string
  readonly email: string | null
  readonly language: Language
}

const names: Record<
  Language,
  { given: readonly [string, ...string[]]; family: readonly [string, ...string[]] }
> = {
  english: {
    given: [
      'Ruth',
      'Maya',
      'Oliver',
      'Priya',
      'Noah',
      'Zoe',
      'Daniel',
      'Imani',
      'Grace',
      'Tom',
      'Siobhán',
      'Luca',
    ],
    family: [
      'Hartley',
      'Ferreira',
      'Bennett',
      'Sharma',
      'Whitfield',
      'Moreau',
      'Nguyen',
      'Doyle',
      'Castillo',
      'Reed',
    ],
  },
  german: {
    given: ['Anneliese', 'Jonas', 'Käthe', 'Emre', 'Sophie', 'Björn', 'Lea', 'Matthias'],
    family: ['Brandt', 'Schäfer', 'Yılmaz', 'Großmann', 'Vogel', 'Köhler', 'Lindner'],
  },
  arabic: {
    given: ['ليلى', 'عمر', 'نور', 'سامي', 'هدى', 'يوسف'],
    family: ['حداد', 'منصور', 'الخطيب', 'ناصر', 'سليمان'],
  },
}

const languages: readonly [Language, ...Language[]] = [
  'english',
  'english',
  'german',
  'english',
  'arabic',
  'english',
  'german',
]

/** The visitor of the room with this index; the same one again every time. */
export function personOf(index: number, random: Random): Person {
  const language = languages[index % languages.length] ?? languages[0]
  const { given, family } = names[language]
  const name = `${random.pick(given)} ${random.pick(family)}`
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .replace(/[^a-z ]/g, '')
    .trim()
    .replaceAll(' ', '.')
  const number = String(index + 1).padStart(3, '0')
  // Some people never say who they are.
  if (random.chance(0.15)) {
    const id = Array.from({ length: 12 }, () => random.int(0, 15).toString(16)).join('')
    return { consumer: `seed-${number}${id}`, name: '', email: null, language }
  }
  const mailbox = plain === '' ? `reader${number}` : plain
  return {
    consumer: plain === '' ? `seed-${number}` : `seed-${number}-${plain.replace('.', '-')}`,
    name,
    email: random.chance(0.7) ? `${mailbox}@example.com` : null,
    language,
  }
}
