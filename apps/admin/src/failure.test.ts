import { describe, expect, it } from 'vitest'
import { ApiError } from './api.js'
import { fieldError, saidByFields, sayFailure } from './failure.js'

describe('sayFailure', () => {
  it('says how long to wait', () => {
    const after = (ms?: number) => sayFailure(new ApiError('rate_limited', 'no', {}, ms))
    expect(after(400)).toContain('Wait 1 second,')
    expect(after(59_001)).toContain('Wait 60 seconds,')
    expect(after(600_000)).toContain('Wait 10 minutes,')
    expect(after()).toContain('Wait a moment,')
  })

  it('shows nothing of an error that is not an answer', () => {
    expect(sayFailure(new TypeError('x is undefined'))).not.toContain('undefined')
  })
})

describe('fieldError', () => {
  const error = new ApiError('bad_request', 'no', { password: 'is empty', email: 'Use another address' })

  it('makes a sentence of a predicate and leaves a sentence alone', () => {
    expect(fieldError(error, 'password', 'Password')).toBe('Password is empty')
    expect(fieldError(error, 'email', 'E-mail')).toBe('Use another address')
    expect(fieldError(error, 'name', 'Name')).toBeUndefined()
  })

  it('needs no banner only when a field of this form shows it', () => {
    expect(saidByFields(error, ['password'])).toBe(true)
    expect(saidByFields(error, ['name'])).toBe(false)
    expect(saidByFields(new Error(), ['password'])).toBe(false)
  })
})
