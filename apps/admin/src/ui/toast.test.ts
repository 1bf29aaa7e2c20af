import { beforeEach, expect, it } from 'vitest'
import { dismiss, toast, useToasts } from './toast.js'

const titles = () => useToasts.getState().toasts.map(each => each.title)

beforeEach(() => useToasts.setState({ toasts: [] }))

it('shows the latest three, the newest last', () => {
  for (const title of ['one', 'two', 'three', 'four']) toast({ title })
  expect(titles()).toEqual(['two', 'three', 'four'])
})

it('says the same thing once, and as the newest', () => {
  toast({ title: 'Saved' })
  toast({ title: 'Copied' })
  toast({ title: 'Saved' })
  expect(titles()).toEqual(['Copied', 'Saved'])
})

it('keeps two of one title apart by their text', () => {
  toast({ title: 'Ended', text: 'Chrome' })
  toast({ title: 'Ended', text: 'Firefox' })
  expect(titles()).toEqual(['Ended', 'Ended'])
})

it('takes away only the one that is meant', () => {
  const first = toast({ title: 'one' })
  toast({ title: 'two' })
  dismiss(first)
  expect(titles()).toEqual(['two'])
})

it('gives longer to what failed and to what can be answered', () => {
  toast({ title: 'done' })
  toast({ title: 'failed', tone: 'danger' })
  toast({ title: 'undo', action: { label: 'Undo', onSelect: () => {} } })
  const [done, failed, undo] = useToasts.getState().toasts.map(each => each.stay)
  expect(failed).toBeGreaterThan(done ?? 0)
  expect(undo).toBe(failed)
})
