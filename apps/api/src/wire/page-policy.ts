/**
 * The content security policy of a page.
 * @param host the Host header: older browsers do not count a socket as 'self'
 */
function policy(host: string | undefined, directives: Readonly<Record<string, string>>): string {
  const sockets = host !== undefined && isHost(host) ? ` ws://${host} wss://${host}` : ''
  const all = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' blob:",
    'connect-src': `'self'${sockets}`,
    'base-uri': "'none'",
    'form-action': "'none'",
    ...directives,
  }
  return Object.entries(all)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** A Host header goes into policies and addresses only when it can be nothing but a host. */
export const isHost = (host: string): boolean => /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host)

/** The inbox and its settings, which show the widget in a frame of our own. */
export const inboxPolicy = (host: string | undefined): string =>
  policy(host, {
    'font-src': "'self'",
    'media-src': "'self' blob:",
    'manifest-src': "'self'",
    'frame-src': "'self'",
    'frame-ancestors': "'none'",
  })

/** The chat in its frame. @param ancestors which pages may hold it */
export const chatPolicy = (host: string | undefined, ancestors: string): string =>
  policy(host, { 'media-src': "'self'", 'frame-ancestors': ancestors })

/** The test page, on which the widget is a guest as on any other. @param styleHash of its one style, base64 */
export const testPagePolicy = (host: string | undefined, styleHash: string): string =>
  policy(host, {
    'style-src': `'self' 'sha256-${styleHash}'`,
    'frame-src': "'self'",
    'frame-ancestors': "'none'",
  })

/** A page with no script and one style of its own. @param styleHash of that style, base64 */
export const plainPagePolicy = (styleHash: string): string =>
  policy(undefined, {
    'script-src': "'none'",
    'style-src': `'sha256-${styleHash}'`,
    'connect-src': "'none'",
    'frame-ancestors': "'none'",
  })
