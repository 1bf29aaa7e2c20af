import pg from 'pg'

/**
 * A connection for a backup or a restore: no limit of time, and text that does not depend on anybody's settings.
 * The caller ends it.
 */
export async function quietClient(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client({ ...config, keepAlive: true })
  // The statement under way tells of a connection that breaks.
  client.on('error', () => {})
  await client.connect()
  await client.query(`
    set client_min_messages = 'warning';
    set statement_timeout = 0;
    set idle_in_transaction_session_timeout = 0;
    set client_encoding = 'UTF8';
    set datestyle = 'ISO, MDY';
    set intervalstyle = 'postgres';
    set bytea_output = 'hex';
    set extra_float_digits = 3;
    set timezone = 'UTC'`)
  // Newer servers only.
  await client.query(
    "select set_config('transaction_timeout', '0', false) where current_setting('transaction_timeout', true) is not null",
  )
  return client
}
