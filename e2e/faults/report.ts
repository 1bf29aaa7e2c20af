/** Figures are for those who run the long form. */
export function report(line: string): void {
  if (process.env.FAULTS === 'full' || process.env.FIGURES === '1') console.warn(line)
}
