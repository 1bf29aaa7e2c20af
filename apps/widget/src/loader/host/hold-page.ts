/** Keeps the page from scrolling. @returns lets it go, exactly as it was */
export function holdPage(): () => void {
  const root = document.documentElement
  const { style } = root
  const hadStyle = root.hasAttribute('style')
  const names = ['overflow', 'scrollbar-gutter']
  const were = names.map(
    name => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
  )
  const left = scrollX
  const top = scrollY
  // Where a scrollbar took room, it goes on taking it, or the page would move.
  if (innerWidth > root.clientWidth) style.setProperty('scrollbar-gutter', 'stable')
  style.setProperty('overflow', 'hidden', 'important')
  return () => {
    for (const [name, value, priority] of were) style.setProperty(name, value, priority)
    if (!hadStyle && !style.length) root.removeAttribute('style')
    // A software keyboard may have moved it.
    if (scrollX !== left || scrollY !== top) scrollTo({ left, top, behavior: 'instant' })
  }
}
