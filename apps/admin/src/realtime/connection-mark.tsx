import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { connectionWords } from './connection-words.js'
import { useInbox, useInboxState } from './inbox.js'
import { useNow } from './use-now.js'

function useWords() {
  const { connection } = useInboxState()
  const now = useNow(connection.status === 'waiting')
  return connectionWords(connection, now)
}

/** Whether what is shown is live, in the bar on top. Where there is little room it is seen only when it is not. */
export function ConnectionMark() {
  const { up, short } = useWords()
  const look = up
    ? 'text-muted max-phone:hidden'
    : 'bg-warning-soft font-medium text-warning-text max-phone:px-1.5'
  return (
    <>
      <p className={`flex h-7 shrink-0 items-center gap-1.5 rounded-2 px-2 text-12 ${look}`} title={short}>
        <Icon name={up ? 'wifi' : 'wifiOff'} className={up ? 'text-positive' : 'text-warning'} />
        <span className="max-tablet:hidden" aria-hidden="true">
          {short}
        </span>
      </p>
      {/* Once for each change, not once a second. */}
      <span className="sr-only" role="status">
        {up ? short : 'Not connected'}
      </span>
    </>
  )
}

/** The same where somebody reads and writes, when it is not live: what that means and what to do. */
export function ConnectionBanner() {
  const inbox = useInbox()
  const { up, short } = useWords()
  if (up) return null
  return (
    <Banner
      edge
      tone="warning"
      icon="wifiOff"
      silent
      title={short}
      action={
        <Button size="sm" onClick={() => inbox.tryNow()}>
          Try now
        </Button>
      }
    >
      What you see may be old. What you write waits 30 seconds for the connection; after that you can retry
      it.
    </Banner>
  )
}
