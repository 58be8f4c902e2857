// The records of one group on this device: judged in memory, stored in the archive, with the epoch
// keys for this device. Memory and archive change together or not at all.
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { DeviceId, EpochId, GroupId, RecordId } from '#shared/ids'
import { ArchivedState } from './archived-state.ts'
import { epochAges } from './epoch-age.ts'
import { epochIn } from './epochs.ts'
import { emptyHistory, extend, headsBelow, stateAt, type History } from './history.ts'
import { checkedOnce } from './checked-once.ts'
import { checkRecord, readRecord } from './read-record.ts'
import type { Body, Membership, SignedRecord } from './records.ts'
import { brokenRule } from './rules/index.ts'
import { isActive, isStopped, knownDevice, type GroupState } from './state.ts'
import type { GroupEntry, GroupStorage } from './storage.ts'
import { answeredBy, mostUnanswered, unansweredIn } from './unanswered.ts'
import { withinWaitingLimits } from './waiting-limits.ts'
import { deviceIdOf, writeRecord } from './write-record.ts'

/** Counts of the offered records. */
export type Taken = { accepted: number; known: number; refused: number; waiting: number }

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

export type Written = Exclude<Body, { type: 'unknown' }>

type Writer = Pick<Ledger, 'broken' | 'write' | 'stateAt'>

/** Writes records of this device on what is known here. */
const recordWriter = ({
  group,
  entry,
  history,
  now,
  add,
}: { group: GroupId; now(): number } & Pick<Ledger, 'entry' | 'history' | 'add'>): Writer => {
  const found = (parents: readonly RecordId[]): GroupState => stateAt(history(), parents)

  const draft = (body: Written, parents: readonly RecordId[]): Membership => {
    if (isStopped(found(parents))) throw new Failure('group-stopped')
    const header = { group, parents, at: now() }
    const record = readRecord(group, writeRecord(entry().keys, header, body))
    if (!record) throw new Failure('invalid-input')
    return record
  }

  const broken: Ledger['broken'] = (body, parents = history().heads) =>
    brokenRule(draft(body, parents), found(parents))

  const write: Ledger['write'] = (body, parents = history().heads) => {
    const record = draft(body, parents)
    if (brokenRule(record, found(parents)) !== null) throw new Failure('not-permitted')
    add([record.signed])
    return record
  }

  return { broken, write, stateAt: found }
}

/** Stores the records that go on waiting, and removes others. */
const keepWaiting = (
  storage: GroupStorage,
  waiting: ReadonlyMap<RecordId, Membership>,
  records: readonly Membership[],
  state: GroupState,
): Map<RecordId, Membership> => {
  const kept = withinWaitingLimits(records, each => knownDevice(state, each) !== null)
  for (const { id, signed } of kept.values())
    if (!waiting.has(id)) storage.records.put(state.id, signed, { waiting: true })
  for (const id of waiting.keys()) if (!kept.has(id)) storage.records.removeWaiting(state.id, id)
  return kept
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
  const readAll = (list: readonly SignedRecord[]): Membership[] =>
    list.map(signed => readRecord(group, signed)).filter(record => record !== null)

  const memory = new ArchivedState(storage, {
    entry: opened,
    history: extend(emptyHistory(group), readAll(storage.records.list(group))).history,
    waiting: new Map(readAll(storage.records.waiting(group)).map(record => [record.id, record])),
    keys: new Map(storage.epochs.list(group).map(({ epoch, key }) => [epoch, key])),
  })
  const ages = epochAges(storage, group, now)

  /** Keys of accepted records that are for this device. */
  const openKeys = (records: readonly Membership[]): Map<EpochId, Bytes> => {
    const keys = new Map(memory.now.keys)
    for (const record of records) {
      const opened = epochIn(record, memory.now.entry.keys, keys)
      if (!opened || keys.has(opened.id)) continue
      keys.set(opened.id, opened.key)
      storage.epochs.put(group, opened.id, opened.key)
      ages.saw(opened.id)
    }
    return keys
  }

  const nextEntry = (entry: GroupEntry, state: GroupState): GroupEntry => {
    const present =
      entry.state === 'joining' && isActive(state, device) ? onActive(entry, state) : entry
    if (!present || present.state === 'joining') return entry
    const status = isStopped(state) ? 'stopped' : 'active'
    return present.state === status ? present : { ...present, state: status }
  }

  const read = (signed: SignedRecord): Membership | null =>
    memory.now.waiting.get(signed.id) ?? checkRecord(group, signed)
  const hasNews: Ledger['hasNews'] = records =>
    records.some(
      signed =>
        !memory.now.history.nodes.has(signed.id) &&
        !memory.now.waiting.has(signed.id) &&
        checkRecord(group, signed) !== null,
    )

  const take = (records: readonly SignedRecord[], areAnswered: boolean): Taken => {
    const isKnown = (id: RecordId): boolean => memory.now.history.nodes.has(id)
    const { checked, known, refused } = checkedOnce(records, isKnown, read)
    if (checked.size === 0) return { accepted: 0, known, refused, waiting: 0 }
    const { idle, offered } = answeredBy(memory.now.waiting, checked)
    const all = extend(memory.now.history, offered)
    const bare = areAnswered ? new Set<RecordId>() : unansweredIn(all)
    const isAnswered = ({ id }: Membership): boolean => !bare.has(id)
    const { history, accepted } =
      bare.size > 0 ? extend(memory.now.history, all.accepted.filter(isAnswered)) : all
    const unanswered = [...idle, ...offered.filter(record => !isAnswered(record))]
    return memory.together(() => {
      for (const { signed } of accepted) storage.records.put(group, signed)
      const waiting = keepWaiting(
        storage,
        memory.now.waiting,
        [...all.waiting, ...unanswered.slice(-mostUnanswered)],
        history.state,
      )
      const keys = openKeys(accepted)
      const entry = nextEntry(memory.now.entry, history.state)
      if (entry !== memory.now.entry) storage.groups.put(entry)
      memory.now = { entry, history, waiting, keys }
      if (accepted.length > 0) memory.touch()
      const count = (isKept: (id: RecordId) => boolean) => [...checked.keys()].filter(isKept).length
      const still = count(id => waiting.has(id) || bare.has(id))
      const lost = checked.size - still - count(id => history.nodes.has(id))
      return { accepted: accepted.length, known, refused: refused + lost, waiting: still }
    })
  }

  const add: Ledger['add'] = records => take(records, false)

  return {
    device,
    entry: () => memory.now.entry,
    history: () => memory.now.history,
    hasNews,
    add,
    addAsked: join => void take([join], true),
    foundation: () =>
      isStopped(memory.now.history.state)
        ? headsBelow(memory.now.history)
        : memory.now.history.heads,
    ...recordWriter({
      group,
      entry: () => memory.now.entry,
      history: () => memory.now.history,
      now,
      add,
    }),
    epochKey: epoch => memory.now.keys.get(epoch) ?? null,
    epochAge: ages.of,
    together: work => memory.together(work),
    touch: () => memory.touch(),
    onChange: listen => memory.onChange(listen),
  }
}
