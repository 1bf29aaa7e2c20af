import type { Episode } from './episode.js'

/** What people ask Marlow Lighting, a shop for lamps. */
export const english: readonly [Episode, ...Episode[]] = [
  [
    ['visitor', 'Hi, is anybody there?'],
    ['member', 'Hello {first}! Yes, a real person. What can I do for you?'],
    ['visitor', 'My order {order} says "delivered" but there is nothing at my door 😕'],
    ['member', 'I am sorry about that. Let me look at what the courier wrote, one moment.'],
    ['note', 'Courier photo shows a blue door. Second time this month on that route.'],
    ['member', 'They left it with a neighbour, at number 14. Do you know them?'],
    ['visitor', 'Oh! Yes, she is lovely. I will ring her bell.'],
    ['visitor', 'Got it 😀 thank you so much'],
    ['member', 'Wonderful. Enjoy the light!'],
  ],
  [
    ['visitor', 'One arm of the Fold does not stay up, it sinks after a minute'],
    ['photo', 'desk-lamp-sinking.png'],
    [
      'member',
      'That is the joint at the base, and it is quickly done: the Allen key from the box, half a turn to the right.',
    ],
    ['visitor', 'I threw the key away…'],
    ['member', 'Any 3 mm key will do. I can also put one in an envelope for you.'],
    ['visitor', 'Found one in the bike bag. It stays up!'],
    ['member', 'Perfect. That will do for years.'],
  ],
  [
    ['visitor', 'Do you ship to Norway?'],
    ['member', 'We do! Four to six working days, and duties are included in the price you see.'],
    ['visitor', 'Great. And does the plug fit?'],
    ['member', 'It comes with the European plug when the address is there. Nothing to choose.'],
    ['visitor', 'Then I will take two. Thanks!'],
    ['member', 'They leave this afternoon. Enjoy the light!'],
  ],
  [
    ['visitor', "I can't check out, the page says my card was declined but my bank says everything is fine"],
    ['member', 'Thanks for telling us. Which card is it: Visa, Mastercard, something else?'],
    ['visitor', 'Visa debit'],
    [
      'note',
      'Payment provider has an incident since 9:40, debit cards only. Status page is open in the other tab.',
    ],
    [
      'member',
      'Our payment provider has trouble with debit cards since this morning. Nothing was taken from your account.',
    ],
    ['member', 'Your basket stays as it is. Shall I write to you when it works again?'],
    ['visitor', 'Yes please'],
    ['member', 'It works again since a minute ago, if you would like to try 😊'],
    ['visitor', 'went through, thx'],
    ['member', 'Wonderful. Thank you for your patience.'],
  ],
  [
    ['visitor', 'Quick one: is the Halo OK for a bathroom?'],
    [
      'member',
      'In zone 3, so more than 60 cm from bath and shower, yes. Closer than that it needs IP44, which it is not.',
    ],
    ['visitor', 'Perfect, thanks'],
  ],
  [
    ['visitor', 'I would like to change the address of {order}, I am moving on Friday'],
    ['member', 'Of course. What is the new one?'],
    ['visitor', '7 Canal Row\nFlat 3\nBristol BS1 4XD'],
    [
      'member',
      'Changed. You will get a new confirmation in a minute, please check that the flat number is in it.',
    ],
    ['visitor', 'it is. Thank you!!'],
    ['member', 'Good luck with the move!'],
  ],
  [
    ['visitor', 'hello, do you do gift cards'],
    [
      'member',
      'Yes: https://shop.example/gifts. They come by e-mail, or on paper with a small drawing of a lamp.',
    ],
    ['visitor', 'can the paper one be there by Saturday? It is for my mum'],
    ['member', 'If you order before four today it will be.'],
    ['visitor', 'done. can you write "Happy birthday, Mum ❤" on it?'],
    ['note', 'Write it by hand: "Happy birthday, Mum" with a heart. Order {order}.'],
    ['member', 'By hand and with a heart.'],
  ],
  [
    ['visitor', 'The Arc hums when I dim it. Is it broken?'],
    [
      'member',
      'Not broken: that is the dimmer in the wall arguing with the LED. Which one is it, do you know?',
    ],
    ['visitor', 'It says 40-400 W, from the old halogen days I guess'],
    [
      'member',
      'That is it. It wants at least 40 W and the Arc takes 9. A dimmer "for LED, 3-60 W" ends the humming.',
    ],
    ['visitor', 'Makes sense. I will ask my electrician, thank you'],
    ['member', 'Do, and write again if it still hums.'],
  ],
  [
    ['visitor', 'I ordered the wrong cable. {order}, I meant the three metre one'],
    ['member', 'No problem, it is still on our table. I will swap it and give you back the difference, £6.'],
    ['visitor', 'You are the best'],
    ['member', 'It leaves with the courier at four.'],
  ],
  [
    ['visitor', 'Are you open on Sunday? I would like to see the Arc lit before I decide'],
    [
      'member',
      'From eleven to four. It stands right by the door, and after three it is dark enough to see what it does.',
    ],
    ['visitor', 'see you then'],
  ],
  [
    ['visitor', 'The small screw for the canopy of the Halo is missing'],
    ['photo', 'pendant-canopy.png'],
    ['member', 'Sorry about that! It is an M4, 8 mm. I will send you a little bag of them today.'],
    ['visitor', 'lovely, one would do 😄'],
    ['member', 'Then the others are for luck.'],
  ],
]
