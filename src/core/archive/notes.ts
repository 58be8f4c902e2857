// The small stores: settings, the state of windows, and proofs against a device.
import * as v from 'valibot'
import { Settings } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import { orNull, toBlob, toBytes, toId, type Write } from './columns.ts'
import type { Note, Proof } from './rows.ts'
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

export type ProofStore = {
  /** Keeps two signed contents for one place in a feed; the same two are kept once. */
  put(group: GroupId, device: DeviceId, a: Bytes, b: Bytes): void
  list(group: GroupId): Proof[]
  /** The same proof in other bytes: without the bodies of retired documents. */
  replace(group: GroupId, old: Proof, next: Proof): void
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

export const proofStore = (database: Statements, write: Write): ProofStore => {
  const put = database.prepare(
    'INSERT INTO proofs (group_id, device, a, b) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const list = database.prepare<[Buffer], { device: Buffer; a: Buffer; b: Buffer }>(
    'SELECT device, a, b FROM proofs WHERE group_id = ? ORDER BY number',
  )
  const remove = database.prepare(
    'DELETE FROM proofs WHERE group_id = ? AND device = ? AND a = ? AND b = ?',
  )
  const run = (statement: typeof put, group: GroupId, { device, a, b }: Proof): void =>
    void statement.run(toBlob(group), toBlob(device), a, b)
  return {
    put: (group, device, a, b) => write(() => run(put, group, { device, a, b })),
    replace: (group, old, next) =>
      write(() => {
        run(remove, group, old)
        run(put, group, next)
      }),
    list: group =>
      list
        .all(toBlob(group))
        .map(row => ({ device: toId(row.device), a: toBytes(row.a), b: toBytes(row.b) })),
  }
}
