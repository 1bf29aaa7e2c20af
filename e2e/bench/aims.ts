import { printTable } from './table.js'

/** What was reached of what is aimed at, in the order in which it was measured. */
const reached: (readonly string[])[] = []

export interface Aim {
  readonly name: string
  readonly measured: number
  readonly unit: string
  readonly atMost?: number
  readonly atLeast?: number
}

/** Notes a figure that the project has an aim for; {@link printAims} tells all of them at the end. */
export function aim({ name, measured, unit, atMost, atLeast }: Aim): void {
  const bound = atMost ?? atLeast ?? Number.NaN
  const met = atMost === undefined ? measured >= bound : measured <= bound
  // A figure beside its aim must not look as if it had reached it: no more digits are dropped than from the aim.
  const show = (value: number) => `${value.toLocaleString('en-GB', { maximumFractionDigits: 2 })} ${unit}`
  const missedBy = `${show(Math.abs(measured - bound))} too ${atMost === undefined ? 'little' : 'much'}`
  reached.push([
    name,
    show(measured),
    `${atMost === undefined ? '≥' : '≤'} ${show(bound)}`,
    met ? 'reached' : missedBy,
  ])
}

export function printAims(): void {
  if (reached.length > 0) printTable('What is aimed at', ['', 'measured', 'aim', ''], reached)
}
