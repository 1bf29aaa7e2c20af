import type { SessionRow } from '@deskbell/protocol/account'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { call } from '../api.js'
import { sayFailure } from '../failure.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { Badge } from '../ui/marks.js'
import { sayMoment } from '../ui/moment.js'
import { Bone, Failed, Loading } from '../ui/states.js'
import { toast } from '../ui/toast.js'
import { browserName } from './browser-name.js'
import { EndOthers } from './end-others.js'
import { sessionsQuery } from './me.js'

const row = 'flex min-h-14 items-center gap-3 border-b border-border py-2'

/** Every place this person is signed in, each with a way to end it, and one to end all the others. */
export function SessionList() {
  const sessions = useQuery(sessionsQuery)
  const queries = useQueryClient()
  const ended = useRef(false)
  const { data } = sessions
  useEffect(() => {
    // The button that ended it went with it, and the focus with the button.
    if (!ended.current || !data) return
    ended.current = false
    if (document.activeElement === document.body) document.getElementById('sessions')?.focus()
  }, [data])
  const end = useMutation({
    mutationFn: ({ id }: SessionRow) => call('endSession', { params: { session: id } }),
    onSuccess: (_, { user_agent }) => {
      ended.current = true
      toast({ tone: 'positive', title: 'The session has ended', text: browserName(user_agent) })
    },
    onSettled: () => queries.invalidateQueries(sessionsQuery),
  })
  if (sessions.isPending) {
    return (
      <Loading label="Loading your sessions">
        <div className={row}>
          <Bone width={160} />
        </div>
      </Loading>
    )
  }
  if (!sessions.data) {
    return (
      <Failed
        title="Your sessions did not load"
        onRetry={() => void sessions.refetch()}
        busy={sessions.isFetching}
      >
        <p>{sayFailure(sessions.error)}</p>
      </Failed>
    )
  }
  const others = sessions.data.filter(session => !session.current).length
  return (
    <>
      {end.error && <Banner tone="danger">{sayFailure(end.error)}</Banner>}
      <ul className="border-t border-border">
        {hereFirst(sessions.data).map(session => (
          <Session
            key={session.id}
            session={session}
            busy={end.isPending && end.variables.id === session.id}
            onEnd={() => end.mutate(session)}
          />
        ))}
      </ul>
      {others > 0 && <EndOthers count={others} onEnded={() => (ended.current = true)} />}
    </>
  )
}

const hereFirst = (sessions: readonly SessionRow[]) =>
  sessions.toSorted((one, other) => Number(other.current) - Number(one.current))

function Session({ session, busy, onEnd }: { session: SessionRow; busy: boolean; onEnd: () => void }) {
  const browser = browserName(session.user_agent)
  const now = new Date()
  const seen = sayMoment(session.last_seen, now)
  return (
    <li className={row}>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <b className="truncate font-medium">{browser}</b>
          {session.current && <Badge tone="positive">This browser</Badge>}
        </p>
        <p className="text-12 text-muted">
          Since <time dateTime={session.created}>{sayMoment(session.created, now)}</time>
          {!session.current && (
            <>
              , last seen <time dateTime={session.last_seen}>{seen}</time>
            </>
          )}
        </p>
      </div>
      {!session.current && (
        <Button
          size="sm"
          busy={busy}
          onClick={onEnd}
          aria-label={`End the session of ${browser}, seen ${seen}`}
        >
          {busy ? 'Ending' : 'End'}
        </Button>
      )}
    </li>
  )
}
