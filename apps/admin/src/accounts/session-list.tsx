import type { SessionRow } from '@deskbell/protocol/account'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../api.js'
import { sayFailure } from '../failure.js'
import { Banner } from '../ui/banner.js'
import { Button } from '../ui/button.js'
import { sayMoment } from '../ui/moment.js'
import { Bone, Failed, Loading } from '../ui/states.js'
import { browserName } from './browser-name.js'
import { sessionsQuery } from './me.js'

/** Every place this person is signed in, each with a way to end it. */
export function SessionList() {
  const sessions = useQuery(sessionsQuery)
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: (session: string) => call('endSession', { params: { session } }),
    onSettled: () => queries.invalidateQueries(sessionsQuery),
  })
  if (sessions.isPending) {
    return (
      <Loading label="Loading your sessions">
        <ul className="sessions">
          <li>
            <Bone width={160} />
          </li>
        </ul>
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
  return (
    <>
      {end.error && <Banner tone="danger">{sayFailure(end.error)}</Banner>}
      <ul className="sessions">
        {sessions.data.map(session => (
          <Session
            key={session.id}
            session={session}
            busy={end.isPending && end.variables === session.id}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
    </>
  )
}

function Session({ session, busy, onEnd }: { session: SessionRow; busy: boolean; onEnd: () => void }) {
  const browser = browserName(session.user_agent)
  const seen = sayMoment(session.last_seen, new Date())
  return (
    <li>
      <div>
        <b className="ell">{browser}</b>
        <small>
          {session.current ? 'This browser' : `Last seen ${seen}`} · since{' '}
          {sayMoment(session.created, new Date())}
        </small>
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
