/** What the pretend shop sells and says. */

export const finishes = [
  { id: 'opal', fill: '#fbf8f1', shade: '#efe8da' },
  { id: 'fir', fill: '#3c6355', shade: '#2f4a41' },
  { id: 'brick', fill: '#b0543a', shade: '#91432d' },
] as const
export type Finish = (typeof finishes)[number]['id']

/** `price` in whole pounds. */
export const lamps = [
  { id: 'halo', price: 168, finish: 'opal' },
  { id: 'fold', price: 129, finish: 'brick' },
  { id: 'arc', price: 340, finish: 'fir' },
  { id: 'dot', price: 84, finish: 'opal' },
] as const satisfies readonly { id: string; price: number; finish: Finish }[]
export type LampId = (typeof lamps)[number]['id']

interface LampWords {
  name: string
  kind: string
  says: string
  facts: readonly (readonly [name: string, value: string])[]
}

const english = {
  lang: 'en-GB',
  shop: 'Marlow Lighting',
  nav: 'Shop',
  basket: 'Basket',
  basketEmpty: 'Nothing in it yet.',
  basketNote: 'A pretend basket: nothing can be bought here.',
  remove: 'Remove',
  total: 'Total',
  finish: 'Finish',
  add: 'Add to basket',
  added: 'In your basket.',
  more: 'More lamps',
  finishes: { opal: 'Opal', fir: 'Fir green', brick: 'Brick red' } satisfies Record<Finish, string>,
  lamps: {
    halo: {
      name: 'Halo pendant',
      kind: 'Pendants',
      says: 'A wide, calm light over a table. Mouth-blown glass, so no two are quite the same.',
      facts: [
        ['Glass', 'Mouth-blown, matt inside'],
        ['Size', '32 cm across'],
        ['Cable', '2 m, linen'],
        ['Delivery', 'Two days, free'],
      ],
    },
    fold: {
      name: 'Fold desk lamp',
      kind: 'Desk lamps',
      says: 'Folds flat against the wall and stands back up for work. Clamp or base, both are in the box.',
      facts: [
        ['Arm', 'Steel, two joints'],
        ['Reach', '64 cm'],
        ['Bulb', 'E14, comes with it'],
        ['Delivery', 'Two days, free'],
      ],
    },
    arc: {
      name: 'Arc floor lamp',
      kind: 'Floor lamps',
      says: 'Stands behind the chair and lights the page. The foot weighs nine kilos, so it stays there.',
      facts: [
        ['Stem', 'Bent steel, one piece'],
        ['Height', '176 cm'],
        ['Switch', 'By foot, dims'],
        ['Delivery', 'Four days, carried in'],
      ],
    },
    dot: {
      name: 'Dot table lamp',
      kind: 'Table lamps',
      says: 'A small globe for a shelf or a bedside. Warm, and low enough to fall asleep by.',
      facts: [
        ['Glass', 'Globe, 14 cm'],
        ['Foot', 'Turned ash'],
        ['Cable', '1.6 m, with a switch'],
        ['Delivery', 'Two days, free'],
      ],
    },
  } satisfies Record<LampId, LampWords>,
  service: [
    ['Delivery', 'Orders before two leave the same day. Parcels arrive in two days, floor lamps in four.'],
    ['Returns', 'Thirty days, also when it was used. Something broken? Ring the bell in the corner.'],
    ['Repair', 'Every part can be had by itself, for as long as we are here.'],
  ] satisfies (readonly [title: string, text: string])[],
  made: 'Made in Leeds since 1986',
}

export type ShopWords = typeof english

const arabic: ShopWords = {
  lang: 'ar',
  shop: 'مارلو للإضاءة',
  nav: 'المتجر',
  basket: 'السلة',
  basketEmpty: 'لا شيء فيها بعد.',
  basketNote: 'سلة للعرض فقط، ولا يمكن الشراء هنا.',
  remove: 'إزالة',
  total: 'المجموع',
  finish: 'اللون',
  add: 'أضف إلى السلة',
  added: 'أضيف إلى سلتك.',
  more: 'مصابيح أخرى',
  finishes: { opal: 'أبيض', fir: 'أخضر', brick: 'أحمر' },
  lamps: {
    halo: {
      name: 'مصباح هالو المعلّق',
      kind: 'معلّقات',
      says: 'ضوء واسع وهادئ فوق الطاولة، من زجاج منفوخ باليد.',
      facts: [
        ['الزجاج', 'منفوخ باليد'],
        ['القطر', '32 سم'],
        ['السلك', 'متران، كتان'],
        ['التوصيل', 'خلال يومين، مجانًا'],
      ],
    },
    fold: {
      name: 'مصباح فولد للمكتب',
      kind: 'للمكتب',
      says: 'ينطوي على الحائط ويعود للعمل، مع مشبك وقاعدة.',
      facts: [
        ['الذراع', 'فولاذ بمفصلين'],
        ['المدى', '64 سم'],
        ['التوصيل', 'خلال يومين، مجانًا'],
      ],
    },
    arc: {
      name: 'مصباح آرك الأرضي',
      kind: 'أرضية',
      says: 'يقف خلف الكرسي ويضيء الصفحة.',
      facts: [
        ['الارتفاع', '176 سم'],
        ['المفتاح', 'بالقدم'],
        ['التوصيل', 'خلال أربعة أيام'],
      ],
    },
    dot: {
      name: 'مصباح دوت للطاولة',
      kind: 'للطاولة',
      says: 'كرة صغيرة دافئة للرف أو لجانب السرير.',
      facts: [
        ['الزجاج', 'كرة، 14 سم'],
        ['القاعدة', 'خشب'],
        ['التوصيل', 'خلال يومين، مجانًا'],
      ],
    },
  },
  service: [
    ['التوصيل', 'الطلبات قبل الثانية تخرج في اليوم نفسه وتصل خلال يومين.'],
    ['الإرجاع', 'ثلاثون يومًا. وصل شيء مكسور؟ اضغط الجرس في الزاوية.'],
    ['الإصلاح', 'كل قطعة متوفرة وحدها.'],
  ],
  made: 'يُصنع في ليدز منذ 1986',
}

export const wordsOf = (rtl: boolean): ShopWords => (rtl ? arabic : english)

/** A price in the shop's money. @param pounds whole pounds */
export const sayPrice = (pounds: number, lang: string): string =>
  new Intl.NumberFormat(lang, {
    style: 'currency',
    currency: 'GBP',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(pounds)
