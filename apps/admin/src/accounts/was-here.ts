/** Only that, and no secret: the session itself is in a cookie that no script can read. */
const KEY = 'deskbell:was-here'

/**
 * Whether somebody signed in with this browser and has not signed out: only then is it worth asking who.
 * A stranger's page would else begin with a refused request.
 */
export function wasHere(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return true
  }
}

export function keepWasHere(here: boolean): void {
  try {
    if (here) localStorage.setItem(KEY, '1')
    else localStorage.removeItem(KEY)
  } catch {
    // No storage here, so it is asked each time.
  }
}
