import type { SocketObserver } from '../realtime/socket-observer.js'
import type { GroupCommit, GroupCommitOptions } from '../rooms/group-commit.js'

type Commit = Pick<GroupCommit, 'append'>
type Tell = GroupCommitOptions['committed']

/** Parts of the node whose work is traced. What is given comes back doing the same. */
export interface Tracing {
  readonly command: SocketObserver['command']
  /** Undefined where nothing is traced. */
  readonly request: ((method: string, route: string) => Traced) | undefined
  commit(commit: Commit): Commit
  tell(tell: Tell): Tell
  /** Sends what is left. */
  close(): Promise<void>
}

interface Traced {
  run(work: () => void): void
  end(status: number): void
}
