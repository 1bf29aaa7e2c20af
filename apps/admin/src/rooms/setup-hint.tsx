import { embedLine } from '../chatbot/chatbot.js'
import { Link } from '../router.js'
import { buttonClass } from '../ui/button.js'
import { Icon } from '../ui/icon.js'

/** What to do while nobody has rung: put the bell on a page, or ring it oneself. */
export function SetupHint({ site }: { site: string }) {
  return (
    <>
      <p>When somebody does, they appear here. This line on your page puts the bell there:</p>
      <code className="setup__line">{embedLine(location.origin, site)}</code>
      <div className="empty__do">
        <a className={buttonClass({ look: 'primary' })} href="/demo" target="_blank" rel="noopener">
          <Icon name="bell" />
          Ring your own bell
        </a>
        <Link className={buttonClass({})} href="/settings/chatbot">
          Change its look
        </Link>
      </div>
    </>
  )
}
