import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.js'
import { isConnectionLost, openDatabase } from './client.js'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

test('a query that is not answered is given up as one of unknown outcome, and its connection with it', async () => {
  const { pool, close } = openDatabase({ ...database.config, query_timeout: 50, max: 1 }, () => {})
  const error = await pool.query('select pg_sleep(5)').catch(reason => reason)
  expect(isConnectionLost(error)).toBe(true)
  expect(pool.totalCount).toBe(0)
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  await close()
})

test('a statement the database refuses is no lost connection', async () => {
  const error = await database.pool.query('select 1/0').catch(reason => reason)
  expect(isConnectionLost(error)).toBe(false)
})
