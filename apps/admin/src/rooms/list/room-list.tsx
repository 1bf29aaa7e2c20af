import { useMemo } from 'react'
import { useDesk } from '../../accounts/signed-in.js'
import { AttentionBanners } from '../../attention/attention-banners.js'
import { useInbox, useInboxPart } from '../../realtime/inbox.js'
import { Icon } from '../../ui/icon.js'
import { Kbd } from '../../ui/marks.js'
import { Bone, Empty, Failed, Loading } from '../../ui/states.js'
import { failedByRoom } from '../names.js'
import { lineClass, rowClass } from './room-row.js'
import { RoomRows } from './room-rows.js'
import { SetupHint } from './setup-hint.js'

/** Every room of the site, newest first, with what is unread. */
export function RoomList({ selected }: { selected: string | null }) {
  const list = useInboxPart(state => state.list)
  const loaded = useInboxPart(state => state.loaded)
  const more = useInboxPart(state => state.more)
  const sends = useInboxPart(state => state.sends)
  const failed = useMemo(() => failedByRoom(sends), [sends])
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-labelledby="list-title">
      <header className="flex h-14 flex-none items-center gap-2 border-b border-border ps-4 pe-2">
        <h2 id="list-title" className="text-14 font-semibold">
          All
        </h2>
        {loaded && (
          <span className="text-muted tabular-nums">
            {more === 'none' ? list.length.toLocaleString() : `${list.length.toLocaleString()}+`}
            <span className="sr-only"> conversations</span>
          </span>
        )}
        <span className="flex-1" />
        <button
          type="button"
          className="fingertip flex h-7 items-center gap-2 rounded-2 px-2 text-12 text-muted hover:bg-hover hover:text-text max-phone:hidden coarse:hidden"
          aria-keyshortcuts="?"
          onClick={() => dispatchEvent(new Event('deskbell:keys'))}
        >
          <Icon name="keyboard" />
          Shortcuts
          <span aria-hidden="true">
            <Kbd>?</Kbd>
          </span>
        </button>
      </header>
      {loaded && list.length > 0 ? (
        <RoomRows list={list} more={more} failed={failed} selected={selected} />
      ) : (
        <NoRows loaded={loaded} />
      )}
      {/* At the foot, so that nothing moves when it comes. */}
      <AttentionBanners />
    </section>
  )
}

function NoRows({ loaded }: { loaded: boolean }) {
  const inbox = useInbox()
  const { site } = useDesk()
  const connection = useInboxPart(state => state.connection)
  if (loaded) {
    return (
      <Empty title="Nobody has rung yet">
        <SetupHint site={site.slug} />
      </Empty>
    )
  }
  if (connection.status === 'waiting' || (connection.status === 'connecting' && connection.attempt > 0)) {
    return (
      <Failed
        title="The list did not load"
        onRetry={() => inbox.tryNow()}
        busy={connection.status === 'connecting'}
      >
        <p>The server does not answer. Nothing is lost; this page goes on trying by itself.</p>
      </Failed>
    )
  }
  return (
    // As high as the list that comes, so that what stands at the foot stays there.
    <div className="min-h-0 flex-1 overflow-hidden">
      <Loading label="Loading the list">
        {bones.map(bone => (
          <BoneRow key={bone.name} {...bone} />
        ))}
      </Loading>
    </div>
  )
}

const bones = [104, 88, 128, 96, 112, 90, 120, 100, 84, 116, 92, 124, 98, 108].map((name, at) => ({
  name,
  last: 152 + ((at * 53) % 72),
  state: 72 + ((at * 31) % 48),
}))

/** A row that is still loading, in the boxes of one that is there. */
function BoneRow({ name, last, state }: { name: number; last: number; state: number }) {
  return (
    <div className={rowClass}>
      <span className="row-span-3">
        <Bone width={32} height={32} shape="round" />
      </span>
      <span className={lineClass}>
        <Bone width={name} />
        <Bone width={32} height={10} />
      </span>
      <Bone width={last} height={10} />
      <Bone width={state} height={8} />
    </div>
  )
}
