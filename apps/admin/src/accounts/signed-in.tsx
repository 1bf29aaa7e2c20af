import type { Me } from '@deskbell/protocol/account'
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useState } from 'react'
import { sayFailure } from '../failure.js'
import { Redirect, signInPath, useAddress } from '../router.js'
import { Failed } from '../ui/states.js'
import { meQuery } from './me.js'
import { wasHere } from './was-here.js'

export interface Desk {
  me: Me
  /** The site whose inbox this is. */
  site: Me['sites'][number]
}

const DeskContext = createContext<Desk | null>(null)

/** Who is signed in, and their site. Only below {@link SignedIn}. */
export function useDesk(): Desk {
  const desk = use(DeskContext)
  if (desk === null) throw new Error('useDesk is only for pages of somebody who is signed in')
  return desk
}

/**
 * Shows its children to somebody who is signed in, and leads everybody else to sign in first: with a word why,
 * where they were signed in. What they typed is kept by its own store until they are back.
 */
export function SignedIn({ children }: { children: ReactNode }) {
  const address = useAddress()
  // Before anybody is asked: a refusal forgets it.
  const [knew, know] = useState(wasHere)
  const me = useQuery(meQuery)
  if (me.data && !knew) know(true)
  if (me.data === null) return <Redirect to={signInPath(address, knew)} />
  const site = me.data?.sites[0]
  if (me.data && site) return <DeskContext value={{ me: me.data, site }}>{children}</DeskContext>
  if (me.data) {
    return (
      <main className="flex min-h-dvh flex-col">
        <h1 className="sr-only">Deskbell</h1>
        <Failed title="You belong to no site" icon="user">
          <p>Somebody removed you from the only one. Ask its owner.</p>
        </Failed>
      </main>
    )
  }
  if (!me.isError) return null
  return (
    <main className="flex min-h-dvh flex-col">
      <h1 className="sr-only">Deskbell</h1>
      <Failed title="Your desk did not load" onRetry={() => void me.refetch()} busy={me.isFetching}>
        <p>{sayFailure(me.error)}</p>
      </Failed>
    </main>
  )
}
