// Opening a database as the store of a host: its tables are made once, and a start that finds them
// writes nothing. So it waits for no backup, no standby and no other host.
import pg from 'pg'
import { Failure } from '#shared/failure'
import { codeOf, patience, withoutWords } from './postgres-errors.ts'
import { day, making, otherClock, schema, version } from './postgres-schema.ts'

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
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock($1)', [making])
  if ((await versionOf(client)) < version) await client.query(schema)
  await client.query('COMMIT')
}

/** The settings without which a server may write an address or a part into its log. */
export const blind: Readonly<Record<string, string>> = {
  log_statement: 'none',
  log_duration: 'off',
  log_min_duration_statement: '-1',
  log_min_duration_sample: '-1',
  log_transaction_sample_rate: '0',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_lock_waits: 'off',
}
/** The settings of libraries that log statements: of no account where they are not loaded. */
const libraries = {
  'auto_explain.log_min_duration': '-1',
  'pg_stat_statements.track': 'none',
  'pgaudit.log': 'none',
}

/** Refuses a server that follows another, that a power cut takes parts from, or that is not blind. */
const checkServer = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ follows: boolean }>('SELECT pg_is_in_recovery() AS follows')
  if (rows[0]?.follows !== false) throw new Failure('not-writable')
  const wanted = { fsync: 'on', full_page_writes: 'on', ...blind, ...libraries }
  const others = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[], $2::text[]) AS wanted (name, value)
      WHERE current_setting(name, true) <> value`,
    [Object.keys(wanted), Object.values(wanted)],
  )
  const names = others.rows.map(({ name }) => name)
  if (names.length > 0) throw new Failure('not-writable', { names })
}

export type OfHost = {
  /** Milliseconds for which the host keeps a part: the same for all hosts of a store. */
  keeps?: number
  /** UTC milliseconds. */
  now(): number
}

/** Refuses a host by which parts would expire before their time. */
const checkHost = async (client: pg.Client, { keeps, now }: OfHost): Promise<void> => {
  await client.query('SELECT check_clock($1)', [now()]).catch((error: unknown) => {
    throw codeOf(error) === otherClock ? new Failure('not-writable', { names: ['clock'] }) : error
  })
  if (keeps === undefined) return
  await client.query('UPDATE host SET keeps = $1 WHERE keeps IS NULL', [keeps])
  const { rows } = await client.query<{ keeps: string }>('SELECT keeps FROM host')
  const known = Number(rows[0]?.keeps)
  if (known !== keeps) throw new Failure('not-writable', { names: [`--days ${known / day}`] })
}

/**
 * Makes the tables. Failures: `address-unreachable`; `not-writable`, with the setting that is wrong,
 * where parts could be lost or an address be logged.
 */
export const prepare = async (connectionString: string, host: OfHost): Promise<void> => {
  const client = clientFor(connectionString)
  try {
    await client.connect()
    await client.query('SET client_min_messages = warning; SET synchronous_commit = local')
    await checkServer(client)
    if ((await versionOf(client)) < version) await makeTables(client)
    await checkHost(client, host)
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
