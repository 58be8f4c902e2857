// Connections of one host to its database: one that writes, some that read, and one that removes. Each
// learns the name of the log before anything else is asked there, and is used only while the log has
// this name.
import pg from 'pg'
import { equal, random, toHex, type Bytes } from '#core/keys'
import { patience } from './postgres-errors.ts'

/** Connections of one host that read. */
const readers = 8

export type Ask = <Row extends pg.QueryResultRow>(query: pg.QueryConfig) => Promise<Row[]>

export type Connections = {
  /** One question after another. */
  write: Ask
  read: Ask
  /** One question after another: no reader waits for what expires. */
  remove: Ask
  /** Calls `work` when the log has become another one. */
  whenRenewed(work: () => void): void
  close(): Promise<void>
}

/** The name of the log, from a connection that is new and made ready here. */
const readied = async (client: pg.ClientBase): Promise<Bytes> => {
  // A connection that breaks fails its query as well.
  client.on('error', () => {})
  // To compile a statement takes longer than any of them, and others wait for its locks meanwhile.
  await client.query(
    'SET synchronous_commit = on; SET client_min_messages = warning; SET jit = off',
  )
  const fresh = Buffer.from(random(16))
  const { rows } = await client.query<{ log: Buffer }>('SELECT name_log($1) AS log', [fresh])
  return new Uint8Array(rows[0]?.log ?? [])
}

/**
 * Ends what other connections of this name still do. A commit that waits for the standby does not
 * notice that its connection was given up: ended, it is there for all to read.
 */
const endOthers = `SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
  WHERE application_name = current_setting('application_name') AND pid <> pg_backend_pid()`

/** Reads something: the first read of a connection plans those to come, over a table for each day. */
const planned = `SELECT FROM (SELECT address FROM boxes LIMIT 1) one, read_pieces(one.address, 0, 0)`

/** The rows of a question; a connection ends with any error, so that no late answer is taken for another. */
const rowsOf = async <Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  query: pg.QueryConfig,
  isCurrent: () => boolean,
): Promise<Row[]> => {
  // A commit that did not wait for the standby is said in a warning alone, in the server's language;
  // nothing less than a warning is heard here.
  let warned = false
  const hear = (): void => {
    warned = true
  }
  client.on('notice', hear)
  let failed = true
  try {
    const result = await client.query<Row>(query)
    // The client's promise holds the result until all garbage is collected: it holds no rows.
    const rows = result.rows.splice(0)
    if (warned) throw new Error('the commit was cut short')
    if (!isCurrent()) throw new Error('the log is another one')
    failed = false
    return rows
  } finally {
    client.off('notice', hear)
    client.release(failed)
  }
}

export const openConnections = async (connectionString: string): Promise<Connections> => {
  let known: Bytes | null = null
  /** Connections under the log that is known. */
  let current = new WeakSet<pg.ClientBase>()
  let renewed = (): void => {}
  const onConnect = async (client: pg.ClientBase): Promise<void> => {
    const log = await readied(client)
    const isOther = known !== null && !equal(known, log)
    known = log
    if (isOther) current = new WeakSet()
    current.add(client)
    if (isOther) renewed()
  }
  const poolOf = (options: pg.PoolConfig): pg.Pool => {
    const pool = new pg.Pool({
      connectionString,
      // A device waits 15 seconds for its mailbox to open: for a connection, and then for an answer.
      connectionTimeoutMillis: patience,
      query_timeout: patience,
      // The database gives up before its answer is no longer waited for.
      statement_timeout: patience - 1_000,
      idleTimeoutMillis: 0,
      keepAlive: true,
      keepAliveInitialDelayMillis: 60_000,
      onConnect,
      ...options,
    })
    return pool.on('error', () => {})
  }
  const pools = {
    writing: poolOf({
      max: 1,
      application_name: `baraza ${toHex(random(8))}`,
      async onConnect(client) {
        await onConnect(client)
        await client.query(endOthers)
      },
    }),
    reading: poolOf({
      max: readers,
      async onConnect(client) {
        await onConnect(client)
        await client.query(planned).catch((error: unknown) => {
          // A host that cannot read one mailbox still serves the others. After any other error, as a
          // timeout, the query may still run.
          if (!(error instanceof pg.DatabaseError)) throw error
        })
      },
    }),
    removing: poolOf({ max: 1 }),
  }
  // The first callers wait for none of them to open; one that fails now is opened when it is asked for.
  const opening = Array.from({ length: readers }, () => pools.reading.connect())
  for (const each of await Promise.allSettled(opening))
    if (each.status === 'fulfilled') each.value.release()
  const askIn =
    (pool: pg.Pool): Ask =>
    async query => {
      let client = await pool.connect()
      while (!current.has(client)) {
        client.release(true)
        client = await pool.connect()
      }
      const asked = client
      return rowsOf(asked, query, () => current.has(asked))
    }
  return {
    write: askIn(pools.writing),
    read: askIn(pools.reading),
    remove: askIn(pools.removing),
    whenRenewed(work) {
      renewed = work
    },
    async close() {
      await Promise.all(Object.values(pools).map(pool => pool.end()))
    },
  }
}
