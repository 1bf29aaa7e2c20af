// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/**
 * What a person typed or pasted without what the wire refuses (control characters, half characters) and without
 * space around it. Empty means there is nothing to send.
 */
export function cleanText(text: string): string {
  return text.replace(UNWANTED, '').replace(HALF, '\ufffd').trim()
}
