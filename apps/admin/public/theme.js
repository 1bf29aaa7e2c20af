// Before anything is painted: the theme this reader chose. A switch for it comes with the pages.
try {
  const theme = localStorage.getItem('deskbell:theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}
