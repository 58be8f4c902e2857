// Prepared statements as the stores use them: SQLite's errors are thrown as Failures.
import { orFailure, type Database } from './database.ts'

/** A statement that reads. */
export type Query<Values extends unknown[], Row> = {
  get(...values: Values): Row | undefined
  all(...values: Values): Row[]
  iterate(...values: Values): Iterable<Row>
}

export type Statement<Values extends unknown[], Row> = Query<Values, Row> & {
  run(...values: Values): { changes: number; lastInsertRowid: number | bigint }
}

/** The database for a part that only reads: no statement of it can write, by its type. */
export type Reader = {
  prepare<Values extends unknown[] = unknown[], Row = unknown>(
    sql: `SELECT ${string}`,
  ): Query<Values, Row>
}

export type Statements = {
  /** The types of values and rows are not checked: they are written beside the SQL. */
  prepare<Values extends unknown[] = unknown[], Row = unknown>(sql: string): Statement<Values, Row>
}

const guardedRows = function* <Row>(rows: () => Iterable<Row>): Iterable<Row> {
  const iterator = orFailure(() => rows()[Symbol.iterator]())
  try {
    for (;;) {
      const step = orFailure(() => iterator.next())
      if (step.done) return
      yield step.value
    }
  } finally {
    iterator.return?.()
  }
}

/**
 * Each statement is compiled when it is first used: a store has many more than one opening needs, and
 * compiling all of them takes a quarter of it.
 */
export const statementsOf = (database: Database): Statements => ({
  prepare: <Values extends unknown[], Row>(sql: string): Statement<Values, Row> => {
    let compiled: Statement<unknown[], Row> | undefined
    const statement = () => (compiled ??= database.prepare<unknown[], Row>(sql))
    return {
      run: (...values) => orFailure(() => statement().run(...values)),
      get: (...values) => orFailure(() => statement().get(...values)),
      all: (...values) => orFailure(() => statement().all(...values)),
      iterate: (...values) => guardedRows(() => statement().iterate(...values)),
    }
  },
})
