export type StartErrorKind =
  | 'config'
  | 'data-dir-held'
  | 'data-dir-unusable'
  | 'other-postgres-major'
  | 'no-postgres'
  | 'postgres-failed'
  | 'newer-database'
  | 'database-busy'
  | 'backup'

/**
 * Why the server cannot start, in words for the person who typed the command. `main` prints `message` as one
 * line, without a stack, and ends with exit code 1. Anything else that is thrown during a start is a defect.
 */
export class StartError extends Error {
  override readonly name = 'StartError'

  constructor(
    readonly kind: StartErrorKind,
    message: string,
  ) {
    super(message)
  }
}
