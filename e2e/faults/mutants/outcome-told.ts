import { DeskbellError, OutcomeUnknown } from '../../../apps/api/src/core/errors.js'
import { GroupCommit } from '../../../apps/api/src/rooms/group-commit.js'

/** Preloaded into a server to break promise N4: a write of which nobody knows whether it happened is told as a failure. */
const honest = GroupCommit.prototype.append

GroupCommit.prototype.append = function (entry) {
  return honest.call(this, entry).catch((error: unknown) => {
    throw error instanceof OutcomeUnknown
      ? new DeskbellError('internal', 'Something went wrong here.')
      : error
  })
}
