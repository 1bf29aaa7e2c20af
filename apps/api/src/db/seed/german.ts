import type { Episode } from './episode.js'

export const german: readonly [Episode, ...Episode[]] = [
  [
    ['visitor', 'Guten Tag, meine Bestellung {order} ist seit einer Woche unterwegs. Können Sie nachsehen?'],
    ['member', 'Guten Tag {first}, gern. Einen Augenblick bitte.'],
    ['note', 'Lag seit Dienstag im Paketzentrum Köln, seit heute früh wieder unterwegs.'],
    ['member', 'Das Paket hing in Köln fest und ist seit heute früh wieder unterwegs.'],
    ['visitor', 'Danke, wann kommt es denn?'],
    ['member', 'Heute zwischen 11 und 14 Uhr.'],
    ['visitor', 'Es klingelt gerade 😊 Vielen Dank für die schnelle Hilfe!'],
    ['member', 'Sehr gern. Viel Freude damit!'],
  ],
  [
    ['visitor', 'Wie lang ist das Kabel der Halo? Unsere Decke ist 3,20 m hoch.'],
    [
      'member',
      'Zwei Meter, und es lässt sich in der Rosette kürzen. Auf Wunsch schicken wir sie mit drei Metern.',
    ],
    ['visitor', 'Dann bitte mit drei.'],
    ['member', 'Schreiben Sie es einfach in das Feld unter der Adresse, es kostet nichts.'],
    ['visitor', 'Gut zu wissen!'],
  ],
  [
    ['visitor', 'Ich brauche eine Rechnung mit Umsatzsteuer für {order}, geht das noch?'],
    ['member', 'Natürlich. Auf welche Firma darf ich sie ausstellen?'],
    ['visitor', 'Großmann & Söhne GbR\nMühlenweg 12\n53111 Bonn'],
    ['member', 'Ist unterwegs in Ihr Postfach.'],
    ['visitor', 'Perfekt, danke'],
    ['member', 'Gern geschehen.'],
  ],
  [
    ['visitor', 'Hallo, an der Fold ist ein Kratzer am Schirm 😢'],
    ['photo', 'desk-lamp-kratzer.png'],
    ['member', 'Oje {first}, das tut mir leid! Wir schicken einen neuen Schirm, der alte darf bleiben.'],
    ['visitor', 'Oh super, der wandert in die Werkstatt 😄'],
  ],
]
