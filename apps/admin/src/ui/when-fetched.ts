import type { Later } from './later.js'
import { toast } from './toast.js'

/** Fetches `part` and then calls `open`, which shows it. Where it cannot be fetched, that is said, and the page stays. */
export function whenFetched<P>(part: Later<P>, open: () => void): void {
  part
    .fetch()
    .then(open, () =>
      toast({ tone: 'danger', title: 'This did not open', text: 'The server did not answer. Try it again.' }),
    )
}
