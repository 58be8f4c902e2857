// The log beside a text holds every act that is known. The ledger puts there what the log lacks, says
// which acts are here where others may have more, and puts an act in again that another device lacks.
// It waits for a random time of up to a minute, so that as a rule one device does it and the others
// see that it is done.
import { actIdOf } from '#core/deliberation/acts'
import type { ActRow, ActTask } from '#core/archive'
import { logAct, logHaving, type LoggedAct } from '#document/adoption'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId } from '#shared/ids'
import type { OpenActs } from './open-acts.ts'
import type { LedgerPorts } from './ports.ts'

/** Milliseconds. Nothing is written within the first second, in which more may come. */
const shortestWait = 1000
const longestWait = 60_000
const day = 24 * 60 * 60 * 1000

/** Acts that one message holds. Each has at most 32 KiB. */
const mostInMessage = 64

type Upkept = LedgerPorts & {
  /** Null for a document that is not here. */
  open(document: DocumentId): OpenActs | null
  /** Acts in the log of a document that was never read. */
  read(document: DocumentId, acts: readonly LoggedAct[]): void
  /** Takes acts from the log that were put off. */
  readAgain(document: DocumentId): void
}

export class LogUpkeep {
  readonly #ports: Upkept
  readonly #planned = new Map<DocumentId, () => void>()
  readonly #again = new Map<DocumentId, Set<ActId>>()
  readonly #waits = new Map<DocumentId, () => void>()
  readonly #readings = new Map<DocumentId, () => void>()
  /** Milliseconds that the last reading of a log took. */
  readonly #took = new Map<DocumentId, number>()
  /** Documents that go on from another one, and have not come. */
  readonly #unborn = new Set<DocumentId>()
  #cancelReading = (): void => {}

  constructor(ports: Upkept) {
    this.#ports = ports
  }

  /** Goes on with what an earlier session left. */
  begin(): void {
    const tasks = this.#ports.archive.actTasks.list({})
    this.#readNext(tasks.filter(({ task }) => task === 'read').map(({ document }) => document))
    for (const each of tasks) this.#resume(each)
  }

  close(): void {
    this.#cancelReading()
    for (const timers of [this.#planned, this.#waits, this.#readings]) {
      for (const cancel of timers.values()) cancel()
      timers.clear()
    }
  }

  /** Something is to be written into the log of this document. */
  plan(document: DocumentId): void {
    if (this.#planned.has(document)) return
    const [a = 0, b = 0] = this.#ports.random(2)
    const drawn = ((a * 256 + b) / 65_536) * (longestWait - shortestWait)
    const wait = shortestWait + Math.floor(drawn)
    const cancel = this.#ports.later(() => {
      this.#planned.delete(document)
      this.#run(document)
    }, wait)
    this.#planned.set(document, cancel)
  }

  /**
   * The log is to be read again, for acts that were put off. It waits ten times as long as the last reading
   * took, so that no member keeps this device at it.
   */
  planReading(document: DocumentId): void {
    if (this.#readings.has(document)) return
    const { later, now, readAgain } = this.#ports
    const wait = Math.min(Math.max(shortestWait, 10 * (this.#took.get(document) ?? 0)), longestWait)
    const cancel = later(() => {
      this.#readings.delete(document)
      const from = now()
      this.#trying(document, () => readAgain(document))
      this.#took.set(document, Math.max(0, now() - from))
    }, wait)
    this.#readings.set(document, cancel)
  }

  /** Puts acts of another document into the log of this one, at once. */
  lend(acts: readonly ActRow[], to: DocumentId): void {
    const { archive, documents, random } = this.#ports
    const rows = acts.filter(({ id }) => !archive.acts.has({ document: to, id }))
    if (rows.length === 0) return
    documents().remarkAlone(to, () => ({
      write: doc => rows.forEach(row => logAct(doc, row, random)),
      keep() {
        for (const row of rows)
          archive.acts.put({ ...row, document: to, place: 'logged', state: 'waiting' })
      },
    }))
  }

  /** Another device lacks these. */
  putAgain(document: DocumentId, acts: readonly ActId[]): void {
    if (acts.length === 0) return
    const all = this.#again.get(document) ?? new Set()
    for (const id of acts) all.add(id)
    this.#again.set(document, all)
    this.plan(document)
  }

  /** The act came in a message just now: a device that lacked it has that message too. */
  came(document: DocumentId, id: ActId): void {
    this.#again.get(document)?.delete(id)
  }

  /** The document took something in: it is here. */
  isHere(document: DocumentId): void {
    if (this.#unborn.delete(document)) this.plan(document)
  }

  forget(document: DocumentId): void {
    for (const timers of [this.#planned, this.#waits, this.#readings]) {
      timers.get(document)?.()
      timers.delete(document)
    }
    this.#again.delete(document)
    this.#took.delete(document)
  }

  /** Acts of the document wait, or none does; in a transaction. `isNew`: acts were taken in just now. */
  noteWaiting({ document, group, waiting }: OpenActs, isNew: boolean): void {
    const { actTasks } = this.#ports.archive
    const known = actTasks.get({ document, task: 'wait' })
    const isNone = waiting.size === 0 && !actTasks.has({ document, task: 'off' })
    if (known && (isNew || isNone)) {
      actTasks.remove({ document, task: 'wait' })
      actTasks.remove({ document, task: 'said' })
      this.#waits.get(document)?.()
      this.#waits.delete(document)
    }
    if (isNone || (known && !isNew)) return
    const task: ActTask = { document, task: 'wait', group, at: this.#ports.now() }
    actTasks.put(task)
    this.#resume(task)
  }

  #resume(task: ActTask): void {
    const { document } = task
    if (task.task === 'log' || task.task === 'say') this.plan(document)
    if (task.task === 'off') this.planReading(document)
    if (task.task !== 'wait' || this.#waits.has(document)) return
    const left = Math.max(0, Math.min(day, this.#dueAt(task) - this.#ports.now()))
    const cancel = this.#ports.later(() => {
      this.#waits.delete(document)
      this.#sayWaiting(document)
    }, left)
    this.#waits.set(document, cancel)
  }

  /** A day after acts began to wait, and then each time after twice as long. At once where the clock went back. */
  #dueAt({ document, at }: ActTask): number {
    const said = this.#ports.archive.actTasks.get({ document, task: 'said' })
    if ((said?.at ?? at) > this.#ports.now()) return 0
    return said ? said.at + Math.max(day, said.at - at) : at + day
  }

  /** Acts have waited: others hear which acts are here, and this again where nothing comes. */
  #sayWaiting(document: DocumentId): void {
    const { archive, now } = this.#ports
    const waiting = archive.actTasks.get({ document, task: 'wait' })
    if (!waiting) return
    if (this.#dueAt(waiting) > now()) return this.#resume(waiting)
    this.#trying(document, () =>
      archive.transaction(() => {
        for (const task of ['say', 'said'] as const)
          archive.actTasks.put({ ...waiting, task, at: now() })
        this.#resume(waiting)
        this.plan(document)
      }),
    )
  }

  #readNext([document, ...rest]: readonly DocumentId[]): void {
    if (document === undefined) return
    this.#cancelReading = this.#ports.later(() => {
      this.#trying(document, () => {
        const { archive, documents } = this.#ports
        const acts = archive.documents.keyOf(document) ? documents().acts(document) : []
        archive.transaction(() => {
          this.#ports.read(document, acts)
          archive.actTasks.remove({ document, task: 'read' })
        })
      })
      this.#readNext(rest)
    }, 100)
  }

  #run(document: DocumentId): void {
    const again = this.#again.get(document) ?? new Set<ActId>()
    this.#again.delete(document)
    this.#trying(document, () => this.#write(document, again))
  }

  /** A refusal is no defect: a full disk, or a role that writes no acts. The next session tries again. */
  #trying(document: DocumentId, work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Failure)) this.#ports.defect(error)
      else if (error.code === 'disk-full' || error.code === 'not-writable') this.plan(document)
    }
  }

  #write(document: DocumentId, again: ReadonlySet<ActId>): void {
    const { archive, documents, random, now } = this.#ports
    if (!archive.documents.keyOf(document)) this.#unborn.add(document)
    const open = this.#unborn.has(document) ? null : this.#ports.open(document)
    if (!open) return
    const has = (task: ActTask['task']): boolean => archive.actTasks.has({ document, task })
    const lacking = has('log') ? this.#lacking(document) : []
    const says = has('say') ? [...open.graphs].filter(([, { nodes }]) => nodes.size > 0) : []
    const isOnce = (id: ActId): boolean => archive.acts.pluck({ document, id }, 'place') !== 'again'
    const ids = [...new Set([...lacking, ...[...again].filter(isOnce)])]
    const parts = ids.flatMap((_, at) =>
      at % mostInMessage === 0 ? [ids.slice(at, at + mostInMessage)] : [],
    )
    for (const part of parts) {
      const rows = part.flatMap(id => archive.acts.get({ document, id }) ?? [])
      documents().remarkAlone(document, () => ({
        write: doc => rows.forEach(row => logAct(doc, row, random)),
        keep() {
          for (const row of rows)
            archive.acts.put({ ...row, place: again.has(row.id) ? 'again' : 'logged' })
        },
      }))
    }
    if (says.length > 0)
      documents().remarkAlone(document, () => ({
        write(doc) {
          for (const [graph, proceedings] of says)
            logHaving(doc, { document: graph, acts: proceedings.heads(), at: now() }, random)
        },
        keep: () => archive.actTasks.remove({ document, task: 'say' }),
      }))
    archive.transaction(() => {
      archive.actTasks.remove({ document, task: 'log' })
      archive.actTasks.remove({ document, task: 'say' })
    })
  }

  /** Acts that were taken in and are not in the log. */
  #lacking(document: DocumentId): ActId[] {
    const { archive, documents } = this.#ports
    const apart = archive.acts.list({ document, state: 'taken', place: 'apart' })
    const logged = new Set(
      documents()
        .acts(document)
        .map(({ bytes }) => actIdOf(bytes)),
    )
    const isThere = apart.filter(({ id }) => logged.has(id))
    archive.transaction(() => {
      for (const row of isThere) archive.acts.put({ ...row, place: 'logged' })
    })
    return apart.filter(({ id }) => !logged.has(id)).map(({ id }) => id)
  }
}
