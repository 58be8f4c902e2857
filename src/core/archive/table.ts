// One table of the archive, read and written by the values of its columns. A store is a declaration:
// the name of the table, its columns with their types, and the columns of its key.
import type { Bytes } from '#core/keys'
import { toBlob, toBytes, toId, type Write } from './columns.ts'
import type { Statements } from './statements.ts'

type Stored = Buffer | string | number | null

/** A value as rooms have it, and as SQLite keeps it. The type of a stored value is taken on trust. */
export type Column<Value> = { to(value: Value): Bytes | Stored; from(stored: Stored): Value }

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

/** An id as hexadecimal text, in bytes on the disk. */
export const id = <Id extends string>(): Column<Id> => ({
  to: toBlob,
  from: stored => toId<Id>(stored as Buffer),
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
export const optional = <Value>({ to, from }: Column<Value>): Column<Value | null> => ({
  to: value => (value === null ? null : to(value)),
  from: stored => (stored === null ? null : from(stored)),
})

/** `addedBy` is the column `added_by`, and `group` the column `group_id`. */
const columnOf = (name: string): string =>
  name === 'group' ? 'group_id' : name.replaceAll(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
/** In quotes: some are words of SQL. */
const quoted = (name: string): string => `"${columnOf(name)}"`

export const openTables =
  (database: Statements, write: Write): OpenTable =>
  <Row, Key extends keyof Row & string>(
    name: string,
    columns: Columns<Row>,
    key: readonly Key[],
  ): Table<Row, Key> => {
    const names = Object.keys(columns) as (keyof Row & string)[]
    const stored = (row: Partial<Row>, given: readonly (keyof Row & string)[]): unknown[] =>
      given.map(each => columns[each].to(row[each] as Row[typeof each]))
    const read = (row: Record<string, Stored>, only: readonly (keyof Row)[] = names): Row =>
      Object.fromEntries(
        only.map(each => [each, columns[each].from(row[columnOf(each as string)] ?? null)]),
      ) as Row
    const put = database.prepare(
      `INSERT OR REPLACE INTO ${name} (${names.map(quoted).join(', ')})
       VALUES (${names.map(() => '?').join(', ')})`,
    )
    const order = key.map(quoted).join(', ')
    const prepared = new Map<string, ReturnType<typeof prepare>>()
    const prepare = (sql: string) => database.prepare<unknown[], Record<string, Stored>>(sql)
    /** `sql` for the rows with these values. */
    const where = (sql: string, given: Partial<Row>, end = '') => {
      const own = names.filter(each => given[each] !== undefined)
      const wanted = own.map(each => `${quoted(each)} IS ?`).join(' AND ')
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
        const { statement, values } = where('SELECT *', given as Partial<Row>)
        const row = statement.get(...values)
        return row ? read(row) : null
      },
      pluck(given, column) {
        const select = `SELECT ${quoted(column as string)}`
        const { statement, values } = where(select, given as Partial<Row>)
        const row = statement.get(...values)
        return row ? read(row, [column])[column] : null
      },
      has: given => count(given) > 0,
      count,
      list(given, only) {
        const select = `SELECT ${only?.map(each => quoted(each as string)).join(', ') ?? '*'}`
        const { statement, values } = where(select, given, ` ORDER BY ${order}`)
        return statement.all(...values).map(row => read(row, only))
      },
      remove(given) {
        const { statement, values } = where('DELETE', given)
        write(() => void statement.run(...values))
      },
    }
  }
