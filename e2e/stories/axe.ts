import type { Frame, Page } from '@playwright/test'
import axe from 'axe-core'

/**
 * Runs axe in the page and in every frame of it, each by itself. The context must bypass the content security
 * policy, or the page would rightly refuse the script.
 *
 * @returns one line for each rule that is violated, with where and how to see it
 */
export async function violationsOf(page: Page): Promise<string[]> {
  // Contrast is measured of what stands still.
  await page.evaluate(() => Promise.all(document.getAnimations().map(animation => animation.finished)))
  const found = await Promise.all(page.frames().map(violationsIn))
  return found.flat()
}

async function violationsIn(frame: Frame): Promise<string[]> {
  if (frame.url() === 'about:blank') return []
  await frame.evaluate(`if (!window.axe) { ${axe.source} }`)
  const results = (await frame.evaluate(
    'axe.run(document, { iframes: false, resultTypes: ["violations"] })',
  )) as axe.AxeResults
  const { pathname } = new URL(frame.url())
  return results.violations.map(({ id, help, nodes }) => {
    const [first] = nodes
    const more = nodes.length > 1 ? `, and ${nodes.length - 1} more` : ''
    return `${pathname}: ${id} (${help}) at ${first?.target.join(' ')}: ${first?.html.slice(0, 200)}${more}`
  })
}
