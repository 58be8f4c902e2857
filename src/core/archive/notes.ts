// The small stores: settings, and the state of windows.
import * as v from 'valibot'
import { Settings } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import { orNull, toBlob, toBytes, type Write } from './columns.ts'
import type { Note } from './rows.ts'
import type { Statements } from './statements.ts'

export type SettingsStore = {
  get(): Settings
  /** Throws Failure invalid-input. */
  set(settings: Settings): void
}

/** State of windows under names of theirs, for one group or (null) for the profile. */
export type NoteStore = {
  put(group: GroupId | null, name: string, bytes: Bytes): void
  get(group: GroupId | null, name: string): Bytes | null
  /** The notes whose name begins with `prefix`, by name. */
  list(group: GroupId | null, prefix: string): Note[]
  remove(group: GroupId | null, name: string): void
}

const defaultSettings: Settings = {
  version: 1,
  lockAfterMinutes: 15,
  localNetwork: false,
  sharePresence: true,
}

export const settingsStore = (database: Statements, write: Write): SettingsStore => {
  const get = database.prepare<[], { value: string }>('SELECT value FROM settings')
  const set = database.prepare(
    'INSERT INTO settings VALUES (1, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  )
  return {
    get: () => {
      const row = get.get()
      return row ? v.parse(Settings, JSON.parse(row.value)) : defaultSettings
    },
    set: settings => {
      const checked = v.safeParse(Settings, settings)
      if (!checked.success) throw new Failure('invalid-input')
      write(() => void set.run(JSON.stringify(checked.output)))
    },
  }
}

const owner = (group: GroupId | null): Buffer => toBlob(group ?? '')

export const noteStore = (database: Statements, write: Write): NoteStore => {
  const put = database.prepare(
    'INSERT INTO notes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes',
  )
  const get = database.prepare<[Buffer, string], { bytes: Buffer }>(
    'SELECT bytes FROM notes WHERE group_id = ? AND name = ?',
  )
  const list = database.prepare<[Buffer, string], { name: string; bytes: Buffer }>(
    'SELECT name, bytes FROM notes WHERE group_id = ? AND name >= ? ORDER BY name',
  )
  const remove = database.prepare('DELETE FROM notes WHERE group_id = ? AND name = ?')
  return {
    put: (group, name, bytes) => write(() => void put.run(owner(group), name, bytes)),
    get: (group, name) => orNull(get.get(owner(group), name) ?? null, row => toBytes(row.bytes)),
    list: (group, prefix) => {
      const notes: Note[] = []
      for (const { name, bytes } of list.iterate(owner(group), prefix)) {
        if (!name.startsWith(prefix)) break
        notes.push({ name, bytes: toBytes(bytes) })
      }
      return notes
    },
    remove: (group, name) => write(() => void remove.run(owner(group), name)),
  }
}
