import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Tips } from '../tips.js'
import { Toasts } from '../toasts.js'
import { Actions } from './actions.js'
import { Fields } from './fields.js'
import { Above, Marks, States } from './shown.js'
import '@fontsource-variable/inter/wght.css'
import '../style.css'

/**
 * Every part with all its states, light and dark side by side: `npm run dev`, then /parts.html.
 * Not in the build, since only index.html is.
 */
function Parts() {
  return (
    <>
      <main className="grid min-h-dvh desk:grid-cols-2">
        {(['light', 'dark'] as const).map(theme => (
          <section
            key={theme}
            data-theme={theme}
            aria-label={theme}
            className="grid content-start gap-6 bg-surface p-6"
          >
            <h1 className="text-20">Parts, {theme}</h1>
            <Actions />
            <Fields />
            <Marks />
            <States />
            <Above theme={theme} />
          </section>
        ))}
      </main>
      <Toasts />
      <Tips />
    </>
  )
}

const root = document.getElementById('app')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Parts />
    </StrictMode>,
  )
}
