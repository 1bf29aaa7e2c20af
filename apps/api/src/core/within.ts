/**
 * What the work resolves to, if it does so in time. Work that is late goes on, and how it ends is nobody's business.
 * @param ms milliseconds
 * @throws Error that names the work when the time is over
 */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
