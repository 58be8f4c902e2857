// One table of the archive, read and written by the values of its columns. A store is a declaration:
// the name of the table, its columns with their types, and the columns of its key.
import type { Bytes } from '#core/keys'
import { toBlob, toBytes, type Write } from './columns.ts'
import type { Statements } from './statements.ts'

type Stored = Buffer | string | number | null

/**
 * A value as rooms have it, and as SQLite keeps it. The type of a stored value is taken on trust.
 * `select`: the SQL that reads the column, where that is not its name.
 */
export type Column<Value> = {
  to(value: Value): Bytes | Stored
  from(stored: Stored): Value
  select?: (name: string) => string
}

export type Columns<Row> = { [Name in keyof Row]: Column<Row[Name]> }

/** The table for a part that only reads. */
export type TableReader<Row, Key extends keyof Row> = {
  get(key: Pick<Row, Key>): Row | null
  /** One value of the row, without reading the others. */
  pluck<Name extends keyof Row>(key: Pick<Row, Key>, name: Name): Row[Name] | null
  has(where: Partial<Row>): boolean
  count(where: Partial<Row>): number
  /** The rows with these values, in the order of their keys; `only` some of their columns. */
  list<Name extends keyof Row = keyof Row>(
    where: Partial<Row>,
    only?: readonly Name[],
  ): Pick<Row, Name>[]
  /** The values of one column in the rows with these values, each once. */
  values<Name extends keyof Row>(where: Partial<Row>, name: Name): Row[Name][]
}

export type Table<Row, Key extends keyof Row> = TableReader<Row, Key> & {
  /** Adds the row, or replaces the one with the same key. */
  put(row: Row): void
  /** Removes the rows with these values. */
  remove(where: Partial<Row>): void
}

export type OpenTable = <Row, Key extends keyof Row & string>(
  name: string,
  columns: Columns<Row>,
  key: readonly Key[],
) => Table<Row, Key>

/** An id as hexadecimal text, in bytes on the disk. SQLite makes the text: a buffer for each is slow. */
export const id = <Id extends string>(): Column<Id> => ({
  to: toBlob,
  from: stored => (stored ?? '') as Id,
  select: name => `nullif(lower(hex(${name})), '')`,
})
export const bytes: Column<Bytes> = {
  to: value => value,
  from: stored => toBytes(stored as Buffer),
}
/** A time in UTC milliseconds or a count. */
export const integer: Column<number> = { to: value => value, from: Number }
export const flag: Column<boolean> = { to: Number, from: stored => stored === 1 }
export const text = <Text extends string>(): Column<Text> => ({
  to: value => value,
  from: stored => stored as Text,
})
/** A plain value that no query looks into. */
export const json = <Value>(): Column<Value> => ({
  to: value => JSON.stringify(value),
  from: stored => JSON.parse(stored as string) as Value,
})
export const optional = <Value>({ to, from, ...rest }: Column<Value>): Column<Value | null> => ({
  ...rest,
  to: value => (value === null ? null : to(value)),
  from: stored => (stored === null ? null : from(stored)),
})

/** `addedBy` is the column `added_by`, and `group` the column `group_id`. In quotes: some are words of SQL. */
const columnOf = (name: string): string =>
  name === 'group'
    ? '"group_id"'
    : `"${name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}"`

export const openTables =
  (database: Statements, write: Write): OpenTable =>
  <Row, Key extends keyof Row & string>(
    name: string,
    columns: Columns<Row>,
    key: readonly Key[],
  ): Table<Row, Key> => {
    const names = Object.keys(columns) as (keyof Row & string)[]
    const column = Object.fromEntries(names.map(each => [each, columnOf(each)])) as {
      [Name in keyof Row]: string
    }
    const stored = (row: Partial<Row>, given: readonly (keyof Row & string)[]): unknown[] =>
      given.map(each => columns[each].to(row[each] as Row[typeof each]))
    const selected = (only: readonly (keyof Row)[]): string =>
      only
        .map(each => `${columns[each].select?.(column[each]) ?? column[each]} AS "${String(each)}"`)
        .join(', ')
    const all = selected(names)
    const order = ` ORDER BY ${key.map(each => `${name}.${column[each]}`).join(', ')}`
    const read = (row: Record<string, Stored>, only: readonly (keyof Row)[] = names): Row => {
      const made: Partial<Row> = {}
      for (const each of only) made[each] = columns[each].from(row[each as string] ?? null)
      return made as Row
    }
    const put = database.prepare(
      `INSERT OR REPLACE INTO ${name} (${Object.values(column).join(', ')})
       VALUES (${names.map(() => '?').join(', ')})`,
    )
    const prepared = new Map<string, ReturnType<typeof prepare>>()
    const prepare = (sql: string) => database.prepare<unknown[], Record<string, Stored>>(sql)
    /** `sql` for the rows with these values. */
    const where = (sql: string, given: Partial<Row>, end = '') => {
      const own = names.filter(each => given[each] !== undefined)
      const wanted = own.map(each => `${column[each]} IS ?`).join(' AND ')
      const whole = `${sql} FROM ${name}${wanted && ` WHERE ${wanted}`}${end}`
      const statement = prepared.get(whole) ?? prepare(whole)
      prepared.set(whole, statement)
      return { statement, values: stored(given, own) }
    }
    const count = (given: Partial<Row>): number => {
      const { statement, values } = where('SELECT count(*) AS count', given)
      return Number(statement.get(...values)?.count)
    }
    return {
      put: row => write(() => void put.run(...stored(row, names))),
      get(given) {
        const { statement, values } = where(`SELECT ${all}`, given as Partial<Row>)
        const row = statement.get(...values)
        return row ? read(row) : null
      },
      pluck(given, only) {
        const { statement, values } = where(`SELECT ${selected([only])}`, given as Partial<Row>)
        const row = statement.get(...values)
        return row ? read(row, [only])[only] : null
      },
      has: given => count(given) > 0,
      count,
      list(given, only) {
        const select = `SELECT ${only ? selected(only) : all}`
        const { statement, values } = where(select, given, order)
        return statement.all(...values).map(row => read(row, only))
      },
      values(given, name) {
        const { statement, values } = where(
          `SELECT DISTINCT ${selected([name])}`,
          given,
          ' ORDER BY 1',
        )
        return statement.all(...values).map(row => read(row, [name])[name])
      },
      remove(given) {
        const { statement, values } = where('DELETE', given)
        write(() => void statement.run(...values))
      },
    }
  }
