import { useEffect, useState } from 'react'

const MINUTE = 60_000

/** The time, anew with every minute of the clock, so that what is said of times stays true. */
export function useMinute(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tell = () => {
      clearTimeout(timer)
      setNow(new Date())
      timer = setTimeout(tell, MINUTE - (Date.now() % MINUTE))
    }
    timer = setTimeout(tell, MINUTE - (Date.now() % MINUTE))
    // A page that was not seen may have slept.
    document.addEventListener('visibilitychange', tell)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', tell)
    }
  }, [])
  return now
}
