import { expect, test } from 'vitest'
import { parseJson } from './json-body.js'

const parse = (text: string) => parseJson(Buffer.from(text))

test('JSON is read, and no body is no trouble', () => {
  expect(parse('{"a":[1,{"b":null}]}')).toEqual({ a: [1, { b: null }] })
  expect(parse('')).toBeUndefined()
})

test.each(['{', 'nul', '{"a":1,}', '\u0000', '[1', "{'a':1}"])('%j is no JSON', text => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ kind: 'bad_request', more: { field: 'body' } }))
})

test('bytes that are no UTF-8 are refused rather than mangled', () => {
  expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow(
    expect.objectContaining({ kind: 'bad_request' }),
  )
})

test.each([
  ['{"__proto__":{"role":"owner"}}', '__proto__'],
  ['{"a":[{"b":{"__proto__":1}}]}', '__proto__'],
  ['{"constructor":{"prototype":{"x":1}}}', 'constructor'],
  ['{"\\u005f_proto__":1}', '__proto__'],
])('%s is refused by the name of the key', (text, field) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ kind: 'bad_request', more: { field } }))
})

test('a body of brackets alone breaks nothing', () => {
  const deep = 30_000
  expect(() => parse('['.repeat(deep) + ']'.repeat(deep))).not.toThrow()
})
