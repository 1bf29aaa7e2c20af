import { useEffect } from 'react'

let page = ''
let mark = ''

const write = () => {
  const title = `${mark}${page === '' ? 'Deskbell' : `${page} · Deskbell`}`
  if (document.title !== title) document.title = title
}

/** Names the page in the browser's tab. */
export function useTitle(title: string): void {
  useEffect(() => {
    page = title
    write()
  }, [title])
}

/** What stands before the page's name on every page: who rings, how many wait. Empty when nothing does. */
export function setTitleMark(next: string): void {
  mark = next
  write()
}
