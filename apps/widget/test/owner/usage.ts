// How owners call it. Compiled by `types.test.ts`, never run: every line marked as an error has to be one.

window.Deskbell =
  window.Deskbell ||
  function () {
    // biome-ignore-start lint: the documented stub, as it stands in pages
    ;(Deskbell.q = Deskbell.q || []).push(arguments)
    // biome-ignore-end lint: it ends here
  }

Deskbell('open')
Deskbell('open', { draft: 'About my order' })
Deskbell('close')
Deskbell('toggle')
Deskbell('show')
Deskbell('hide')
Deskbell('send', 'Hello')
Deskbell('on', 'ready', () => {})
Deskbell('on', 'unread', count => count.toFixed())
Deskbell('on', 'message', ({ from, at }) => [from === 'member', new Date(at)])
Deskbell('on', 'error', ({ kind }) => kind === 'not_sent')
const onSent = ({ at }: DeskbellEvents['sent']) => at
Deskbell('on', 'sent', onSent)
Deskbell('off', 'sent', onSent)

// @ts-expect-error: no such call
Deskbell('opne')
// @ts-expect-error: no such option
Deskbell('open', { text: 'x' })
// @ts-expect-error: nothing to send
Deskbell('send')
// @ts-expect-error: no such event
Deskbell('on', 'opened', () => {})
// @ts-expect-error: the page is not told what a message says
Deskbell('on', 'message', ({ text }) => text)
// @ts-expect-error: no listener
Deskbell('on', 'open')
