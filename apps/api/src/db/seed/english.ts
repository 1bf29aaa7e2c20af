import type { Episode } from './episode.js'

/** What people ask Heron & Hare, a shop for tea and pottery. */
export const english: readonly [Episode, ...Episode[]] = [
  [
    ['visitor', 'Hi, is anybody there?'],
    ['member', 'Hello {first}! Yes, a real person. What can I do for you?'],
    ['visitor', 'My order {order} says "delivered" but there is nothing at my door 😕'],
    ['member', 'I am sorry about that. Let me look at what the courier wrote, one moment.'],
    ['note', 'Courier photo shows a blue door. Second time this month on that route, tell Robin.'],
    ['member', 'They left it with a neighbour, at number 14. Do you know them?'],
    ['visitor', 'Oh! Yes, she is lovely. I will ring her bell.'],
    ['visitor', 'Got it 🎉 thank you so much'],
    ['member', 'Wonderful. Enjoy the tea 🍵'],
  ],
  [
    ['visitor', 'One of the two bowls arrived broken'],
    ['photo', 'broken-bowl.png'],
    ['visitor', 'order {order}'],
    ['member', 'Oh no, that one was beautiful. Thank you for the picture, it is all we need.'],
    ['member', 'Would you rather have a new bowl or your money back?'],
    ['visitor', 'A new one please, if the glaze is the same'],
    ['note', 'Last ash-green from this firing is set aside for {order}.'],
    [
      'member',
      'It is the same firing, so the glaze matches. It leaves us tomorrow morning, and this time in two boxes.',
    ],
    ['visitor', 'perfect, thanks for being so quick'],
  ],
  [
    ['visitor', 'Do you ship to Norway?'],
    ['member', 'We do! Four to six working days, and duties are included in the price you see.'],
    ['visitor', 'Great. And is the gyokuro from this spring?'],
    ['member', 'Picked in the first week of May, in Yame. We got it three weeks later.'],
    ['visitor', 'Then I will take 200 g. Is there a discount for two bags?'],
    ['member', 'Two bags come with free shipping, also to Norway. You will see it in the basket.'],
  ],
  [
    ['visitor', "I can't check out, the page says my card was declined but my bank says everything is fine"],
    ['member', 'Thanks for telling us. Which card is it: Visa, Mastercard, something else?'],
    ['visitor', 'Visa debit'],
    [
      'note',
      'Payment provider has an incident since 9:40, debit cards only. Status page open in the other tab.',
    ],
    [
      'member',
      'Our payment provider has trouble with debit cards since this morning. Nothing was taken from your account.',
    ],
    ['member', 'Your basket stays as it is. Shall I write to you when it works again?'],
    ['visitor', 'Yes please'],
    ['member', 'It works again since a minute ago, if you would like to try 🙂'],
    ['visitor', 'went through, thx'],
  ],
  [
    ['visitor', 'Quick one: is the cast iron kettle OK on induction?'],
    ['member', 'The small one (0.6 l) is not, the large one (1.2 l) is.'],
    ['visitor', '👍'],
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
    ['member', 'Good luck with the move 📦'],
  ],
  [
    ['visitor', 'hello, do you do gift cards'],
    ['member', 'Yes: https://shop.example/gifts. They come by e-mail or on paper with a small drawing.'],
    ['visitor', 'can the paper one be there by Saturday? It is for my mum'],
    ['member', 'If you order before four today it will be.'],
    ['visitor', 'done. can you write "Happy birthday, Mum ❤️" on it?'],
    ['note', 'Write it by hand: "Happy birthday, Mum" with a heart. Order {order}.'],
    ['member', 'By hand and with a heart.'],
  ],
  [
    ['visitor', 'How much caffeine is in the hojicha? I am pregnant and want to be careful'],
    [
      'member',
      'Little: about 8 mg in a cup, where coffee has around 95. We are no doctors though, so please ask yours.',
    ],
    ['visitor', 'That is what I hoped to hear. And the rooibos has none?'],
    ['member', 'None at all.'],
    ['visitor', 'Thank you, that was very kind'],
  ],
  [
    ['visitor', 'I ordered the wrong size. {order}, I meant the 0.4 l pot'],
    [
      'member',
      'No problem, it is still on our table. I will swap it and give you back the difference, 6.00.',
    ],
    ['visitor', 'You are the best'],
    ['visitor', 'will the lid of the old one fit the new one? I still have a spare'],
    ['member', 'I am afraid not, the opening is 8 mm narrower.'],
  ],
  [
    ['visitor', 'Are you open on Sunday? I would like to come by and smell things'],
    [
      'member',
      'From eleven to four. Sunday is when we brew whatever people point at, so it is a good day for it.',
    ],
    ['visitor', 'see you then'],
  ],
]
