import { createHash } from 'node:crypto'

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; color: light-dark(#181c22, #eaebee); background: light-dark(#fff, #131518) }
body { margin: 0 auto; max-width: 60rem; padding: 2rem 1.5rem }
h1 { font-size: 1.5rem; letter-spacing: -.01em; margin: 0 0 .5rem }
h2 { font-size: 1rem; margin: 2rem 0 .25rem; overflow-wrap: anywhere }
h2 b { display: inline-block; min-width: 4rem }
p { margin: .25rem 0; text-wrap: pretty; overflow-wrap: anywhere }
a { color: light-dark(#324ca7, #9cb3f9) }
summary { padding-block: .25rem; cursor: pointer }
pre { overflow: auto; padding: .75rem; border: 1px solid color-mix(in srgb, currentColor 20%, transparent); border-radius: 6px; font-size: 13px }
`

/** What a policy has to allow, base64. */
export const plainStyleHash = createHash('sha256').update(STYLE).digest('base64')

/** A page the server writes by itself, with one style. All three are markup. @param after what follows the words */
export const plainPage = (head: string, main: string, after = ''): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<link rel="icon" href="/favicon.svg">
<style>${STYLE}</style>
<main>
${main}
</main>
${after}</html>
`
