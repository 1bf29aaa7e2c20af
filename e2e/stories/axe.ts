import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Frame, Page } from '@playwright/test'
import type { AxeResults, RunOptions } from 'axe-core'

// Half the size of what the module itself would give, and read by every page anew.
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 to its level AA, and what axe calls good practice beyond it. */
const options = {
  // Each frame is looked at by itself.
  iframes: false,
  resultTypes: ['violations'],
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  // Off unless it is asked for.
  rules: { 'target-size': { enabled: true } },
} as const satisfies RunOptions

/**
 * Runs axe in the page and in every frame of it, each by itself. The context must bypass the content security
 * policy, or the page would rightly refuse the script.
 *
 * @returns one line for each rule that is violated, with where and how to see it
 */
export async function violationsOf(page: Page): Promise<string[]> {
  const found = await Promise.all(page.frames().map(violationsIn))
  return found.flat()
}

async function violationsIn(frame: Frame): Promise<string[]> {
  if (frame.url() === 'about:blank' || !(await isMet(frame))) return []
  // Asked for, since sending it takes longer than running it.
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(source)
  await frame.evaluate(rest)
  const run = `axe.run(document, ${JSON.stringify(options)})`
  const results = (await frame.evaluate(run)) as AxeResults
  const { pathname } = new URL(frame.url())
  return results.violations.map(({ id, help, nodes }) => {
    const [first] = nodes
    const more = nodes.length > 1 ? `, and ${nodes.length - 1} more` : ''
    return `${pathname}: ${id} (${help}) at ${first?.target.join(' ')}: ${first?.html.slice(0, 200)}${more}`
  })
}

/** Whether anybody can look at it: it is in sight, and no preview of the chat, which is inert, a picture of it. */
async function isMet(frame: Frame): Promise<boolean> {
  if (frame.parentFrame() === null) return true
  return !frame.url().endsWith('#preview') && (await (await frame.frameElement()).isVisible())
}

/** Runs in the page: what was changed last is drawn, and stands still. A frame out of sight draws nothing. */
async function rest(): Promise<void> {
  const drawn = new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  await Promise.race([drawn, new Promise(resolve => setTimeout(resolve, 100))])
  const moving = document
    .getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
  await Promise.allSettled(moving.map(({ finished }) => finished))
}
