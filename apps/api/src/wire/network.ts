import { isIP } from 'node:net'

/**
 * Whom an address counts for. One line of a household or a server is given 2^64 IPv6 addresses, so what holds for
 * one of them must hold for all; an IPv4 address stands for itself.
 */
export function networkOf(address: string): string {
  // `::ffff:192.0.2.1` is IPv4 as a server sees it that listens for both.
  if (isIP(address) !== 6 || address.includes('.')) return address
  const [head = '', tail] = address.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const left64 = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right].slice(0, 4)
  return `${left64.map(group => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
