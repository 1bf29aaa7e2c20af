import { expect, expectOnce } from './desk.js'
import { test } from './visiting.js'

test('the chat opens on the sites that were named, on no other, and always on our own pages', async ({
  desk,
  visit,
}) => {
  const { page, owner, widget } = await visit({ bypassCSP: false })
  const allow = async (...origins: string[]) => {
    const answer = await fetch(`${desk.origin}/chatbot/api`, {
      method: 'POST',
      headers: { authorization: `Token ${owner.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ origins }),
    })
    expect(answer.status).toBe(200)
  }
  await allow('https://shop.example')
  await page.clock.install()
  await page.reload()
  const refused = page.waitForEvent('console', message => message.text().includes('frame-ancestors'))
  await widget.launcher.click()
  await refused
  await page.clock.fastForward(8_000)
  await expect(page.getByRole('status')).toHaveText('The chat cannot be reached. Trying again…')
  await expect(widget.box).toHaveCount(0)

  await allow('https://shop.example', new URL(page.url()).origin)
  await page.reload()
  await widget.begin('Now I can.')
  await expectOnce(widget.log, 'Now I can.')

  await allow('https://shop.example')
  await page.goto(`${desk.origin}/chatbot/${owner.username}/kim`)
  await expect(widget.box).toBeVisible()
})
