import { type ReactNode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { prerender } from 'react-dom/static'
import { describe, expect, it, vi } from 'vitest'
import { later } from './later.js'

const Greeting = ({ name }: { name: string }) => <b>Hello {name}</b>
const loaded = () => Promise.resolve(Greeting)

/** What is drawn at once, without waiting for anything. */
const atOnce = (node: ReactNode) => renderToString(<Suspense fallback={<i>Wait</i>}>{node}</Suspense>)

/** What is drawn in the end. */
async function inTheEnd(node: ReactNode): Promise<string> {
  const { prelude } = await prerender(node)
  return new Response(prelude).text()
}

describe('later', () => {
  it('shows at once what was fetched before', async () => {
    const Later = later(loaded)
    await Later.fetch()
    const drawn = atOnce(<Later name="Ines" />)
    expect(drawn).toContain('<b>Hello')
    expect(drawn).not.toContain('Wait')
  })

  it('waits for what was not, and then shows it', async () => {
    const Later = later(loaded)
    expect(atOnce(<Later name="Ines" />)).toContain('Wait')
    expect(await inTheEnd(<Later name="Ines" />)).toContain('<b>Hello')
  })

  it('fetches nothing before it is asked, and nothing that is there', async () => {
    const load = vi.fn(loaded)
    const Later = later(load)
    expect(load).not.toHaveBeenCalled()
    await Later.fetch()
    await Later.fetch()
    await inTheEnd(<Later name="Ines" />)
    expect(load).toHaveBeenCalledOnce()
  })

  it('tries again after the server did not answer', async () => {
    const load = vi.fn(loaded).mockRejectedValueOnce(new Error('away'))
    const Later = later(load)
    await expect(Later.fetch()).rejects.toThrow('away')
    expect(await inTheEnd(<Later name="Ines" />)).toContain('<b>Hello')
  })
})
