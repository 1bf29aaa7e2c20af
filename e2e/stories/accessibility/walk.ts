import { type Page, test } from '@playwright/test'
import { violationsOf } from '../axe.js'
import { expect, type Viewport, viewports } from '../desk.js'

/** Something a person can meet on the screen, and how to get there from the state before it in its table. */
export interface State<Scene> {
  readonly name: string
  /** @returns the page that shows it */
  readonly reach: (scene: Scene) => Promise<Page>
  /** Where it is looked at; at a width that shows something else, it would be another state's. */
  readonly at?: readonly Viewport[]
}

/** What a scene's browser contexts are made with. Colours and width change while it is looked at. */
export const stageOptions = { viewport: viewports.desktop, reducedMotion: 'reduce', bypassCSP: true } as const

const widths = [viewports.desktop, viewports.phone]

/**
 * Goes from state to state and runs axe in each, in the light and in the dark: the states are reached once, since what is
 * shown follows the colours and the width while it is open, as it does for a person who turns a phone. Wide and narrow
 * take turns in who is light.
 */
export async function walk<Scene>(scene: Scene, states: readonly State<Scene>[]): Promise<void> {
  const begun = Date.now()
  for (const [index, { name, reach, at = widths }] of states.entries()) {
    await test.step(name, async () => {
      const page = await reach(scene)
      for (const [turn, viewport] of at.entries()) {
        const colorScheme = (index + turn) % 2 === 0 ? 'light' : 'dark'
        await page.setViewportSize(viewport)
        await page.emulateMedia({ colorScheme })
        const where = `${name}, ${colorScheme}, ${viewport.width} px`
        expect.soft(await violationsOf(page), where).toEqual([])
      }
      await page.setViewportSize(viewports.desktop)
      await page.emulateMedia({ colorScheme: 'light' })
    })
  }
  const seconds = ((Date.now() - begun) / 1_000).toFixed(1)
  process.stdout.write(`axe: ${states.length} states, light and dark, in ${seconds} s\n`)
}
