/** Which way the page runs. Radix asks for it, since arrow keys mean another thing there. */
export function direction(): 'ltr' | 'rtl' {
  return document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'
}
