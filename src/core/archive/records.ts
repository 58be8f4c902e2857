// Membership records and the keys of epochs, as the group room reads them.
import type { DeviceId, EpochId, GroupId, RecordId } from '#shared/ids'
import { heldSecret, type Bytes } from '#core/keys'
import { orNull, toBlob, toBytes, toId, type Write } from './columns.ts'
import type { EpochRow, NewRecord, StoredRecord } from './rows.ts'
import type { Statements } from './statements.ts'

export type RecordStore = {
  /**
   * Keeps a record; false when it was known. New signatures of a known record are added to it. A
   * record put as `waiting` is listed apart until it is put again without.
   */
  put(group: GroupId, record: NewRecord, options?: { waiting: boolean }): boolean
  has(group: GroupId, id: RecordId): boolean
  /** In order of arrival, without those that wait. */
  list(group: GroupId): StoredRecord[]
  waiting(group: GroupId): StoredRecord[]
  /** Forgets a record that waits; one that counts is never removed. */
  removeWaiting(group: GroupId, id: RecordId): void
}

export type EpochStore = {
  put(group: GroupId, epoch: EpochId, key: Bytes): void
  get(group: GroupId, epoch: EpochId): Bytes | null
  /** In order of arrival. */
  list(group: GroupId): EpochRow[]
  remove(group: GroupId, epoch: EpochId): void
}

type RecordColumns = { position: number; id: Buffer; bytes: Buffer; waiting: number }

export const recordStore = (database: Statements, write: Write): RecordStore => {
  const find = database.prepare<[Buffer, Buffer], RecordColumns>(
    'SELECT position, id, bytes, waiting FROM records WHERE group_id = ? AND id = ?',
  )
  const insert = database.prepare(
    'INSERT INTO records (group_id, id, bytes, waiting) VALUES (?, ?, ?, ?)',
  )
  // A record that stops waiting arrives now: the reducer reads in the order of `position`.
  const remove = database.prepare('DELETE FROM records WHERE position = ?')
  const list = database.prepare<[Buffer, number], RecordColumns>(
    `SELECT position, id, bytes, waiting FROM records WHERE group_id = ? AND waiting = ?
     ORDER BY position`,
  )
  const sign = database.prepare(
    'INSERT INTO record_signatures VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const signatures = database.prepare<[number], { device: Buffer; signature: Buffer }>(
    'SELECT device, signature FROM record_signatures WHERE record = ? ORDER BY device',
  )
  const signaturesOf = (position: number): [DeviceId, Bytes][] =>
    signatures.all(position).map(row => [toId(row.device), toBytes(row.signature)])
  const toRecord = ({ position, id, bytes }: RecordColumns): StoredRecord => ({
    id: toId(id),
    bytes: toBytes(bytes),
    signatures: signaturesOf(position),
    position,
  })
  return {
    put: (group, record, options = { waiting: false }) =>
      write(() => {
        const known = find.get(toBlob(group), toBlob(record.id))
        const keep = known !== undefined && (known.waiting === 0 || options.waiting)
        const earlier = known && !keep ? signaturesOf(known.position) : []
        if (known && !keep) remove.run(known.position)
        const position = keep
          ? known.position
          : insert.run(toBlob(group), toBlob(record.id), record.bytes, options.waiting ? 1 : 0)
              .lastInsertRowid
        for (const [device, signature] of [...earlier, ...record.signatures]) {
          sign.run(position, toBlob(device), signature)
        }
        return !keep
      }),
    has: (group, id) => find.get(toBlob(group), toBlob(id))?.waiting === 0,
    list: group => list.all(toBlob(group), 0).map(toRecord),
    waiting: group => list.all(toBlob(group), 1).map(toRecord),
    removeWaiting: (group, id) =>
      write(() => {
        const known = find.get(toBlob(group), toBlob(id))
        if (known?.waiting === 1) remove.run(known.position)
      }),
  }
}

export const epochStore = (database: Statements, write: Write): EpochStore => {
  const put = database.prepare(`
    INSERT INTO epochs VALUES (@group,
      (SELECT coalesce(max(position), 0) + 1 FROM epochs WHERE group_id = @group), @epoch, @key)
    ON CONFLICT DO NOTHING`)
  const get = database.prepare<[Buffer, Buffer], { key: Buffer }>(
    'SELECT key FROM epochs WHERE group_id = ? AND id = ?',
  )
  const list = database.prepare<[Buffer], { id: Buffer; key: Buffer }>(
    'SELECT id, key FROM epochs WHERE group_id = ? ORDER BY position',
  )
  const remove = database.prepare('DELETE FROM epochs WHERE group_id = ? AND id = ?')
  return {
    put: (group, epoch, key) =>
      write(() => void put.run({ group: toBlob(group), epoch: toBlob(epoch), key })),
    get: (group, epoch) =>
      orNull(get.get(toBlob(group), toBlob(epoch)) ?? null, row => heldSecret(toBytes(row.key))),
    list: group =>
      list
        .all(toBlob(group))
        .map(row => ({ epoch: toId(row.id), key: heldSecret(toBytes(row.key)) })),
    remove: (group, epoch) => write(() => void remove.run(toBlob(group), toBlob(epoch))),
  }
}
