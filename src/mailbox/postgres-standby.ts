// Says whether the commits of a database wait for a standby. The question has a connection of its own,
// so it waits for no part.
import pg from 'pg'
import { patience, withoutWords } from './postgres-errors.ts'
import type { Store } from './store.ts'

/** The same store in the database at `connectionString`, which says this as well. */
export const withStandby = (store: Store, connectionString: string): Store => {
  const pool = new pg.Pool({
    connectionString,
    max: 1,
    connectionTimeoutMillis: patience,
    query_timeout: patience,
    keepAlive: true,
  })
  pool.on('error', () => {})
  return {
    ...store,
    async hasStandby() {
      const text = `SELECT current_setting('synchronous_standby_names') <> '' AS waits`
      const { rows } = await pool.query<{ waits: boolean }>(text).catch((error: unknown) => {
        throw withoutWords(error)
      })
      return rows[0]?.waits === true
    },
    async close() {
      await Promise.all([store.close(), pool.end()])
    },
  }
}
