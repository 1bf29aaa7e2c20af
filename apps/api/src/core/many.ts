/** `1 room`, `12,034 rooms`. */
export const many = (count: number, what: string, plural = `${what}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? what : plural}`
