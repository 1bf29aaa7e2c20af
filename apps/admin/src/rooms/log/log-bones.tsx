import type { Outbox } from '@deskbell/client/outbox'
import { useMemo } from 'react'
import { useInbox } from '../../realtime/inbox.js'
import { Bone, Loading } from '../../ui/states.js'
import { LogLine } from './log-line.js'

const bones = [
  { ours: false, width: 232, height: 36 },
  { ours: false, width: 168, height: 36 },
  { ours: true, width: 248, height: 56 },
  { ours: false, width: 208, height: 36 },
  { ours: true, width: 184, height: 36 },
] as const

/**
 * Where the last lines will be, so that nothing jumps when they come; and below them what was written meanwhile,
 * which must not be out of sight until the others are there.
 */
export function LogBones({ sends, me, connected }: { sends: Outbox; me: string; connected: boolean }) {
  const inbox = useInbox()
  const actions = useMemo(
    () => ({
      connected,
      onRetry: (clientId: string) => inbox.retry(clientId),
      onDiscard: (clientId: string) => inbox.discard(clientId),
    }),
    [inbox, connected],
  )
  return (
    <div className="flex min-h-0 flex-1 flex-col justify-end overflow-hidden pb-9">
      <Loading label="Loading the conversation">
        <div className="mx-auto grid w-full max-w-228 gap-3 px-4 max-phone:px-3">
          {bones.map(({ ours, ...size }) => (
            <span key={size.width} className={ours ? 'justify-self-end' : 'ms-9'}>
              <Bone {...size} shape="bubble" />
            </span>
          ))}
        </div>
      </Loading>
      {sends.map(send => (
        <LogLine
          key={send.clientId}
          line={{
            kind: 'send',
            key: send.clientId,
            send,
            at: new Date(send.at).toISOString(),
            follows: false,
            newDay: false,
          }}
          me={me}
          isFirstNew={false}
          status={null}
          actions={actions}
        />
      ))}
    </div>
  )
}
