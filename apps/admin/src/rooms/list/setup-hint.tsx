import { embedLine } from '../../chatbot/chatbot.js'
import { LineText } from '../../chatbot/line-text.js'
import { Link } from '../../router.js'
import { buttonClass } from '../../ui/button.js'
import { CopyButton } from '../../ui/copy-button.js'
import { Icon } from '../../ui/icon.js'

/** What to do while nobody has rung: put the bell on a page, or ring it oneself. */
export function SetupHint({ site }: { site: string }) {
  const line = embedLine(location.origin, site)
  return (
    <>
      <p>When somebody does, they appear here and you hear it. This line on your page puts the bell there:</p>
      <code
        id="setup-line"
        className="mt-3 block rounded-2 bg-sunken px-3 py-2 text-start font-mono text-12 text-text-2 inset-ring inset-ring-border wrap-anywhere"
        dir="ltr"
      >
        <LineText line={line} />
      </code>
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        <CopyButton text={line} describedBy="setup-line" look="plain" />
        <a className={buttonClass({ look: 'primary' })} href="/demo" target="_blank" rel="noopener">
          <Icon name="bell" />
          Ring your own bell
        </a>
      </div>
      <p className="mt-3">
        <Link className="link" href="/welcome">
          Lead me through it
        </Link>
      </p>
    </>
  )
}
