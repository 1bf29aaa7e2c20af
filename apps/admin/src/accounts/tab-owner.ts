/** For this tab only, as the drafts are. */
const KEY = 'deskbell:tab-owner'
let owner: string | null = null

function kept(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

/**
 * Whether this tab is another person's now. A session that ends leaves what was typed where it is, for whoever
 * typed it to go on with; the next person must not find it. @param user their id
 */
export function changesHands(user: string): boolean {
  const before = owner ?? kept()
  owner = user
  try {
    sessionStorage.setItem(KEY, user)
  } catch {
    // No storage here, so nothing typed outlives the page either.
  }
  return before !== null && before !== user
}
