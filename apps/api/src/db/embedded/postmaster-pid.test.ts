import { expect, test } from 'vitest'
import { parsePostmasterPid } from './postmaster-pid.js'

const file = (status: string) =>
  `6590\n/srv/data/postgres\n1795254606\n5432\n../run\n\n 16057402         4\n${status}\n`

test('a running PostgreSQL', () => {
  expect(parsePostmasterPid(file('ready   '))).toEqual({ pid: 6590, ready: true })
})

test.each(['starting', 'stopping', 'standby '])('one that is %s takes no connections', status => {
  expect(parsePostmasterPid(file(status))).toEqual({ pid: 6590, ready: false })
})

test('one that has written only the first lines yet', () => {
  expect(parsePostmasterPid('6590\n/srv/data/postgres\n')).toEqual({ pid: 6590, ready: false })
})

test('a standalone backend', () => {
  expect(parsePostmasterPid('-77\n/srv/data/postgres\n')).toEqual({ pid: 77, ready: false })
})

test.each(['', '\n', 'rubbish\n', '0\n', '12.5\n'])('%j is nothing', text => {
  expect(parsePostmasterPid(text)).toBeUndefined()
})
