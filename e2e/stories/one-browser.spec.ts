import { expect, expectOnce, inboxOn, signUp, test, widgetOn } from './desk.js'

test('inbox and test page in one browser keep their roles', async ({ context, desk }) => {
  const inboxPage = await context.newPage()
  const { site } = await signUp(inboxPage, desk.origin)
  await inboxPage.goto(`${desk.origin}/messages`)
  const inbox = inboxOn(inboxPage)

  const testPage = await context.newPage()
  await testPage.goto(`${desk.origin}/chatbot/${site}/kim`)
  const widget = widgetOn(testPage)
  await expect(widget.box).toBeVisible()
  await widget.write('I am the visitor.')
  await inbox.open('I am the visitor.')
  await inbox.answer('I am the owner.')
  await expectOnce(widget.log, 'I am the owner.')

  await Promise.all([testPage.reload(), inboxPage.reload()])
  await expect(widget.box).toBeVisible()
  await widget.write('Still the visitor.')
  await inbox.answer('Still the owner.')
  await expectOnce(widget.log, 'Still the owner.')
  await expectOnce(inbox.log, 'Still the visitor.')
  const rows = await desk.sql<{ content: string; actor_kind: string }>(
    `select j.content, j.actor_kind from journal j join sites s on s.id = j.site_id where s.slug = $1 order by j.seq`,
    [site],
  )
  expect(rows.filter(row => row.actor_kind !== 'system')).toEqual([
    { content: 'I am the visitor.', actor_kind: 'visitor' },
    { content: 'I am the owner.', actor_kind: 'member' },
    ...[
      { content: 'Still the visitor.', actor_kind: 'visitor' },
      { content: 'Still the owner.', actor_kind: 'member' },
    ],
  ])
  await expect(inbox.rows).toHaveCount(1)
})
