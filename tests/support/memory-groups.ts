// The archive as the group room sees it, in memory: for tests that open hundreds of groups.
import type { Bytes } from '#core/keys'
import type { GroupStorage } from '#core/group'
import { groupTables } from '../../src/core/archive/group-tables.ts'
import { memoryTables } from './memory-table.ts'

type Entry = NonNullable<ReturnType<GroupStorage['groups']['get']>>
type Kept = ReturnType<GroupStorage['records']['list']>[number]

export const memoryGroups = (): GroupStorage => {
  const groups = new Map<string, Entry>()
  const records = new Map<string, Kept & { waiting: boolean }>()
  const epochs = new Map<string, { epoch: Kept['id'] | string; key: Bytes }>()
  const { open, tables } = memoryTables()
  const all = [groups, records, epochs] as Map<string, unknown>[]
  const listRecords = (group: string, waiting: boolean): Kept[] =>
    [...records]
      .filter(([key, record]) => key.startsWith(`${group} `) && record.waiting === waiting)
      .map(([, { id, bytes, signatures }]) => ({ id, bytes, signatures }))
  return {
    ...groupTables(open),
    transaction(work) {
      const before = all.map(map => [...map])
      const rows = tables.map(table => table.rows)
      try {
        return work()
      } catch (error) {
        for (const [index, map] of all.entries()) {
          map.clear()
          for (const [key, value] of before[index] ?? []) map.set(key, value)
        }
        for (const [index, table] of tables.entries()) table.rows = rows[index] ?? []
        throw error
      }
    },
    groups: { put: entry => void groups.set(entry.id, entry), get: id => groups.get(id) ?? null },
    records: {
      put(group, record, { waiting } = { waiting: false }) {
        const key = `${group} ${record.id}`
        const known = records.get(key)
        if (known && (!known.waiting || waiting)) return false
        records.delete(key)
        records.set(key, { ...record, waiting })
        return true
      },
      list: group => listRecords(group, false),
      waiting: group => listRecords(group, true),
      removeWaiting(group, id) {
        const key = `${group} ${id}`
        if (records.get(key)?.waiting) records.delete(key)
      },
    },
    epochs: {
      put: (group, epoch, key) => void epochs.set(`${group} ${epoch}`, { epoch, key }),
      list: group =>
        [...epochs]
          .filter(([name]) => name.startsWith(`${group} `))
          .map(([, value]) => value as ReturnType<GroupStorage['epochs']['list']>[number]),
    },
  }
}
