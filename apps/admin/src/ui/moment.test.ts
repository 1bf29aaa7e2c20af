import { describe, expect, it } from 'vitest'
import { sameDay, sayBriefly, sayDay, sayMoment, sayTime } from './moment.js'

// Built from local parts, so that it holds in any time zone.
const at = (day: number, hour: number, minute = 0) => new Date(2025, 9, day, hour, minute)
const iso = (day: number, hour: number, minute = 0) => at(day, hour, minute).toISOString()
const now = at(14, 0, 30)

describe('moments', () => {
  it('counts days by the calendar', () => {
    expect(sayBriefly(iso(14, 0, 5), now)).toBe(sayTime(iso(14, 0, 5)))
    expect(sayBriefly(iso(13, 23, 59), now)).toBe('Yesterday')
    expect(sayMoment(iso(13, 23, 59), now)).toContain('yesterday')
    expect(sameDay(iso(13, 23, 59), iso(14, 0, 0))).toBe(false)
    expect(sameDay(iso(14, 0, 0), iso(14, 23, 59))).toBe(true)
  })

  it('takes a clock that runs ahead for today', () => {
    expect(sayMoment(iso(14, 0, 40), now)).toMatch(/^today/)
    expect(sayDay(iso(14, 0, 40), now)).toMatch(/^Today, /)
  })

  it('names the year of what is long ago', () => {
    expect(sayBriefly(new Date(2023, 4, 1).toISOString(), now)).toContain('2023')
    expect(sayDay(new Date(2023, 4, 1).toISOString(), now)).toContain('2023')
    expect(sayDay(iso(12, 9), now)).not.toContain('2025')
  })
})
