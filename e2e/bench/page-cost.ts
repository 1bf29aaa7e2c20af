import { signUp } from '../harness/account.js'
import { startServer } from '../harness/server.js'
import { SHOP, type WidgetCost, widgetCosts } from '../harness/widget-cost.js'
import { startHostSite } from '../stories/host-site.js'
import { figure, median, printTable } from './table.js'

/** Part (g): milliseconds that the widget takes of a host page's main thread. */
export async function pageCost(quick: boolean): Promise<void> {
  const [server, host] = await Promise.all([startServer({ built: true }), startHostSite()])
  const runs = quick ? 5 : 20
  const costs: WidgetCost[] = []
  try {
    const { username } = await signUp(server.origin)
    const script = `${server.origin}/widget.js?site=${username}`
    for await (const cost of widgetCosts(host.page(...SHOP), script)) if (costs.push(cost) === runs) break
  } finally {
    await Promise.all([host.close(), server.close()])
  }
  const row = (name: string, of: (cost: WidgetCost) => number, aim: string) => {
    const taken = costs.map(of).sort((a, b) => a - b)
    return [name, figure(taken[0] ?? 0, 'ms'), figure(median(taken), 'ms'), aim]
  }
  printTable(
    `(g) Main thread of a host page, 4 × slower, of ${runs}`,
    ['', 'least', 'median', 'aim'],
    [
      row('the script', cost => cost.load, '≤ 15 ms'),
      row('for comparison: a script that puts in one empty button', cost => cost.button, '–'),
      row('from the press to the focus in the box', cost => cost.open, '≤ 120 ms'),
    ],
  )
}
