// The history of a document as far as this device holds it: named versions, sittings, comparisons
// between two states, and changes since the member's last reading. All of it is computed on request
// or in a pause of the writing, never on the way from a key to the disk.
import type * as Y from 'yjs'
import type { Archive } from '#core/archive'
import { digest, type Bytes } from '#core/keys'
import {
  compareStates,
  redlineBetween,
  isBy,
  type Authorship,
  type Compared,
  type Comparison,
  type Deed,
  type Redline,
  type SpeakerWords,
} from '#document/history/compare'
import {
  isBefore,
  nameVersion,
  nothingWritten,
  readVersions,
  stateOf,
  type DocumentState,
} from '#document/history/versions'
import {
  redlineOfSuggestions,
  type Suggested,
  type SuggestionAuthors,
  settledSince,
  type SettledSince,
} from '#document/review/suggestions'
import { restorePage } from '#document/history/restore'
import type { EntryId } from '#document/ids'
import type { Page } from '#document/model'
import type { SameMember } from '#document/review/amendments'
import type { KeptBlocks } from '#document/undo'
import { Failure } from '#shared/failure'
import type { BlockId, DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import type { Editing } from '../windows/index.ts'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import type { Later } from '../timers.ts'
import { authorshipOf } from './authorship.ts'
import { NamedVersions } from './named-versions.ts'
import { openReading, type Reading } from './reading.ts'
import { openRemovers, type Removers, type RemoversStore } from './removers.ts'
import type { History, Moment, Moments, Stretch, Unread } from './shapes.ts'
import { openSittingTimes, sittingsOf, type SittingTimes } from './sittings.ts'
import { inTurns, type Steering } from '../turns.ts'

type Ports = {
  archive: Archive
  cache: DocumentCache
  editing(): Pick<Editing, 'editAs' | 'editBeside'>
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

class DocumentHistory implements History {
  private readonly ports: Ports
  private readonly versions: NamedVersions
  private readonly reading: Reading
  private readonly times: SittingTimes
  private readonly removers: RemoversStore
  /** Documents of which a version may have no copy yet. */
  private readonly due = new Set<DocumentId>()
  private cancel: (() => void) | null = null

  constructor(ports: Ports) {
    this.ports = ports
    this.versions = new NamedVersions(ports.archive)
    this.reading = openReading(ports.archive)
    this.times = openSittingTimes(ports.archive)
    this.removers = openRemovers(ports.archive, ports.deviceOf)
  }

  list(id: DocumentId): Promise<Stretch[]> {
    return this.hold(id, async document => {
      const versions = readVersions(document.doc)
      const listed = await inTurns(this.versions.list(document, versions))
      const removed = await inTurns(this.removers.level(document.group, id))
      const whole = versions.filter((_, at) => listed[at]?.standing !== 'false')
      const states = whole.map(({ state }) => state ?? nothingWritten)
      const sittings = sittingsOf(document, states, removed.byFeed, this.times.of(id))
      const ofVersion = new Map(whole.map((version, at) => [version.id, sittings[at] ?? []]))
      return [
        ...listed.map(version => ({ version, sittings: ofVersion.get(version.id) ?? [] })),
        { version: null, sittings: sittings.at(-1) ?? [] },
      ]
    })
  }

  async name(id: DocumentId, name: string): Promise<EntryId> {
    const { cache, editing, now, random, told } = this.ports
    if (name.trim() === '') throw new Failure('invalid-input')
    const entry = await editing().editBeside(id, doc =>
      nameVersion(doc, { name, at: now(), hash: digest, random }),
    )
    this.versions.proveNamed(cache.get(id), entry)
    told(id)
    return entry
  }

  compare(
    id: DocumentId,
    moments: Moments,
    steering?: Steering,
    speaker?: SpeakerWords,
  ): Promise<Compared[]> {
    const named = (comparison: Comparison) =>
      compareStates({ ...comparison, ...(speaker && { speaker }) })
    return this.between(id, moments, named, steering)
  }

  redline(id: DocumentId, moments: Moments, steering?: Steering): Promise<Redline> {
    return this.between(id, moments, inOrder, steering)
  }

  suggested(
    id: DocumentId,
    authors: Omit<SuggestionAuthors, 'writer'>,
    steering?: Steering,
  ): Promise<Suggested> {
    return this.hold(id, async document => {
      const removed = await inTurns(this.removers.level(document.group, id), steering)
      const { writer } = this.authorship(document, removed)
      return inTurns(redlineOfSuggestions(document.doc, { ...authors, writer }), steering)
    })
  }

  page(id: DocumentId, entry: EntryId): Page {
    return this.versions.page(this.ports.cache.get(id), entry)
  }

  async restore(id: DocumentId, entry: EntryId, kept: KeptBlocks | null = null): Promise<number> {
    const { editing, random } = this.ports
    const page = this.page(id, entry)
    const restored = (doc: Y.Doc): number =>
      restorePage(doc, page, { random, kept, change: work => doc.transact(work) })
    return editing().editAs(id, restored)
  }

  async unread(id: DocumentId): Promise<Unread> {
    const last = this.reading.last(id)
    if (!last) {
      this.markRead(id)
      return { since: null, isRetitled: false, paragraphs: [] }
    }
    if (!this.reading.isUnread(id)) return { since: last.at, isRetitled: false, paragraphs: [] }
    const self = this.ports.selfOf(this.ports.cache.get(id).group)
    const isOwn = (by: readonly MemberId[]): boolean => by.length === 1 && by[0] === self
    const changed = (await this.compare(id, { from: 'read', to: 'now' })).filter(
      ({ what, deeds, by, setBy, pieces }) => {
        // A footnote that went is a change of the words that referred to it.
        if (what === 'note' && deeds.includes('removed')) return false
        const isByOthers = pieces.some(each => each.kind !== 'kept' && !isBy(each, self))
        const membersOf: Partial<Record<Deed, readonly MemberId[]>> = setBy ?? {}
        const isOthers = (deed: Deed): boolean => !isOwn(membersOf[deed] ?? by)
        return isByOthers || (what === undefined && deeds.some(isOthers))
      },
    )
    const paragraphs = changed
      .filter(({ what }) => what !== 'title')
      .map(({ block, deeds }) => ({ block, isGone: deeds.includes('removed') }))
    // A footnote is named by the paragraph that refers to it, and this one perhaps by its own words.
    const isFirst = ({ block }: { block: BlockId | null }, at: number): boolean =>
      block === null || paragraphs.findIndex(each => each.block === block) === at
    return {
      since: last.at,
      isRetitled: changed.some(({ what }) => what === 'title'),
      paragraphs: paragraphs.filter(isFirst),
    }
  }

  markRead(id: DocumentId): void {
    const { archive, cache, now, told } = this.ports
    const { doc } = cache.get(id)
    archive.transaction(() => this.reading.mark(id, { at: now(), state: stateOf(doc) }))
    told(id)
  }

  isUnread(id: DocumentId): boolean {
    return this.reading.isUnread(id)
  }

  wasRead(id: DocumentId): boolean {
    return this.reading.wasRead(id)
  }

  newlySettled(id: DocumentId, isSame: SameMember): SettledSince[] {
    const last = this.isUnread(id) ? this.reading.last(id) : null
    return last ? settledSince(this.ports.cache.get(id).doc, last.verdicts, isSame) : []
  }

  seeVerdicts(id: DocumentId): void {
    const { archive, cache, told } = this.ports
    const { doc } = cache.get(id)
    archive.transaction(() => this.reading.seeVerdicts(id, stateOf(doc)))
    told(id)
  }

  kept(id: DocumentId, feed: FeedId, by: MemberId | null): void {
    const group = this.ports.cache.find(id)?.group
    if (!group) return
    this.times.note(id, feed, this.ports.now())
    if (by !== this.ports.selfOf(group)) this.reading.changed(id)
    this.grown(id)
  }

  grown(id: DocumentId): void {
    this.due.add(id)
    this.soon()
  }

  parted(id: DocumentId): void {
    this.versions.parted(id)
    this.removers.forget(id)
  }

  forget(id: DocumentId): void {
    for (const each of [this.versions, this.reading, this.times, this.removers]) each.forget(id)
    this.due.delete(id)
  }

  level(): void {
    this.close()
    this.cancel = null
    try {
      this.times.level()
      for (const id of this.due) {
        const document = this.ports.cache.find(id)
        if (!document || this.versions.keepCopies(document)) this.due.delete(id)
      }
      if (this.due.size > 0) this.soon()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.soon()
    }
  }

  close(): void {
    this.cancel?.()
  }

  private soon(): void {
    this.cancel ??= this.ports.later(() => this.level(), pause)
  }

  private between<T>(
    id: DocumentId,
    { from, to }: Moments,
    work: (comparison: Comparison) => Generator<number, T>,
    steering?: Steering,
  ): Promise<T> {
    return this.hold(id, async document => {
      const states = { from: this.stateAt(document, from), to: this.stateAt(document, to) }
      const removed = await inTurns(this.removers.level(document.group, id), steering)
      const { doc } = document
      const comparison = { doc, ...states, ...this.authorship(document, removed) }
      return inTurns(work(comparison), steering)
    })
  }

  private stateAt(document: DocumentReplica, moment: Moment): DocumentState {
    if (moment === 'start') return nothingWritten
    if (moment === 'now') return stateOf(document.doc)
    if (moment === 'read') return this.reading.last(document.id)?.state ?? stateOf(document.doc)
    return this.versions.state(document, moment)
  }

  private authorship(document: DocumentReplica, removed: Removers): Authorship {
    const { archive, selfOf, memberOf } = this.ports
    return authorshipOf(document, removed, {
      self: selfOf(document.group),
      isShared: archive.documents.get(document.id)?.shared === true,
      memberOf: device => memberOf(document.group, device),
    })
  }

  /** In turns, with the document in memory as long. */
  private async hold<T>(
    id: DocumentId,
    work: (document: DocumentReplica) => Promise<T>,
  ): Promise<T> {
    const { cache } = this.ports
    const document = cache.get(id)
    const release = cache.hold(id)
    try {
      return await work(document)
    } finally {
      release()
    }
  }
}

/** A file that shows changes goes from the earlier text to the later one. */
function inOrder(comparison: Comparison): Generator<number, Redline> {
  if (isBefore(comparison.to, comparison.from)) throw new Failure('invalid-input')
  return redlineBetween(comparison)
}

export const openHistory = (ports: Ports): History => new DocumentHistory(ports)
