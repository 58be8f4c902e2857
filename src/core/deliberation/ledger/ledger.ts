// The ledger of acts: it takes acts in wherever they are read, keeps those that wait, writes own ones,
// and gives the proceedings of a document. The archive is authoritative; memory is read from it.
import {
  actIdOf,
  checkAct,
  readAct,
  writeAct,
  type Act,
  type KnownBody,
  type Proceedings,
  type Standing,
} from '#core/deliberation/acts'
import type { ActRow, ActTask } from '#core/archive'
import type { NamedFile, TakenUpdate } from '#core/documents'
import { toHex } from '#core/keys'
import { actsInUpdate, havingsInUpdate, logAct, type LoggedAct } from '#document/adoption'
import { safeFileName } from '#document/files'
import { Failure, type FailureCode } from '#shared/failure'
import type { ActId, DeviceId, DocumentId, GroupId } from '#shared/ids'
import { homesOf, rootOf } from './homes.ts'
import { graphIn, HeldActs, readActs, type OpenActs } from './open-acts.ts'
import type { LedgerPorts } from './ports.ts'
import { LogUpkeep } from './upkeep.ts'
import { beyondRoom, crowdingIn, readyIn } from './waiting-room.ts'

/** The acts of one document. A graph that began in another document is carried on. */
export type DocumentActs = {
  group: GroupId
  graphs: ReadonlyMap<DocumentId, Proceedings>
  /** The graph in which new acts of the document stand; undefined before its first act. */
  own: Proceedings | undefined
  /** Heads of the records of now: they say who is void. */
  today: Parameters<Proceedings['asked']>[0]
}

type Having = Pick<TakenUpdate, 'saw'> & { graph: DocumentId; acts: readonly ActId[] }

const isDiskFailure = (error: unknown): boolean => error instanceof Failure

export class ActLedger {
  readonly #ports: LedgerPorts
  readonly #open: HeldActs
  readonly #upkeep: LogUpkeep
  /** Documents with acts to take in, and with entries about acts of other devices. */
  readonly #due = new Set<DocumentId>()
  readonly #havings = new Map<DocumentId, Having[]>()
  #isSettling = false

  constructor(ports: LedgerPorts) {
    this.#ports = ports
    const { archive, audience } = ports
    this.#open = new HeldActs(document =>
      readActs(archive, document, group => audience(group)?.membership ?? null),
    )
    this.#upkeep = new LogUpkeep({
      ...ports,
      open: document => this.#open.get(document),
      read: (document, acts) => this.#keep(document, acts, true),
      readAgain: document => this.#readAgain(document),
    })
  }

  /** Goes on with what an earlier session left. */
  begin(): void {
    this.#upkeep.begin()
  }

  close(): void {
    this.#upkeep.close()
  }

  /** Acts in an update of a member, in the transaction that keeps it. */
  found({ document, update, isLogged, handover, group, saw }: TakenUpdate): void {
    const acts = actsInUpdate(update)
    if (isLogged) this.#upkeep.isHere(document)
    this.#keep(document, acts, isLogged)
    if (handover && acts.length > 0)
      this.#put({ document, task: 'say', group, at: this.#ports.now() })
    if (!isLogged || handover) return
    const havings = havingsInUpdate(update)
    if (havings.length === 0) return
    const known = this.#havings.get(document) ?? []
    for (const { document: graph, acts: ids } of havings)
      known.push({ graph: graph as DocumentId, acts: ids as readonly string[] as ActId[], saw })
    this.#havings.set(document, known)
    this.#settleSoon(document)
  }

  /** Acts with which a document begins that goes on from this one. */
  carried(document: DocumentId): ActRow[] {
    return this.#ports.archive.acts
      .list({ document, state: 'taken' })
      .toSorted((a, b) => a.depth - b.depth)
  }

  /**
   * Puts acts of one document into the log of another one of its group too, so that a device has them that never had the
   * first. Each act stands on none but these. Failures as `write`.
   */
  lend(from: DocumentId, to: DocumentId, ids: ReadonlySet<ActId>): void {
    this.#upkeep.lend(
      this.carried(from).filter(({ id }) => ids.has(id)),
      to,
    )
    this.#settleSoon(to)
  }

  /** Files that right questions about it name. */
  files(document: DocumentId): NamedFile[] {
    const graphs = this.actsOf(document)?.graphs.values() ?? []
    return [...graphs].flatMap(proceedings =>
      proceedings.questions().flatMap(({ node: { record } }) => {
        const { texts, files } = record.body
        return [
          ...texts.map(({ language, hash }) => ({
            name: `${record.id.slice(0, 8)}.${language}.jsonl`,
            hash: toHex(hash),
            at: record.at,
          })),
          ...files.map(({ name, hash }) => ({
            name: safeFileName(name),
            hash: toHex(hash),
            at: record.at,
          })),
        ]
      }),
    )
  }

  /** Another document goes on from this one; in the transaction that drops it. */
  retired(document: DocumentId, successor: DocumentId): void {
    const { acts, actTasks } = this.#ports.archive
    for (const row of acts.list({ document })) {
      const { id } = row
      acts.remove({ document, id })
      const place = acts.pluck({ document: successor, id }, 'place') ?? 'apart'
      acts.put({ ...row, document: successor, state: 'waiting', place })
    }
    for (const task of actTasks.list({ document })) this.#put({ ...task, document: successor })
    this.#forget(document)
    this.#forget(successor)
    this.#settleSoon(successor)
  }

  /** Its rows are gone. */
  dropped(document: DocumentId): void {
    this.#forget(document)
  }

  /** A backup was restored: others hear which acts are here. */
  beganAgain(): void {
    const { archive, now } = this.#ports
    const all = new Map(
      archive.acts.list({}, ['document', 'group']).map(row => [row.document, row]),
    )
    archive.transaction(() => {
      for (const { document, group } of all.values())
        this.#put({ document, task: 'say', group, at: now() })
    })
  }

  /** Records of a group or circle came: acts may have waited for them. */
  recordsChanged(group: GroupId): void {
    for (const space of this.#ports.spaces(group))
      for (const { document } of this.#ports.archive.actTasks.list({
        group: space,
        task: 'wait',
      })) {
        this.#settleSoon(document)
        this.#readSoon(document)
      }
  }

  /** Devices whose acts wait in such numbers that more of them are put off, in a group and its circles. */
  crowding(group: GroupId): ReadonlySet<DeviceId> {
    const { archive, spaces } = this.#ports
    return new Set(spaces(group).flatMap(space => crowdingIn(archive, space)))
  }

  /** Documents of a group or circle with acts about them. */
  documents(group: GroupId): ReadonlySet<DocumentId> {
    return new Set(this.#ports.archive.acts.values({ group }, 'document'))
  }

  /** Null where there are no acts. */
  actsOf(document: DocumentId): DocumentActs | null {
    const open = this.#settled(document)
    const audience = open && this.#ports.audience(open.group)
    if (!open || !audience || open.graphs.size === 0) return null
    const { group, graphs } = open
    const own = graphs.get(this.#graphFor(open, null))
    return { group, graphs, own, today: audience.heads() }
  }

  /** Heads of the records of now, by which members are void; null where the group is not known. */
  today(group: GroupId): DocumentActs['today'] | null {
    return this.#ports.audience(group)?.heads() ?? null
  }

  /** The membership now, on which an act of this device would stand; null where there is none. */
  standing(group: GroupId): Standing | null {
    const audience = this.#ports.audience(group)
    return audience && audience.membership.at(audience.heads())
  }

  /** The document by which an act names this one that opens something. */
  graphFor(document: DocumentId): DocumentId {
    const open = this.#settled(document)
    return open ? this.#graphFor(open, null) : document
  }

  /**
   * Writes an act of this device: at once, in a message of its own. Failures: `not-permitted`, also for
   * an act that would not be right, unless `codes` names the rule that it breaks; `not-found`;
   * `invalid-input`; those of a disk that refuses.
   */
  write(
    document: DocumentId,
    subject: ActId | null,
    body: KnownBody,
    codes: Readonly<Record<string, FailureCode>> = {},
  ): ActId {
    const { archive, audience, documents, random, now } = this.#ports
    this.#settled(document)
    let id: ActId | null = null
    try {
      documents().remarkAlone(document, () => {
        const open = this.#open.get(document)
        const own = open && audience(open.group)
        if (!open || !own) throw new Failure('not-permitted')
        const graph = this.#graphFor(open, subject)
        const proceedings = graphIn(open, graph, own.membership)
        const header = {
          audience: open.group,
          document: graph,
          subject,
          heads: own.heads(),
          parents: proceedings.heads(),
          at: now(),
        }
        const signed = writeAct(own.keys, header, body)
        const act = readAct(signed)
        if (!act) throw new Failure('invalid-input')
        ;({ id } = act)
        return {
          write: doc => logAct(doc, signed, random),
          keep: () => {
            proceedings.add([act])
            const broken = proceedings.broken(act.id)
            if (broken !== null) throw new Failure(codes[broken] ?? 'not-permitted')
            const depth = proceedings.nodes.get(act.id)?.depth ?? 0
            archive.acts.put({ ...this.#rowOf(document, act, 'logged'), state: 'taken', depth })
          },
        }
      })
    } catch (error) {
      this.#open.forget(document)
      throw error
    }
    const group = archive.documents.keyOf(document)?.group
    if (group) this.#ports.changed(group, document)
    if (id === null) throw new Failure('not-permitted')
    return id
  }

  /**
   * The graph in which an act about `subject` stands. One that opens something stands in the graph of the
   * document, or in one that it carries on: there an act is right, so that no member without an office can
   * begin a graph for all.
   */
  #graphFor({ document, group, graphs }: OpenActs, subject: ActId | null): DocumentId {
    if (subject !== null) {
      for (const [graph, { nodes }] of graphs) if (nodes.has(subject)) return graph
      throw new Failure('not-found')
    }
    const root = rootOf(this.#ports.archive, group, document)
    if (root !== document || graphs.get(document)?.hasRightActs() === true) return root
    const carriedOn = [...graphs].filter(([, proceedings]) => proceedings.hasRightActs())
    const [earliest] = carriedOn.map(([id]) => id).toSorted()
    return earliest ?? document
  }

  #rowOf(document: DocumentId, act: Act, place: ActRow['place']): ActRow {
    const { id, audience: group, document: graph, subject, device, body, signed } = act
    const type = body.type === 'unknown' ? body.word : body.type
    const { bytes, signature } = signed
    const state = 'waiting'
    return {
      document,
      id,
      group,
      graph,
      subject,
      type,
      device,
      depth: 0,
      bytes,
      signature,
      state,
      place,
    }
  }

  /** Keeps acts with a right form and signature until they are taken in; in a transaction. */
  #keep(log: DocumentId, all: readonly LoggedAct[], isLogged: boolean): void {
    const { acts } = this.#ports.archive
    for (const logged of all) {
      const form = readAct(logged)
      const homes = form ? homesOf(this.#ports.archive, form, log) : []
      const news = homes.filter(document => {
        const place = isLogged && document === log ? 'logged' : 'apart'
        const known = form && acts.get({ document, id: form.id })
        if (!known) return true
        if (place === 'logged' && known.place === 'apart') acts.put({ ...known, place })
        this.#upkeep.came(document, known.id)
        return false
      })
      const act = news.length > 0 ? checkAct(logged) : null
      if (!act) continue
      for (const document of news) {
        const place = isLogged && document === log ? 'logged' : 'apart'
        acts.put(this.#rowOf(document, act, place))
        this.#settleSoon(document)
      }
    }
  }

  #put(task: ActTask): void {
    this.#ports.archive.actTasks.put(task)
    if (task.task === 'log' || task.task === 'say') this.#upkeep.plan(task.document)
  }

  /** Once the transaction that is open is over. */
  #settleSoon(document: DocumentId): void {
    this.#due.add(document)
    if (this.#due.size === 1) queueMicrotask(() => this.#settleDue())
  }

  #settleDue(): void {
    const due = [...this.#due]
    this.#due.clear()
    for (const document of due)
      try {
        this.#settled(document)
      } catch (error) {
        // A full disk: the acts wait in the archive.
        if (!isDiskFailure(error)) this.#ports.defect(error)
      }
  }

  #forget(document: DocumentId): void {
    this.#open.forget(document)
    this.#upkeep.forget(document)
  }

  /** The acts of a document, after those that can be are taken in. */
  #settled(document: DocumentId): OpenActs | null {
    const open = this.#open.get(document)
    if (!open || this.#isSettling) return open
    this.#isSettling = true
    try {
      if (this.#takeIn(open)) this.#ports.changed(open.group, document)
      this.#answer(open)
    } catch (error) {
      this.#open.forget(document)
      throw error
    } finally {
      this.#isSettling = false
    }
    return open
  }

  /** True where acts were taken in. */
  #takeIn(open: OpenActs): boolean {
    const { archive, audience } = this.#ports
    const { document, graphs, waiting } = open
    const here = archive.acts.list({ document, state: 'waiting' }, ['id'])
    const membership = audience(open.group)?.membership
    if (!membership || (here.length === 0 && waiting.size === 0)) return false
    for (const { id } of here) {
      if (waiting.has(id)) continue
      const row = archive.acts.get({ document, id })
      const act = row && readAct(row)
      if (act) waiting.set(id, act)
    }
    const refused: ActId[] = []
    for (const [graph, own] of Map.groupBy(waiting.values(), act => act.document))
      for (const { record } of graphIn(open, graph, membership).add(own).refused)
        refused.push(record.id)
    const taken = [...waiting.values()].filter(act => graphs.get(act.document)?.nodes.has(act.id))
    const gone = new Set([...refused, ...taken.map(({ id }) => id)])
    const off = this.#beyondRoom(open, gone)
    const isSame = gone.size + off.length === 0
    if (isSame && waiting.size > 0 && this.#isNoted(open)) return false
    archive.transaction(() => {
      for (const { id, document: graph } of taken) {
        const row = archive.acts.get({ document, id })
        waiting.delete(id)
        if (!row) continue
        const depth = graphs.get(graph)?.nodes.get(id)?.depth ?? 0
        archive.acts.put({ ...row, state: 'taken', depth })
        if (row.place === 'apart')
          this.#put({ document, task: 'log', group: open.group, at: this.#ports.now() })
      }
      for (const id of [...refused, ...off]) {
        waiting.delete(id)
        archive.acts.remove({ document, id })
      }
      if (off.length > 0)
        this.#put({ document, task: 'off', group: open.group, at: this.#ports.now() })
      this.#upkeep.noteWaiting(open, taken.length > 0)
    })
    if (taken.length > 0) this.#readSoon(document)
    return taken.length > 0
  }

  /** The waiting acts that are put off. `gone`: those that wait no more. */
  #beyondRoom(open: OpenActs, gone: ReadonlySet<ActId>): ActId[] {
    const standing = this.standing(open.group)
    const waiting = new Map([...open.waiting].filter(([id]) => !gone.has(id)))
    return beyondRoom(
      this.#ports.archive,
      { ...open, waiting },
      device => (standing?.memberOf(device) ?? null) !== null,
    )
  }

  /** Something came on which acts may stand that were put off. */
  #readSoon(document: DocumentId): void {
    if (this.#ports.archive.actTasks.has({ document, task: 'off' }))
      this.#upkeep.planReading(document)
  }

  /** Acts that were put off, and that can be taken in now. */
  #readAgain(document: DocumentId): void {
    const { archive, audience, documents } = this.#ports
    const open = this.#open.get(document)
    const membership = open && audience(open.group)?.membership
    if (!membership || !archive.documents.keyOf(document)) return
    const { ready, isAll } = readyIn(open, documents().acts(document), membership)
    archive.transaction(() => {
      if (isAll) archive.actTasks.remove({ document, task: 'off' })
      this.#keep(document, ready, true)
    })
  }

  #isNoted({ document }: OpenActs): boolean {
    return this.#ports.archive.actTasks.has({ document, task: 'wait' })
  }

  /**
   * Another device said which acts it has. One that came here in a message which that device has too,
   * as it says, and which it has not, is put in again.
   */
  #answer({ document, graphs }: OpenActs): void {
    const havings = this.#havings.get(document)
    if (!havings) return
    this.#havings.delete(document)
    const asked = [...Map.groupBy(havings, having => having.graph)].flatMap(([graph, own]) => {
      const lacking = graphs.get(graph)?.beyond(own.flatMap(({ acts }) => acts)) ?? []
      return lacking.length > 0
        ? [{ own, ids: new Set(lacking.map(({ record }) => record.id)) }]
        : []
    })
    if (asked.length === 0) return
    const messages = this.#ports.documents().actMessages(document)
    const lacked = messages.flatMap(place => {
      const askers = asked.filter(({ own }) => own.some(({ saw }) => saw(place)))
      const ids = askers.length > 0 ? place.acts.map(({ bytes }) => actIdOf(bytes)) : []
      return ids.filter(id => askers.some(each => each.ids.has(id)))
    })
    this.#upkeep.putAgain(document, [...new Set(lacked)])
  }
}
