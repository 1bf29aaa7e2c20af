import type { CommandName } from '@deskbell/protocol/command'
import type { ErrorKind } from '@deskbell/protocol/error'

/** Why a frame was answered with an error, or with nothing because nobody knows what became of it. */
type Refusal = ErrorKind | 'outcome_unknown'

/**
 * Learns how sockets fare, and never what is said on them. Called on the road of every message: it must be quick and
 * must not throw.
 */
export interface SocketObserver {
  /**
   * Runs a command that was let in.
   * @param cameAt when its frame came, by `performance.now()`
   * @param work ends when the answer was told, and rejects when the command is refused
   */
  command(name: CommandName, cameAt: number, work: () => Promise<void>): Promise<void>
  refused(reason: Refusal): void
  /** A reader was cut for being slow. */
  cutSlow(): void
}

export const unobserved: SocketObserver = {
  command: (_name, _cameAt, work) => work(),
  refused: () => {},
  cutSlow: () => {},
}
