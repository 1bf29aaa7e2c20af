import type { Episode } from './episode.js'
import type { Person } from './people.js'

/** A room that is written out: what lies on top of the list, and so in every picture of it. */
export interface FrontRoom {
  readonly person: Person
  /** Minutes since the last line. */
  readonly ago: number
  readonly lines: Episode
  /** Who has read to the end. */
  readonly seen: 'both' | 'member' | 'nobody'
}

const named = (number: number, name: string, mailbox: string, language: Person['language']): Person => ({
  consumer: `seed-00${number}-${mailbox.replace('.', '-')}`,
  name,
  email: `${mailbox}@example.com`,
  language,
})

/** From the newest on. */
export const front: readonly FrontRoom[] = [
  {
    person: named(1, 'Kim Hartley', 'kim.hartley', 'english'),
    ago: 1,
    seen: 'nobody',
    lines: [
      ['visitor', 'Hi, the Halo pendant came today and the glass is cracked right through 😕'],
      ['photo', 'pendant-cracked.png'],
      ['visitor', 'Order 14417. I need it up by Saturday, can you send another?'],
      [
        'member',
        'I am sorry, Kim. Thank you for the picture, it is all we need. I have put a new shade aside for you.',
      ],
      [
        'note',
        'Third cracked shade from batch 0925-B this week. The ones on the upper shelf are another batch.',
      ],
      ['member', 'It is from another batch and leaves us today. The courier says Thursday before noon.'],
      ['visitor', 'Oh, that is quick! Is it the same opal glass?'],
      ['visitor', 'And what do I do with the broken one?'],
    ],
  },
  {
    person: { consumer: 'seed-5b0e93d27c1e', name: '', email: null, language: 'english' },
    ago: 4,
    seen: 'nobody',
    lines: [
      ['visitor', 'Hello?'],
      ['visitor', 'I was charged twice for one lamp'],
      ['visitor', '£129 on Monday and £129 again today'],
    ],
  },
  {
    person: named(3, 'Lena Fischer', 'lena.fischer', 'german'),
    ago: 9,
    seen: 'nobody',
    lines: [
      ['visitor', 'Guten Tag, wir brauchen für die drei Stehleuchten eine Rechnung auf unsere Firma.'],
      ['member', 'Guten Tag Frau Fischer, gern. Auf welchen Namen darf ich sie ausstellen?'],
      ['visitor', 'Fischer & Brandt GmbH\nHafenstraße 9\n20457 Hamburg'],
      ['member', 'Sie haben sie in einer Minute im Postfach.'],
      ['visitor', 'Danke! Auf der Rechnung 2231 fehlt leider noch unsere USt-IdNr.'],
    ],
  },
  {
    person: named(4, 'Marta Nowak', 'marta.nowak', 'english'),
    ago: 14,
    seen: 'member',
    lines: [
      ['visitor', 'Does the Fold come with a clamp instead of the base?'],
      ['member', 'It does: choose "clamp" under the colour. It fits table tops from 15 to 40 mm.'],
      ['visitor', 'Mine is exactly 40. Is that tight?'],
      ['note', 'Measured one on the bench: opens to 42 mm.'],
      [
        'member',
        'I have just measured one: it opens to 42 mm, so yours fits with a little air. If it does not, it comes back for free.',
      ],
    ],
  },
  {
    person: named(5, 'عمر حداد', 'omar.haddad', 'arabic'),
    ago: 22,
    seen: 'nobody',
    lines: [
      ['visitor', 'مرحباً، أبحث عن مصباح أرضي لغرفة القراءة'],
      ['member', 'أهلاً بك عمر! أنصحك بمصباح Arc، ارتفاعه 180 سم وضوؤه دافئ (2700K).'],
      ['visitor', 'جميل جداً. هل يتوفر باللون الأسود؟'],
    ],
  },
  {
    person: named(6, 'Devon Clarke', 'devon.clarke', 'english'),
    ago: 41,
    seen: 'both',
    lines: [
      ['visitor', 'Do you ship to Jersey?'],
      ['member', 'We do. Three to five working days, £12 for anything that fits in one box.'],
      ['visitor', 'Great. And two Arcs, is that one box?'],
      [
        'member',
        'Two boxes I am afraid, they are tall. But from £250 on shipping is ours to pay, so it is free.',
      ],
    ],
  },
  {
    person: named(7, 'Sophie Lindner', 'sophie.lindner', 'german'),
    ago: 68,
    seen: 'both',
    lines: [
      ['visitor', 'Hallo, welche Birne gehört in die Halo? Auf der alten steht nichts mehr.'],
      ['photo', 'bulb-alt.png'],
      ['member', 'Hallo Sophie! Das ist eine E27, bis 8 Watt LED. Warmweiß, also 2700K, passt am besten.'],
      ['visitor', 'Kann die auch gedimmt werden?'],
      [
        'member',
        'Ja, wenn „dimmbar“ auf der Packung steht. Unsere hier ist es: https://shop.example/bulbs/e27',
      ],
      ['visitor', 'Perfekt, gleich zwei bestellt. Vielen Dank 😊'],
      ['member', 'Sehr gern! Die beiden sind morgen bei Ihnen.'],
    ],
  },
  {
    person: named(8, 'Hugo Bernard', 'hugo.bernard', 'english'),
    ago: 115,
    seen: 'both',
    lines: [
      ['visitor', 'I would like to send the Fold back, the green is not the green on my screen'],
      ['member', 'No problem at all, you have thirty days. Would you like another colour or your money?'],
      ['visitor', 'The black one please'],
      ['note', 'Swap in {order}: green back, black out. Label sent.'],
      [
        'member',
        'The label is in your inbox, and the black one leaves as soon as the courier has scanned it.',
      ],
      ['visitor', 'That was easy. Thanks!'],
      ['member', 'Any time, Hugo.'],
    ],
  },
]
