import { DeskbellError } from '../core/errors.js'
import { StartError } from '../core/start-error.js'

/** A line for whoever typed the command. */
export function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Why it was not done. @returns the exit code */
export function say(line: string): number {
  process.stderr.write(`${line}\n`)
  return 1
}

/** Runs a command to its exit code. A known trouble is told in its one line, anything else with where it happened. */
export async function runCommand(main: () => Promise<number>): Promise<void> {
  process.exitCode = await main().catch(error => {
    const known = error instanceof StartError || error instanceof DeskbellError
    return say(
      known ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
    )
  })
}
