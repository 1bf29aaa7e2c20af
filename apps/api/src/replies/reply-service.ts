import { LIMITS } from '@deskbell/protocol/limits'
import type { Reply, ReplyBody, ReplyChange } from '@deskbell/protocol/reply'
import type { MemberActor } from '../core/actor.js'
import { changedMeanwhile, DeskbellError, forbidden, notFound } from '../core/errors.js'
import { newId } from '../core/ids.js'
import type { CannedReply, ReplyStore } from './reply-store.js'

interface Deps {
  readonly replies: ReplyStore
}

/** What a site's members say often. Every member may use them, owners and admins write them. */
export class ReplyService {
  constructor(private readonly deps: Deps) {}

  /** Sorted by shortcut. */
  async list(actor: MemberActor): Promise<Reply[]> {
    return (await this.deps.replies.list(actor.siteId)).map(present)
  }

  /** @throws forbidden to operators; conflict naming `shortcut` when it is taken, naming nothing when there are too many */
  async add(actor: MemberActor, body: ReplyBody): Promise<Reply> {
    refuseOperators(actor)
    const { max } = LIMITS.replies
    const added = await this.deps.replies.add(actor.siteId, { id: newId(), ...body }, max)
    if (added === 'taken') throw taken()
    if (added === 'full') {
      throw new DeskbellError(
        'conflict',
        `There are ${max} canned replies, the most there can be. Remove one.`,
      )
    }
    return present(added)
  }

  /**
   * @throws forbidden to operators; not_found; conflict naming `shortcut` when it is taken, and `if_updated` when
   * somebody has changed it since
   */
  async change(actor: MemberActor, id: string, { if_updated: asOf, ...change }: ReplyChange): Promise<Reply> {
    refuseOperators(actor)
    const changed = await this.deps.replies.change(
      actor.siteId,
      id,
      change,
      asOf ? new Date(asOf) : undefined,
    )
    if (changed === null) throw notFound('reply')
    if (changed === 'changed') throw changedMeanwhile('if_updated')
    if (changed === 'taken') throw taken()
    return present(changed)
  }

  /** @throws forbidden to operators; not_found */
  async remove(actor: MemberActor, id: string): Promise<void> {
    refuseOperators(actor)
    if (!(await this.deps.replies.remove(actor.siteId, id))) throw notFound('reply')
  }
}

function refuseOperators({ role }: MemberActor): void {
  if (role === 'operator') throw forbidden('Only an owner or an admin may change this.')
}

const taken = () =>
  new DeskbellError('conflict', 'This shortcut is taken.', {
    field: 'shortcut',
    fields: { shortcut: 'is taken' },
  })

const present = ({ id, shortcut, text, updatedAt }: CannedReply): Reply => ({
  id,
  shortcut,
  text,
  updated: updatedAt.toISOString(),
})
