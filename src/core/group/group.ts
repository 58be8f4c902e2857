// One group on this device: its records and their meaning, the epoch for sending, and both sides of
// joining.
import { newDeviceKeys, type Bytes, type DeviceKeys } from '#core/keys'
import { deviceIdOf, pastOf, recordsBeyond, type SignedRecord, type Taken } from '#core/records'
import { noRights, type Language, type Level, type Right, type Words } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, GroupId, MemberId, RecordId } from '#shared/ids'
import { memberActions, type MemberActions } from './member-actions.ts'
import { openDeviceInvites } from './device-invites.ts'
import { dismissedProposals } from './dismissed-proposals.ts'
import { epochAges } from './epoch-age.ts'
import { chooseEpoch, newEpoch, newSharedEpoch } from './epochs.ts'
import { readRecord, stateAt, writeRecord } from './history.ts'
import { openMemberInvites, type MemberInvites } from './member-invites.ts'
import { keptInvitations } from './kept-invitations.ts'
import { afterAdmission, wordsOfJoining } from './joining.ts'
import { openLedger } from './ledger.ts'
import { rightsIn } from './rights.ts'
import { isActive, isOutside, isStopped, memberOf, plenaryDevices } from './state.ts'
import type { EpochEntry, GroupState } from './state.ts'
import type { GroupEntry, GroupStorage } from './storage.ts'
import type { Stretch } from './security-words.ts'

export type Group = MemberInvites &
  MemberActions & {
    readonly id: GroupId
    /** This device. `member` is null until it is admitted. */
    readonly self: { device: DeviceId; readonly member: MemberId | null; keys: DeviceKeys }
    entry(): GroupEntry
    state(): GroupState
    /**
     * The state after these heads, as a record or message that names them finds it; null if one is
     * missing.
     */
    stateAt(heads: readonly RecordId[]): GroupState | null
    /** Whether each of `older` is among `heads` or in their past. False for one that is missing. */
    covers(heads: readonly RecordId[], older: readonly RecordId[]): boolean
    /**
     * The role of a device's member at these heads; null if the device was not active then or a
     * head is missing.
     */
    rightsAt(heads: readonly RecordId[], device: DeviceId): ReadonlySet<Right>
    /** Sorted. */
    recordHeads(): RecordId[]
    /** Heads on which something new can stand: below records of a later version, where there are any. */
    foundation(): RecordId[]
    hasRecord(id: RecordId): boolean
    /**
     * Whether one of these records is correctly signed and not yet known here. Others change
     * nothing.
     */
    hasNews(records: readonly SignedRecord[]): boolean
    /** Accepts records from a link or a file: any order, duplicates, any bytes. */
    addRecords(records: readonly SignedRecord[]): Taken
    /**
     * The records that a device with these heads lacks, each after its parents; all records for
     * `[]`.
     */
    recordsBeyond(heads: readonly RecordId[]): SignedRecord[]
    /**
     * The epoch for sending. Begins a new one when no epoch has exactly the active devices of the
     * plenary, when its box does not open here, or after 30 days. Failures: `not-permitted` while
     * this device is not active or is outside the plenary, `group-stopped` when a new epoch is
     * needed and no key exists.
     */
    epoch(): { id: EpochId; key: Bytes }
    epochKey(id: EpochId): Bytes | null
    joinWords(): Words
    /** Calls `listen` after each stored change. Returns a function that stops it. */
    onChange(listen: () => void): () => void
  }

export type Environment = {
  /** UTC milliseconds. */
  now(): number
  /** Default: the real function, which takes 64 MiB and about a second. */
  stretch?: Stretch | undefined
}

/**
 * Age at which an epoch is replaced even without a change of members, counted from the arrival of
 * its key here.
 */
const epochAge = 30 * 24 * 60 * 60 * 1000

export const openGroup = (storage: GroupStorage, id: GroupId, environment: Environment): Group => {
  const opened = storage.groups.get(id)
  if (!opened) throw new Failure('not-found')
  const now = () => environment.now()
  const ledger = openLedger(storage, opened, now, afterAdmission)
  const { device } = ledger
  const kept = keptInvitations(storage, ledger)
  const state = () => ledger.history().state

  const rotate = (): { id: EpochId; key: Bytes } => {
    const { devices } = state()
    const plenary = new Set(plenaryDevices(state()))
    const { key, epoch } = newSharedEpoch(
      [...devices.values()].filter(({ id: each }) => plenary.has(each)),
    )
    ledger.write({ type: 'renew', epoch })
    return { id: epoch.id, key }
  }

  /**
   * The epoch of a stopped group: the deepest one that only active devices of the plenary can read.
   */
  const lastResort = (): { id: EpochId; key: Bytes } => {
    const plenary = new Set(plenaryDevices(state()))
    for (const { id: epoch, recipients } of state().epochs.toReversed()) {
      const key = ledger.epochKey(epoch)
      if (key && recipients.every(recipient => plenary.has(recipient))) return { id: epoch, key }
    }
    throw new Failure('group-stopped')
  }

  /** Cached per state, because each message asks for it. */
  let choice: { state: GroupState; entry: EpochEntry | null } | null = null
  const chosenEpoch = (): EpochEntry | null => {
    if (choice?.state !== state()) choice = { state: state(), entry: chooseEpoch(state()) }
    return choice.entry
  }

  const stateOf = (heads: readonly RecordId[]): GroupState | null =>
    heads.every(head => ledger.history().nodes.has(head)) ? stateAt(ledger.history(), heads) : null

  const epoch = (): { id: EpochId; key: Bytes } => {
    if (!isActive(state(), device) || isOutside(state(), device)) throw new Failure('not-permitted')
    const chosen = chosenEpoch()
    const key = chosen && ledger.epochKey(chosen.id)
    const stopped = isStopped(state())
    if (chosen && key && (stopped || ledger.epochAge(chosen.id) < epochAge))
      return { id: chosen.id, key }
    return stopped ? lastResort() : rotate()
  }

  return {
    id,
    self: {
      device,
      get member() {
        return memberOf(state(), device)?.id ?? null
      },
      keys: opened.keys,
    },
    entry: ledger.entry,
    state,
    stateAt: stateOf,
    covers(heads, older) {
      const past = pastOf(ledger.history().nodes, heads)
      return older.every(id => past.has(id))
    },
    rightsAt(heads, author) {
      const found = stateOf(heads)
      return found ? rightsIn(found, author) : noRights
    },
    recordHeads: () => [...ledger.history().heads],
    foundation: () => [...ledger.foundation()],
    hasRecord: record => ledger.history().nodes.has(record),
    hasNews: ledger.hasNews,
    addRecords: ledger.add,
    recordsBeyond: heads => recordsBeyond(ledger.history(), heads).map(({ signed }) => signed),
    epoch,
    epochKey: ledger.epochKey,
    joinWords: () => wordsOfJoining(ledger.entry(), environment.stretch),
    onChange: ledger.onChange,
    ...openMemberInvites(storage, ledger, environment, {
      devices: openDeviceInvites(storage, ledger, environment, kept),
      kept,
      epoch,
    }),
    ...memberActions(ledger, dismissedProposals(storage, id)),
  }
}

/** Founds a group with this device as its only one, a chair. Failure `invalid-input`. */
export const foundGroup = (
  storage: GroupStorage,
  given: {
    name: string
    level: Level
    language: Language
    handle: string
    deviceName?: string | undefined
  },
  environment: Environment,
): Group => {
  const { name, level, language, handle, deviceName = '' } = given
  const keys = newDeviceKeys()
  const device = deviceIdOf(keys)
  const agreement = keys.agreement.public
  const { key, epoch } = newEpoch([{ id: device, agreement }])
  const createdAt = environment.now()
  const root = writeRecord(
    keys,
    { group: null, parents: [], at: createdAt },
    { type: 'root', name, level, language, handle, deviceName, agreement, epoch },
  )
  const id = root.id as string as GroupId
  if (!readRecord(id, root)) throw new Failure('invalid-input')
  const details = new Uint8Array()
  storage.transaction(() => {
    storage.groups.put({
      id,
      name,
      level,
      language,
      handle,
      state: 'active',
      keys,
      details,
      createdAt,
    })
    storage.records.put(id, root)
    storage.epochs.put(id, epoch.id, key)
    epochAges(storage, id, environment.now).saw(epoch.id)
  })
  return openGroup(storage, id, environment)
}
