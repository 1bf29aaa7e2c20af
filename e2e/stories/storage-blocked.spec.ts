import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, expectOnce, inboxOn, person, signUp, test, viewports, widgetOn } from './desk.js'
import { embedLine } from './host-site.js'

test('the widget works and remembers where third parties may keep nothing', async ({
  browser,
  playwright,
  desk,
  host,
  launchOptions,
}) => {
  const owner = await person(browser, viewports.desktop)
  const { site } = await signUp(owner, desk.origin)
  await owner.goto(`${desk.origin}/messages`)
  const inbox = inboxOn(owner)

  // The browser's own switch, as a person sets it in its settings.
  const profile = await mkdtemp(join(tmpdir(), 'deskbell-profile-'))
  await mkdir(join(profile, 'Default'))
  const preferences = { profile: { block_third_party_cookies: true, cookie_controls_mode: 1 } }
  await writeFile(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
  const context = await playwright.chromium.launchPersistentContext(profile, { ...launchOptions })
  try {
    // Browsers without partitions throw at the first touch.
    await context.addInitScript(() => {
      if (window.top === window) return
      const refuse = {
        get: () => {
          throw new DOMException('Access is denied', 'SecurityError')
        },
      }
      Object.defineProperty(window, 'localStorage', refuse)
      Object.defineProperty(window, 'sessionStorage', refuse)
      Object.defineProperty(window, 'indexedDB', refuse)
    })
    const visitor = await context.newPage()
    await visitor.goto(host.page(embedLine(desk.origin, site)))
    const widget = widgetOn(visitor)
    await widget.open()
    await widget.write('Nothing can be kept here.')
    await inbox.open('Nothing can be kept here.')
    await inbox.answer('And yet it works.')
    await expectOnce(widget.log, 'And yet it works.')

    await visitor.reload()
    await widget.open()
    await expectOnce(widget.log, 'Nothing can be kept here.')
    await widget.write('You still know me.')
    await expectOnce(inbox.log, 'You still know me.')
    await expect(inbox.rows).toHaveCount(1)
    expect(await context.cookies(desk.origin)).toEqual([])
  } finally {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
})
