// The records of one group on this device, with the epoch keys for it and the group's entry.
import type { Bytes } from '#core/keys'
import { deviceIdOf, openLog, type Sieve, type SignedRecord, type Taken } from '#core/records'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, RecordId } from '#shared/ids'
import { epochIn } from './epochs.ts'
import {
  groupRecords,
  headsBelow,
  readRecord,
  stateAt,
  writeRecord,
  type History,
} from './history.ts'
import { openKeyring } from './keyring.ts'
import type { Body, Membership, Written } from './records.ts'
import { openFolds } from './reduce/folds.ts'
import { brokenRule } from './rules/index.ts'
import { isActive, isStopped, type GroupState } from './state.ts'
import type { GroupEntry, GroupStorage } from './storage.ts'
import { answeredBy, mostUnanswered, unansweredIn } from './unanswered.ts'

export type Ledger = {
  device: DeviceId
  entry: () => GroupEntry
  history: () => History
  /** Whether one of these records is correctly signed and not yet known here. */
  hasNews: (records: readonly SignedRecord[]) => boolean
  /**
   * Accepts records from outside: any order, duplicates, any bytes. Never throws because of them.
   */
  add: (records: readonly SignedRecord[]) => Taken
  /** Accepts the request that this device is about to answer, within the same `together`. */
  addAsked: (join: SignedRecord) => void
  /**
   * The rule that a record of this device with this body would break; null if none. `parents` are
   * by default all known heads.
   */
  broken: (body: Written, parents?: readonly RecordId[]) => string | null
  /**
   * Writes a record of this device. Failures: `not-permitted` when it breaks a rule,
   * `group-stopped`, `invalid-input`.
   */
  write: (body: Written, parents?: readonly RecordId[]) => Membership
  /**
   * Parents for records that must always be possible: in a stopped group, only records that all
   * devices can judge. Without them a member could not be removed from a stopped group.
   */
  foundation: () => readonly RecordId[]
  /** The state that a record with these parents finds. */
  stateAt: (parents: readonly RecordId[]) => GroupState
  epochKey: (epoch: EpochId) => Bytes | null
  /** Milliseconds since the key came to this device, by its own clock. */
  epochAge: (epoch: EpochId) => number
  /** Keeps several changes together or not at all. */
  together: <T>(work: () => T) => T
  /** Notifies the listeners, once, when the outermost `together` is done. */
  touch: () => void
  onChange: (listen: () => void) => () => void
}

/** Requests to join wait until a record answers them. */
const sieve: Sieve<Body, History> = {
  offered: answeredBy,
  early: unansweredIn,
  most: mostUnanswered,
}

/**
 * `onActive` returns the new entry when this device finds itself admitted, or null for an admission
 * that it did not ask for.
 */
export const openLedger = (
  storage: GroupStorage,
  opened: GroupEntry,
  now: () => number,
  onActive: (entry: GroupEntry, state: GroupState) => GroupEntry | null,
): Ledger => {
  const group = opened.id
  const device = deviceIdOf(opened.keys)
  let entry = opened
  const keyring = openKeyring(storage, group, now)

  const nextEntry = (state: GroupState): GroupEntry => {
    const present =
      entry.state === 'joining' && isActive(state, device) ? onActive(entry, state) : entry
    if (!present || present.state === 'joining') return entry
    const status = isStopped(state) ? 'stopped' : 'active'
    return present.state === status ? present : { ...present, state: status }
  }

  const log = openLog(groupRecords, {
    storage,
    id: group,
    environment: openFolds(group),
    sieve,
    kept(accepted, { state }) {
      for (const record of accepted) {
        const given = epochIn(record, entry.keys, keyring.get)
        if (given) keyring.put(given.id, given.key)
      }
      const next = nextEntry(state)
      if (next !== entry) storage.groups.put(next)
      entry = next
    },
    reload() {
      keyring.reload()
      entry = storage.groups.get(group) ?? entry
    },
  })
  const { history, add, together, touch } = log

  const found = (parents: readonly RecordId[]): GroupState => stateAt(history(), parents)

  const draft = (body: Written, parents: readonly RecordId[]): Membership => {
    if (isStopped(found(parents))) throw new Failure('group-stopped')
    const origin = { group, parents, at: now() }
    const record = readRecord(group, writeRecord(entry.keys, origin, body))
    if (!record) throw new Failure('invalid-input')
    return record
  }

  const broken: Ledger['broken'] = (body, parents = history().heads) =>
    brokenRule(draft(body, parents), found(parents))

  const write: Ledger['write'] = (body, parents = history().heads) => {
    const record = draft(body, parents)
    if (brokenRule(record, found(parents)) !== null)
      throw new Failure(isActive(history().state, device) ? 'not-permitted' : 'not-in-group')
    add([record.signed])
    return record
  }

  return {
    device,
    entry: () => entry,
    history,
    hasNews: log.hasNews,
    add,
    addAsked: join => void add([join], 'keep'),
    broken,
    write,
    foundation: () => (isStopped(history().state) ? headsBelow(history()) : history().heads),
    stateAt: found,
    epochKey: keyring.get,
    epochAge: keyring.age,
    together,
    touch,
    onChange: log.onChange,
  }
}
