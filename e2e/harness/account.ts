import { randomBytes } from 'node:crypto'

export interface Account {
  readonly username: string
  readonly email: string
  readonly password: string
  readonly token: string
}

/** A short name that no other test uses; starts with a letter. */
export const uniqueName = (prefix: string) => `${prefix}-${randomBytes(4).toString('hex')}`

/** Signs up a site's owner over REST. */
export async function signUp(origin: string, username = uniqueName('site')): Promise<Account> {
  const email = `${username}@example.test`
  const password = `correct horse ${username}`
  const answer = await fetch(`${origin}/accounts/api/signup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, email, password }),
  })
  if (answer.status !== 201) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`)
  const { token } = (await answer.json()) as { token: string }
  return { username, email, password, token }
}
