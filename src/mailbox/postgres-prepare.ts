// Opening a database as the store of a host: its tables are made once, and a start that finds them
// writes nothing. So it waits for no backup, no standby and no other host.
import pg from 'pg'
import { Failure } from '#shared/failure'
import { patience, withoutWords } from './postgres-errors.ts'
import { making, schema, version } from './postgres-schema.ts'

/** Failure `invalid-input` for an address that is none. */
const clientFor = (connectionString: string): pg.Client => {
  try {
    const client = new pg.Client({
      connectionString,
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      // Others wait behind a lock that is asked for.
      lock_timeout: patience - 1_000,
    })
    return client.on('error', () => {})
  } catch {
    throw new Failure('invalid-input')
  }
}

/** The version of the schema that is there; 0 without one. */
const versionOf = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ made: boolean }>(
    `SELECT to_regclass('host') IS NOT NULL AS made`,
  )
  if (rows[0]?.made !== true) return 0
  const found = await client.query<{ version: number }>('SELECT version FROM host')
  return found.rows[0]?.version ?? 0
}

/** One host at a time. A schema that is lost with its server is made again by the next start, so no standby is waited for. */
const makeTables = async (client: pg.Client): Promise<void> => {
  await client.query('BEGIN; SET LOCAL synchronous_commit = local')
  await client.query('SELECT pg_advisory_xact_lock($1)', [making])
  if ((await versionOf(client)) < version) await client.query(schema)
  await client.query('COMMIT')
}

/** Makes the tables. Failures: `address-unreachable`; `not-writable` where a power cut takes parts. */
export const prepare = async (connectionString: string): Promise<void> => {
  const client = clientFor(connectionString)
  try {
    await client.connect()
    await client.query('SET client_min_messages = warning')
    const { rows } = await client.query<{ safe: boolean }>(
      `SELECT current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'
        AND NOT pg_is_in_recovery() AS safe`,
    )
    if (rows[0]?.safe !== true) throw new Failure('not-writable')
    if ((await versionOf(client)) < version) await makeTables(client)
  } catch (error) {
    if (error instanceof Failure) throw error
    const { message } = withoutWords(error)
    throw new Failure(error instanceof pg.DatabaseError ? 'not-writable' : 'address-unreachable', {
      cause: message,
    })
  } finally {
    await client.end().catch(() => {})
  }
}
