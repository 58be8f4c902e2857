// The history of a document as far as this device holds it: named versions, sittings, comparisons
// between two states, and changes since the member's last reading. All of it is computed on request
// or in a pause of the writing, never on the way from a key to the disk.
import type { Archive } from '#core/archive'
import { digest, type Bytes } from '#core/keys'
import {
  compareStates,
  hasState,
  isChanged,
  nameVersion,
  nothingWritten,
  pageOf,
  readVersions,
  restorePage,
  stateOf,
  type Doubt,
  type DocumentState,
  type EntryId,
  type Page,
  type Version,
} from '#shared/document'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { Editing } from '../editing.ts'
import type { DocumentCache } from '../document-cache.ts'
import type { DocumentReplica } from '../document-replica.ts'
import type { Later } from '../timers.ts'
import { authorshipOf } from './authorship.ts'
import { openCopies } from './copies.ts'
import { openReading } from './reading.ts'
import { openRemovers, type Removers } from './removers.ts'
import type { History, ListedVersion, Moment } from './shapes.ts'
import { openSittingTimes, sittingsOf } from './sittings.ts'
import { inTurns } from '../turns.ts'
import { openVerdicts, type Verdict } from './verdicts.ts'

export type { History, ListedVersion, Moment, Stretch, Unread } from './shapes.ts'

type Ports = {
  archive: Archive
  cache: DocumentCache
  editing(): Pick<Editing, 'editAs'>
  later: Later
  now(): number
  random(length: number): Bytes
  deviceOf(group: GroupId): DeviceId
  selfOf(group: GroupId): MemberId | null
  /** The present or past member of a device. */
  memberOf(group: GroupId, device: DeviceId): MemberId | null
  told(document: DocumentId): void
}

const pause = 1000
/** Versions whose text is proven in one pause. */
const mostInPause = 10

export const openHistory = (ports: Ports): History => {
  const { archive, cache, later, now, random, deviceOf, selfOf, memberOf, told } = ports
  const copies = openCopies(archive)
  const reading = openReading(archive)
  const times = openSittingTimes(archive)
  const removers = openRemovers(archive, deviceOf)
  const verdicts = openVerdicts()
  const due = new Set<DocumentId>()
  let cancel: (() => void) | null = null

  /**
   * An earlier verdict that still holds: a state that is here stays here, and a false one stays
   * false.
   */
  const foundOf = ({ id, doc }: DocumentReplica, version: Version): Verdict | null => {
    const verdict = verdicts.of(id, version)
    const isHere = version.state !== null && hasState(doc, version.state)
    return verdict === 'proven' && !isHere ? null : verdict
  }
  const pageIn = ({ id, doc }: DocumentReplica, version: Version): Page | Doubt => {
    const page = pageOf(doc, version, digest)
    if (page !== 'missing') verdicts.keep(id, version, page === 'false' ? 'false' : 'proven')
    return page
  }
  /** Keeps its copy when it is proven for the first time. */
  const prove = (document: DocumentReplica, version: Version): 'proven' | Doubt => {
    const { id } = document
    if (copies.has(id, version.id)) return 'proven'
    const found = foundOf(document, version)
    const hasRoom = !copies.isFull(id)
    if (found === 'false' || (found === 'proven' && !hasRoom)) return found
    const page = pageIn(document, version)
    if (typeof page === 'string') return page
    if (hasRoom) archive.transaction(() => copies.put(id, version.id, page))
    return 'proven'
  }
  const versionIn = ({ doc }: DocumentReplica, id: EntryId): Version => {
    const version = readVersions(doc).find(each => each.id === id)
    if (!version) throw new Failure('not-found')
    return version
  }
  const refuse = (doubt: Doubt): never => {
    throw new Failure(doubt === 'missing' ? 'version-incomplete' : 'version-false')
  }
  const stateAt = (document: DocumentReplica, moment: Moment): DocumentState => {
    if (moment === 'start') return nothingWritten
    if (moment === 'now') return stateOf(document.doc)
    if (moment === 'read') return reading.last(document.id)?.state ?? stateOf(document.doc)
    const version = versionIn(document, moment)
    // Proven before; a state that is here stays here.
    if (version.state && copies.has(document.id, moment) && hasState(document.doc, version.state))
      return version.state
    const found = foundOf(document, version)
    const page = found === 'proven' ? null : (found ?? pageIn(document, version))
    if (typeof page === 'string') return refuse(page)
    return version.state ?? refuse('false')
  }
  const authorship = (document: DocumentReplica, removed: Removers) =>
    authorshipOf(document, removed, {
      self: selfOf(document.group),
      isShared: archive.documents.get(document.id)?.shared === true,
      memberOf: device => memberOf(document.group, device),
    })
  /** In turns, with the document in memory as long. */
  const hold = async <T>(
    id: DocumentId,
    work: (document: DocumentReplica) => Promise<T>,
  ): Promise<T> => {
    const document = cache.get(id)
    const release = cache.hold(id)
    try {
      return await work(document)
    } finally {
      release()
    }
  }
  const compare: History['compare'] = (id, { from, to }, steering) =>
    hold(id, async document => {
      const states = { from: stateAt(document, from), to: stateAt(document, to) }
      const removed = await inTurns(removers.level(document.group, id), steering)
      const { doc } = document
      const steps = compareStates({ doc, ...states, ...authorship(document, removed) })
      return inTurns(steps, steering)
    })
  const pageAtVersion: History['page'] = (id, entry) => {
    const document = cache.get(id)
    const version = versionIn(document, entry)
    const standing = prove(document, version)
    if (standing !== 'proven') return refuse(standing)
    const page = copies.get(id, entry) ?? pageIn(document, version)
    return typeof page === 'string' ? refuse(page) : page
  }
  const markRead = (id: DocumentId): void => {
    const { doc } = cache.get(id)
    archive.transaction(() => reading.mark(id, { at: now(), state: stateOf(doc) }))
    told(id)
  }

  function* provenOf(
    document: DocumentReplica,
    versions: Version[],
  ): Generator<void, ListedVersion[]> {
    const listed: ListedVersion[] = []
    for (const version of versions) {
      const { id, client, at, name, digest: sum } = version
      listed.push({ id, client, at, name, digest: sum, standing: prove(document, version) })
      yield
    }
    return listed
  }

  /** False where more is to be done than in one pause. */
  const keepCopies = (document: DocumentReplica): boolean => {
    let proven = 0
    for (const version of readVersions(document.doc)) {
      if (copies.isFull(document.id)) return true
      if (verdicts.of(document.id, version) === 'false' || copies.has(document.id, version.id))
        continue
      if (proven === mostInPause) return false
      if (prove(document, version) !== 'missing') proven++
    }
    return true
  }
  const level = (): void => {
    cancel?.()
    cancel = null
    try {
      times.level()
      for (const id of due) {
        const document = cache.find(id)
        if (!document || keepCopies(document)) due.delete(id)
      }
      if (due.size > 0) soon()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      soon()
    }
  }
  function soon(): void {
    cancel ??= later(level, pause)
  }

  const grown = (id: DocumentId): void => {
    due.add(id)
    soon()
  }

  return {
    list: id =>
      hold(id, async document => {
        const versions = readVersions(document.doc)
        const listed = await inTurns(provenOf(document, versions))
        const removed = await inTurns(removers.level(document.group, id))
        const whole = versions.filter((_, at) => listed[at]?.standing !== 'false')
        const states = whole.map(({ state }) => state ?? nothingWritten)
        const sittings = sittingsOf(document, states, removed.byFeed, times.of(id))
        const ofVersion = new Map(whole.map((version, at) => [version.id, sittings[at] ?? []]))
        return [
          ...listed.map(version => ({ version, sittings: ofVersion.get(version.id) ?? [] })),
          { version: null, sittings: sittings.at(-1) ?? [] },
        ]
      }),
    async name(id, name) {
      let entry: EntryId | null = null
      if (name.trim() === '') throw new Failure('invalid-input')
      await ports.editing().editAs(id, doc => {
        entry = nameVersion(doc, { name, at: now(), hash: digest, random })
      })
      const document = cache.get(id)
      if (!entry) throw new Failure('internal')
      prove(document, versionIn(document, entry))
      told(id)
      return entry
    },
    compare,
    page: pageAtVersion,
    async restore(id, entry) {
      const page = pageAtVersion(id, entry)
      let changed = 0
      await ports.editing().editAs(id, doc => {
        changed = restorePage(doc, page, { random, change: work => doc.transact(work) })
      })
      return changed
    },
    async unread(id) {
      const last = reading.last(id)
      if (!last) {
        markRead(id)
        return { since: null, paragraphs: [] }
      }
      if (!reading.isUnread(id)) return { since: last.at, paragraphs: [] }
      const self = selfOf(cache.get(id).group)
      const isOwn = (by: readonly MemberId[]): boolean => by.length === 1 && by[0] === self
      const changed = (await compare(id, { from: 'read', to: 'now' })).filter(
        each =>
          (each.deeds.length > 0 && !isOwn(each.by)) ||
          each.pieces.some(({ kind, by }) => kind !== 'kept' && !isOwn(by)),
      )
      return {
        since: last.at,
        paragraphs: changed
          .filter(isChanged)
          .map(({ block, deeds }) => ({ block, isGone: deeds.includes('removed') })),
      }
    },
    markRead,
    isUnread: reading.isUnread,
    kept(id, feed, by) {
      const group = cache.find(id)?.group
      if (!group) return
      times.note(id, feed, now())
      if (by !== selfOf(group)) reading.changed(id)
      grown(id)
    },
    grown,
    parted(id) {
      verdicts.forget(id)
      removers.forget(id)
    },
    forget(id) {
      copies.forget(id)
      verdicts.forget(id)
      reading.forget(id)
      times.forget(id)
      removers.forget(id)
      due.delete(id)
    },
    level,
    close: () => cancel?.(),
  }
}
