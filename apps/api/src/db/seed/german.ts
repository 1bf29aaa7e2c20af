import type { Episode } from './episode.js'

export const german: readonly [Episode, ...Episode[]] = [
  [
    ['visitor', 'Guten Tag, meine Bestellung {order} ist seit einer Woche unterwegs. Können Sie nachsehen?'],
    ['member', 'Guten Tag {first}, gern. Einen Augenblick bitte.'],
    ['note', 'Lag seit Dienstag im Paketzentrum Köln, seit heute früh wieder unterwegs.'],
    ['member', 'Das Paket hing in Köln fest und ist seit heute früh wieder unterwegs.'],
    ['visitor', 'Danke, wann kommt es denn?'],
    ['member', 'Heute zwischen 11 und 14 Uhr.'],
    ['visitor', 'Es klingelt gerade 🙂 Vielen Dank für die schnelle Hilfe!'],
  ],
  [
    ['visitor', 'Ist die Kanne aus Steinzeug spülmaschinenfest?'],
    [
      'member',
      'Ja, die graue und die weiße. Die unglasierte bitte nur mit Wasser ausspülen, sie merkt sich jedes Spülmittel.',
    ],
    ['visitor', 'Gut zu wissen! Dann nehme ich die weiße.'],
    ['visitor', 'Gibt es die auch größer? Wir sind fünf Leute.'],
    ['member', 'Mit 1,1 Litern ab März. Soll ich Ihnen dann schreiben?'],
    ['visitor', 'Ja, bitte.'],
  ],
  [
    ['visitor', 'Ich brauche eine Rechnung mit Umsatzsteuer für {order}, geht das noch?'],
    ['member', 'Natürlich. Auf welche Firma darf ich sie ausstellen?'],
    ['visitor', 'Großmann & Söhne GbR\nMühlenweg 12\n53111 Bonn'],
    ['member', 'Ist unterwegs in Ihr Postfach.'],
    ['visitor', 'Perfekt, danke'],
  ],
  [
    ['visitor', 'Hallo, an der Tasse fehlt ein Stück vom Henkel 😢'],
    ['photo', 'henkel.png'],
    ['member', 'Oje {first}, das tut mir leid! Wir schicken eine neue, die alte dürfen Sie behalten.'],
    ['visitor', 'Oh super, als Blumentopf taugt sie noch 🌱'],
  ],
]
