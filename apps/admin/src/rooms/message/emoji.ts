const ONE =
  '(?:\\p{Regional_Indicator}{2}|[0-9#*]\\uFE0F?\\u20E3|\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?(?:\\u200D\\p{Extended_Pictographic}(?:\\uFE0F|\\p{Emoji_Modifier})?)*)'
const UP_TO_THREE = new RegExp(`^\\s*(?:${ONE}\\s*){1,3}$`, 'u')

/** Whether a text is up to three emoji and nothing else, which may be shown as large as they are meant. */
export const isOnlyEmoji = (text: string): boolean => text.length <= 60 && UP_TO_THREE.test(text)
