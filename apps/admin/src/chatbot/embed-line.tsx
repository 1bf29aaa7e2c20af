import { CopyButton } from '../ui/copy-button.js'
import { embedLine } from './chatbot.js'

/** The one line for the owner's own page, ready to copy. */
export function EmbedLine({ site }: { site: string }) {
  return (
    <section className="paste" aria-label="The line for your site">
      <div className="paste__line">
        <code id="embed-line">{embedLine(location.origin, site)}</code>
        <CopyButton text={embedLine(location.origin, site)} describedBy="embed-line" />
      </div>
      <p className="paste__more">
        Paste it before the end of any page of your site.
        <a className="link" href="/demo">
          Try it on the demo page
        </a>
      </p>
    </section>
  )
}
