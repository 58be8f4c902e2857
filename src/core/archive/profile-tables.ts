// Tables of the profile itself: its recovery secrets and its upkeep.
import type { Bytes, RecoveryKind } from '#core/keys'
import { bytes, integer, text, type OpenTable, type Table } from './table.ts'

/** A valid secret; `needed` and `shares` are 1 for a code. */
export type KeptRecovery = {
  kind: RecoveryKind
  /** The id of its key slot. */
  id: Bytes
  secret: Bytes
  since: number
  needed: number
  shares: number
}

/** The key slot of a code that the person has not confirmed yet. */
export type WaitingRecovery = { kind: RecoveryKind; id: Bytes; slot: Bytes }

/**
 * `backup`: when the backup beside the archive was made. `scrub` is present while the disk may still
 * contain retired or offloaded content.
 */
export type UpkeepTask = { task: 'backup' | 'scrub'; at: number }

export type ProfileTables = {
  recoveries: Table<KeptRecovery, 'kind'>
  waitingRecoveries: Table<WaitingRecovery, 'kind'>
  upkeep: Table<UpkeepTask, 'task'>
}

export const profileTables = (open: OpenTable): ProfileTables => ({
  recoveries: open(
    'recoveries',
    { kind: text(), id: bytes, secret: bytes, since: integer, needed: integer, shares: integer },
    ['kind'],
  ),
  waitingRecoveries: open('waiting_recoveries', { kind: text(), id: bytes, slot: bytes }, ['kind']),
  upkeep: open('upkeep', { task: text(), at: integer }, ['task']),
})
