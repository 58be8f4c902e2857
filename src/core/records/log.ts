// The records of one graph on this device: judged in memory, stored in the archive. Memory and
// archive change together or not at all.
import type { DeviceId, GroupId, RecordId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { Extension, History, Records } from './define.ts'
import type { RecordWith, SignedRecord } from './record.ts'
import { withinWaitingLimits } from './waiting-limits.ts'

/** Counts of the offered records. */
export type Taken = { accepted: number; known: number; refused: number; waiting: number }

type KeptRecord = { id: RecordId; bytes: Bytes; signatures: [DeviceId, Bytes][] }

/** The part of the archive that a log uses. */
export type RecordStorage = {
  /** Does all of `work`, or nothing if it throws. Calls may be nested. */
  transaction<T>(work: () => T): T
  records: {
    put(group: GroupId, record: KeptRecord, options?: { waiting: boolean }): boolean
    list(group: GroupId): KeptRecord[]
    waiting(group: GroupId): KeptRecord[]
    removeWaiting(group: GroupId, id: RecordId): void
  }
}

/** Which records wait although their parents are here. */
export type Sieve<B, H> = {
  /** The records to be judged now, of the waiting and the new ones. */
  offered(
    waiting: ReadonlyMap<RecordId, RecordWith<B>>,
    fresh: ReadonlyMap<RecordId, RecordWith<B>>,
  ): RecordWith<B>[]
  /** The records that may stand and are not to be kept yet. */
  early(extension: Extension<B, H>): ReadonlySet<RecordId>
  /** Most of those two kinds that are remembered; the newest are. */
  most: number
}

export type Log<N, S, E> = {
  history(): History<N, S, E>
  /** Whether one of these records is correctly signed and not yet known here. */
  hasNews(records: readonly SignedRecord[]): boolean
  /**
   * Accepts records from outside: any order, duplicates, any bytes. Never throws because of them.
   */
  add(records: readonly SignedRecord[], early?: 'wait' | 'keep'): Taken
  /** Computes the state again: the environment is another one. */
  reduceAgain(): void
  /** Keeps several changes together or not at all. */
  together<T>(work: () => T): T
  /** Notifies the listeners, once, when the outermost `together` is done. */
  touch(): void
  onChange(listen: () => void): () => void
}

export type LogPorts<B, N, S, E> = {
  storage: RecordStorage
  /** The graph. */
  id: GroupId
  environment: E
  sieve?: Sieve<B, History<N, S, E>>
  /** These were added to what was there; in the transaction that keeps them. */
  kept(accepted: readonly RecordWith<B>[], history: History<N, S, E>): void
  /** A transaction failed: what `kept` remembered in memory is read again. */
  reload(): void
}

type Waiting<B> = ReadonlyMap<RecordId, RecordWith<B>>

class RecordLog<B, N, S, E, W extends B> implements Log<N, S, E> {
  readonly #records: Records<B, N, S, E, W>
  readonly #ports: LogPorts<B, N, S, E>
  #memory: { history: History<N, S, E>; waiting: Waiting<B> }
  /** The number of transactions inside each other. */
  #depth = 0
  #isTouched = false
  readonly #listeners = new Set<() => void>()

  constructor(records: Records<B, N, S, E, W>, ports: LogPorts<B, N, S, E>) {
    const { id, storage, environment } = ports
    this.#records = records
    this.#ports = ports
    const readAll = (list: readonly SignedRecord[]): RecordWith<B>[] =>
      list.map(signed => records.read(id, signed)).filter(record => record !== null)
    const kept = readAll(storage.records.list(id))
    const waiting = readAll(storage.records.waiting(id))
    this.#memory = {
      history: records.extend(records.empty(environment), kept).history,
      waiting: new Map(waiting.map(record => [record.id, record])),
    }
  }

  history = (): History<N, S, E> => this.#memory.history

  hasNews = (records: readonly SignedRecord[]): boolean =>
    records.some(
      signed =>
        !this.#isHere(signed.id) &&
        !this.#memory.waiting.has(signed.id) &&
        this.#records.check(this.#ports.id, signed) !== null,
    )

  add = (records: readonly SignedRecord[], early: 'wait' | 'keep' = 'wait'): Taken => {
    const { storage, id, kept } = this.#ports
    const fresh = new Map<RecordId, RecordWith<B>>()
    let known = 0
    let refused = 0
    for (const signed of records) {
      if (this.#isHere(signed.id) || fresh.has(signed.id)) {
        known++
        continue
      }
      const record = this.#memory.waiting.get(signed.id) ?? this.#records.check(id, signed)
      if (record) fresh.set(record.id, record)
      else refused++
    }
    if (fresh.size === 0) return { accepted: 0, known, refused, waiting: 0 }
    const { history, accepted, waiting: open, held } = this.#judged(fresh, early)
    return this.together(() => {
      for (const { signed } of accepted) storage.records.put(id, signed)
      const waiting = this.#keepWaiting(open, history.state)
      this.#memory = { history, waiting }
      kept(accepted, history)
      if (accepted.length > 0) this.#isTouched = true
      const count = (isSuch: (each: RecordId) => boolean): number =>
        [...fresh.keys()].filter(isSuch).length
      const still = count(each => waiting.has(each) || held.has(each))
      const lost = fresh.size - still - count(each => this.#isHere(each))
      return { accepted: accepted.length, known, refused: refused + lost, waiting: still }
    })
  }

  reduceAgain = (): void => {
    const { history, waiting } = this.#memory
    this.#memory = { history: this.#records.again(history), waiting }
  }

  together = <T>(work: () => T): T => {
    const before = this.#memory
    const wasTouched = this.#isTouched
    this.#depth++
    let result: T
    try {
      result = this.#ports.storage.transaction(work)
    } catch (error) {
      this.#memory = before
      this.#isTouched = wasTouched
      this.#ports.reload()
      throw error
    } finally {
      this.#depth--
    }
    if (this.#depth === 0 && this.#isTouched) {
      this.#isTouched = false
      for (const listen of [...this.#listeners]) listen()
    }
    return result
  }

  touch = (): void => {
    this.#isTouched = true
  }

  onChange = (listen: () => void): (() => void) => {
    this.#listeners.add(listen)
    return () => void this.#listeners.delete(listen)
  }

  #isHere(id: RecordId): boolean {
    return this.#memory.history.nodes.has(id)
  }

  /** Judges the new records with those that wait. `held`: those that may stand and wait still. */
  #judged(fresh: Waiting<B>, early: 'wait' | 'keep') {
    const { history, waiting } = this.#memory
    const { sieve } = this.#ports
    const all = [...new Map([...waiting, ...fresh]).values()]
    const offered = sieve ? sieve.offered(waiting, fresh) : all
    const isOffered = new Set(offered.map(record => record.id))
    const first = this.#records.extend(history, offered)
    const held = sieve && early === 'wait' ? sieve.early(first) : new Set<RecordId>()
    const isTimely = (record: RecordWith<B>): boolean => !held.has(record.id)
    const last =
      held.size > 0 ? this.#records.extend(history, first.accepted.filter(isTimely)) : first
    const apart = [
      ...all.filter(record => !isOffered.has(record.id)),
      ...offered.filter(record => held.has(record.id)),
    ]
    return { ...last, waiting: [...first.waiting, ...apart.slice(-(sieve?.most ?? 0))], held }
  }

  #keepWaiting(records: readonly RecordWith<B>[], state: S): Waiting<B> {
    const { storage, id } = this.#ports
    const { waiting } = this.#memory
    const isKnown = (device: DeviceId): boolean => this.#records.memberOf(state, device) !== null
    const kept = withinWaitingLimits(records, isKnown)
    for (const { id: each, signed } of kept.values())
      if (!waiting.has(each)) storage.records.put(id, signed, { waiting: true })
    for (const each of waiting.keys()) if (!kept.has(each)) storage.records.removeWaiting(id, each)
    return kept
  }
}

export const openLog = <B, N, S, E, W extends B>(
  records: Records<B, N, S, E, W>,
  ports: LogPorts<B, N, S, E>,
): Log<N, S, E> => new RecordLog(records, ports)
