import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Icon } from '../ui/icon.js'
import { connectionWords } from './connection-words.js'
import { useInbox, useInboxState } from './inbox.js'
import { useNow } from './use-now.js'
import './connection-mark.css'

function useWords() {
  const { connection } = useInboxState()
  const now = useNow(connection.status === 'waiting')
  return connectionWords(connection, now)
}

/** Whether what is shown is live, in the bar on top. */
export function ConnectionMark() {
  const { up, short } = useWords()
  return (
    <p className={up ? 'conn' : 'conn conn--down'} title={short}>
      <Icon name={up ? 'wifi' : 'wifiOff'} />
      <span className="conn__say">{short}</span>
      {/* Once for each change, not once a second. */}
      <span className="vh" role="status">
        {up ? short : 'Not connected'}
      </span>
    </p>
  )
}

/** The same where somebody reads and writes, when it is not live: what that means and what to do. */
export function ConnectionBanner() {
  const inbox = useInbox()
  const { up, short } = useWords()
  if (up) return null
  return (
    <div className="conn-banner">
      <Banner
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
        What you see may be old. What you write goes out by itself when the connection is back.
      </Banner>
    </div>
  )
}
