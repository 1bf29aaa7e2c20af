/**
 * A user name that may be had, from one that may not: what it may not hold becomes a dash, and one that is fine but
 * not free gets more to it. Null where nothing is left. Whether it is free is asked when it is sent.
 */
export function suggestName(typed: string): string | null {
  const before = typed.trim()
  const [name = ''] = before.split('@')
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9_.-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/gu, '')
    .slice(0, 56)
  if (plain === '') return null
  return plain === before ? `${plain}-desk` : plain
}
