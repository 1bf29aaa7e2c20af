/** Adds a part's own style to the page; not by an element, which the frame's policy would have to allow. */
export function dress(css: string): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
}
