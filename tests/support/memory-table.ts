// Tables in memory, as the rooms see those of the archive.
import type { Table } from '#core/archive'

type Rows = { rows: object[] }

/** `tables` holds the rows of each, so that a transaction can put them back. */
export const memoryTables = () => {
  const tables: Rows[] = []
  const open = <Row, Key extends keyof Row & string>(
    _name: string,
    columns: Record<keyof Row, unknown>,
    key: readonly Key[],
  ): Table<Row, Key> => {
    const table = { rows: [] as Row[] }
    tables.push(table as Rows)
    const has = (where: Partial<Row>) => (row: Row) =>
      (Object.keys(where) as (keyof Row)[]).every(name => row[name] === where[name])
    const list = (where: Partial<Row>): Row[] => table.rows.filter(has(where))
    const keyOf = (row: Pick<Row, Key>): Pick<Row, Key> =>
      Object.fromEntries(key.map(name => [name, row[name]])) as Pick<Row, Key>
    const compare = (a: Row, b: Row): number => {
      const name = key.find(each => a[each] !== b[each])
      return name === undefined ? 0 : a[name] < b[name] ? -1 : 1
    }
    const remove = (where: Partial<Row>): void => {
      table.rows = table.rows.filter(row => !has(where)(row))
    }
    return {
      put(row) {
        remove(keyOf(row) as Partial<Row>)
        const names = Object.keys(columns) as (keyof Row)[]
        const kept = Object.fromEntries(names.map(name => [name, row[name]])) as Row
        table.rows = [...table.rows, kept].toSorted(compare)
      },
      get: given => table.rows.find(has(keyOf(given) as Partial<Row>)) ?? null,
      pluck: (given, name) => table.rows.find(has(keyOf(given) as Partial<Row>))?.[name] ?? null,
      has: where => table.rows.some(has(where)),
      count: where => list(where).length,
      list,
      values: (where, name) => [...new Set(list(where).map(row => row[name]))],
      remove,
    }
  }
  return { open, tables }
}
