// Before anything is painted: the theme this reader chose. Kept by src/ui/theme.ts.
try {
  const theme = localStorage.getItem('deskbell:theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}

// The script of all pages, or one that it needs, cannot be fetched: then nobody else is there to say so.
addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement)) return
    document.title = 'Not loaded · Deskbell'
    const lost = document.getElementById('lost').content.cloneNode(true)
    lost.querySelector('button').onclick = () => location.reload()
    document.getElementById('app').replaceChildren(lost)
  },
  { capture: true },
)
