import { median } from '../bench/table.js'
import { signUp } from '../harness/account.js'
import { SHOP, type WidgetCost, widgetCosts } from '../harness/widget-cost.js'
import { expect, test } from './desk.js'

/** Milliseconds of the main thread of a host page, on a machine four times slower. */
const LOAD = 15
const OPEN = 120
/** How many times a script with one empty button, which takes as long as the machine does just then. */
const BUTTONS = 2.2
const RUNS = 11

test('costs a host page next to nothing before it is touched, and little when it is opened', async ({
  desk,
  host,
}) => {
  test.setTimeout(180_000)
  const { username } = await signUp(desk.origin)
  const costs: WidgetCost[] = []
  for await (const cost of widgetCosts(host.page(...SHOP), `${desk.origin}/widget.js?site=${username}`))
    if (costs.push(cost) === RUNS) break
  const middle = (of: (cost: WidgetCost) => number) => median(costs.map(of))
  const load = middle(cost => cost.load)
  const button = middle(cost => cost.button)
  expect(button).toBeGreaterThan(1)
  expect(load).toBeGreaterThan(button)
  expect(load).toBeLessThanOrEqual(LOAD)
  expect(load / button).toBeLessThanOrEqual(BUTTONS)
  expect(middle(cost => cost.open)).toBeLessThanOrEqual(OPEN)
})
