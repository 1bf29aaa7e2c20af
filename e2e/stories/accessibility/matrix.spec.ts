import { expect, test } from '../desk.js'
import { aroundInbox, inbox, inboxSceneOf } from './inbox.js'
import { settings, settingsSceneOf } from './settings.js'
import { walk } from './walk.js'
import { wayIn, wayInOf } from './way-in.js'
import { widget, widgetSceneOf } from './widget.js'

test.describe.configure({ timeout: 240_000 })

const tables = { wayIn, inbox, aroundInbox, settings, widget }

test('every state that is met is in the tables, once', () => {
  const names = Object.entries(tables).flatMap(([table, states]) =>
    states.map(({ name }) => `${table}: ${name}`),
  )
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThanOrEqual(85)
})

test('the way in passes axe', async ({ browser, desk }) => {
  await walk(await wayInOf(browser, desk), wayIn)
})

test('the inbox passes axe', async ({ browser, desk }) => {
  await walk(await inboxSceneOf(browser, desk, 'nobody'), inbox)
})

test('what lies above the inbox passes axe, and what is left of it without a server', async ({
  browser,
  desk,
}) => {
  await walk(await inboxSceneOf(browser, desk, 'somebody'), aroundInbox)
})

test('settings and account pass axe', async ({ browser, desk }) => {
  await walk(await settingsSceneOf(browser, desk), settings)
})

for (const dir of ['ltr', 'rtl'] as const) {
  test(`the widget passes axe (${dir})`, async ({ browser, desk, host }) => {
    await walk(await widgetSceneOf(browser, desk, host, dir), widget)
  })
}
