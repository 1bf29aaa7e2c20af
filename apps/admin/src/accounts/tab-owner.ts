const KEY = 'deskbell:owner'
let owner: string | null = null

/** Of the tab and of the browser: both keep what was typed. Each may be forbidden, and then keeps nothing either. */
const places = [() => sessionStorage, () => localStorage]

/** @returns whose this place was before */
function take(place: () => Storage, user: string): string | null {
  try {
    const before = place().getItem(KEY)
    place().setItem(KEY, user)
    return before
  } catch {
    return null
  }
}

/**
 * Whether this tab, or this browser in another tab, was another person's before. A session that ends leaves what was typed where it is, for whoever
 * typed it to go on with; the next person must not find it. @param user their id
 */
export function changesHands(user: string): boolean {
  const before = [owner, ...places.map(place => take(place, user))]
  owner = user
  return before.some(each => each !== null && each !== user)
}
