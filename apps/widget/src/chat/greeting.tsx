/** A short beginning that ends with a sentence, and more behind it. */
const FIRST = /^(.{1,59}[.!?\u061f\u3002])\s+(\S.*)$/su

/** What the site says first. As long as it stands alone (`big`), its beginning greets and the rest explains. */
export function Greeting({ text, big }: { readonly text: string; readonly big: boolean }) {
  const [, first = text, rest] = (big && FIRST.exec(text)) || []
  return (
    <div class={big ? 'hello big' : 'hello'} dir="auto">
      {big && first.length <= 60 ? <b>{first}</b> : first}
      {rest && <p>{rest}</p>}
    </div>
  )
}
