import type { ReplyBody } from '@deskbell/protocol/reply'

/** What Marlow Lighting says every day. */
export const replies: readonly ReplyBody[] = [
  {
    shortcut: 'hours',
    text: 'We are here Monday to Friday from 8 to 18, and in the shop on Sunday from 11 to 16. Write at any time, we answer first thing.',
  },
  {
    shortcut: 'shipping',
    text: 'Orders before 15:00 leave the same day. Within the country that is one to two working days, elsewhere in Europe three to six. From £250 on shipping is free.',
  },
  {
    shortcut: 'returns',
    text: 'You have thirty days, no questions asked. I am sending you the label now: print it, stick it on the box it came in, and your money is back two days after it reached us.',
  },
  {
    shortcut: 'broken',
    text: 'I am sorry, that should not have happened. Could you send me a picture of the lamp and one of the box? That is all we need to send you a new one.',
  },
  {
    shortcut: 'bulb',
    text: 'Halo and Arc take an E27 LED up to 8 W, Fold takes an E14 up to 6 W. Warm white (2700 K) is what they were made for.',
  },
  {
    shortcut: 'dimmer',
    text: 'All our lamps can be dimmed, with a bulb that says "dimmable" and a dimmer made for LED (3 to 60 W). Older dimmers make them hum or flicker.',
  },
  {
    shortcut: 'invoice',
    text: 'Of course. To which company and address may I make it out, and do you have a VAT number?',
  },
  {
    shortcut: 'thanks',
    text: 'You are welcome! If anything else comes up, just write here. It reaches the same people.',
  },
]
