// Before anything is painted: the theme this reader chose. Kept by src/ui/theme.ts.
try {
  const theme = localStorage.getItem('deskbell:theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {}
