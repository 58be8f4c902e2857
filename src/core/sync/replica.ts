// The composition of group sync (`group-sync.ts`): its parts, opened for one group or circle.
import { digest, type Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import { Listeners } from '#shared/listeners'
import {
  openAcknowledgement,
  type News,
  headsBytes,
  openOutbox,
  openDuplicateProfile,
} from './outbox/index.ts'
import { openAdmissions, openAuthors } from './members/index.ts'
import { Unsettled, openRetireOffice, openTombstones, openRetirements } from './retire/index.ts'
import { OwnUnsealed } from './judge/index.ts'
import { openOffloadList, openOffload, type Offload } from './offload/index.ts'
import {
  openBootstrapProgress,
  openEarlierForks,
  openBackfillStore,
  openBootstrapSnapshots,
} from './bootstrap/index.ts'
import {
  openBranches,
  openFeeds,
  type Feeds,
  openHeldBack,
  openPast,
  openSeen,
} from './feeds/index.ts'
import { newFeed, writeHeadsBody } from '#core/messages'
import { openContent, openPeerHeads } from './peers/index.ts'
import type { Later, SyncArchive, SyncDocuments, SyncGroup } from './ports.ts'
import { writeForkProof } from './equivocation/index.ts'
import { openPackSelection, openMissingRanges } from './selection/index.ts'
import {
  openDeferredIntake,
  openInbox,
  type Inbox,
  copyOf,
  newTally,
  type Tally,
  openRecords,
} from './inbox/index.ts'
import { documentsIn, type Pack, apart } from './packs/index.ts'
import { openWaiting } from './waiting/index.ts'
import type { GroupSync } from './group-sync.ts'

export const openGroupSync = (ports: {
  archive: SyncArchive
  group: SyncGroup
  documents: SyncDocuments
  now(): number
  random(length: number): Bytes
  defect(error: unknown): void
  /** The same of the group's circles. */
  parts(): readonly Pick<GroupSync, 'unsealed' | 'takeIn'>[]
  later: Later
}): GroupSync => {
  const { archive, group, documents, now, random, defect, later } = ports
  const { device } = group.self
  const feed = newFeed(group.id, device, random(16))
  const listeners = new Listeners<News>()
  const tell = (news: News): void => {
    words.changed()
    listeners.tell(news)
  }

  const unsealed = (): number => documents.unsealed(group.id)
  const branches = openBranches(archive, group.id, id => feeds.beganIn(id))
  const past = openPast(archive, group.id)
  const feeds: Feeds = openFeeds(archive, group.id, branches, past)
  const seen = openSeen(archive, group, feeds, branches, past)
  const heldBack = openHeldBack(archive, group, branches)
  const words = openPeerHeads(archive, group, feeds, () => unsealed())
  const admissions = openAdmissions(group)
  const authors = openAuthors(archive, group)
  const waiting = openWaiting(archive, group.id, authors)
  const content = openContent(archive, group, documents, id => heldBack.has(id))
  const tombstones = openTombstones(archive, group.id)
  const backfill = openBackfillStore(archive, group.id, feeds, branches, tombstones)
  const held = { ...ports, feeds, branches, seen, past, heldBack, waiting, tombstones, backfill }
  const earlier = openEarlierForks(held)
  const twin = openDuplicateProfile(archive, group, feed)
  const progress = openBootstrapProgress(archive, group.id)
  const away = openOffloadList(archive, group, tombstones)
  const outbox = openOutbox(archive, group, feeds, feed, branches, messages =>
    tell({ kind: 'written', messages }),
  )
  const office = openRetireOffice({ archive, group, authors, write: outbox.write })
  const room = { ...held, authors, admissions, away, outbox, office, stops: () => inbox.stops }
  const snapshots = openBootstrapSnapshots(room)
  const sealing = openRetirements({ ...room, snapshots, feed })
  const inbox: Inbox = openInbox({
    ...room,
    earlier,
    isSealed: () => isSealed,
    sealed: ({ device: by }, record) => sealing.apply(by, record),
    returned(message) {
      progress.note(message.feed)
      away.began(message)
    },
    hasSaid: of => words.of(device)?.heads.feeds.some(point => point.feed === of) ?? false,
    admittersOf: each => admissions().of(each),
    heard: (message, heads) => {
      if (message.audience === device) {
        feeds.setBase(heads)
        progress.note(message.feed)
        // An admitter has the messages of the snapshot that it gives. They count as its heads until
        // it states others.
        if (!words.of(message.device)) words.hear(message.device, { heads, at: now() })
        return
      }
      words.hear(message.device, { heads, at: now() })
      snapshots.confirm(message.device, heads.feeds)
    },
  })

  const travel: Offload = openOffload({ ...room, snapshots, due: () => giveDue() })

  /** A question may be among them: what was written without it is in messages that do not name it. */
  const sealBefore = (packs: readonly Pack[]): void => {
    const hasRemarks = packs.some(({ items }) =>
      items.some(({ message }) => message.kind === 'remarks'),
    )
    if (hasRemarks && unsealed() > 0) documents.seal()
  }
  const receive = (packs: readonly Pack[], tally = newTally()): Tally => {
    sealBefore(packs)
    const ordered = packs.length > 1 ? apart(packs, inbox.stops.offences()).flat() : packs
    const add = (into: Tally): void =>
      documents.together(documentsIn(ordered), () => ordered.forEach(pack => inbox.add(pack, into)))
    return inTransaction(add, tally)
  }
  const deferred = openDeferredIntake({ receive, later })

  const giveDue = (all?: boolean): void => {
    try {
      travel.giveDue(all)
    } catch (error) {
      // Not possible now (a full disk): tried again with the next request, and in the next session.
      if (!(error instanceof Failure)) defect(error)
    }
  }
  /** After a failed transaction the needs of waiting messages are unknown. */
  let isReloaded = false
  /** Own edits were flushed for the packs that are taken in now. */
  let isSealed = false
  const inTransaction = (
    work: (tally: Tally) => void,
    tally = newTally(),
    wasSealed = false,
  ): Tally => {
    isSealed = wasSealed
    const before = tally.judged.length
    const asItWas = copyOf(tally)
    try {
      archive.transaction(() => {
        work(tally)
        if (isReloaded) inbox.wake('anything', tally)
        twin.notice(tally.judged)
        travel.hear(tally.judged.slice(before))
      })
      isReloaded = false
    } catch (error) {
      isReloaded = true
      const parts = [branches, past, feeds, heldBack, waiting, earlier, backfill, tombstones, words]
      for (const part of parts) part.reload()
      inbox.stops.reload()
      // Tries again, without believing the record that made it fail, or after flushing own edits.
      if (error instanceof Unsettled) inbox.giveUpOn(error.records)
      else if (error instanceof OwnUnsealed) documents.seal()
      else throw error
      const sealed = wasSealed || error instanceof OwnUnsealed
      return inTransaction(work, Object.assign(tally, asItWas), sealed)
    }
    giveDue()
    sayForks()
    const judged = tally.judged.slice(before)
    if (judged.length > 0) tell({ kind: 'received', judged })
    return tally
  }

  const prepare = (): void => {
    if (group.entry().state === 'active') snapshots.prepare()
  }
  const sayHeads = (): void => {
    const own = outbox.word()
    const heads = { records: own.records, feeds: [...own.feeds, ...progress.heads()] }
    archive.transaction(() => {
      outbox.write({ kind: 'heads', document: null, body: writeHeadsBody(heads) })
      words.hear(device, { heads, at: now() })
    })
  }
  const acknowledge = openAcknowledgement({
    ...room,
    sayHeads,
    isStopped: each => inbox.stops.has(each),
  })
  let stopsKnown = inbox.stops.all().length
  /**
   * For devices that were stopped just now: publishes the proof, where it was found here, and the
   * heads of the device before.
   */
  function sayForks(): void {
    if (inbox.stops.all().length === stopsKnown) return
    stopsKnown = inbox.stops.all().length
    try {
      for (const each of inbox.stops.takeFound()) {
        const proof = authors.isActive(device) ? inbox.stops.proofOf(each) : null
        const body = proof && writeForkProof(proof)
        if (body)
          archive.transaction(() => void outbox.write({ kind: 'forked', document: null, body }))
      }
      acknowledge()
    } catch (error) {
      // Not possible now (a full disk): the next session publishes it.
      if (!(error instanceof Failure)) throw error
    }
    tell({ kind: 'stopped' })
  }
  const unlisten = group.onChange(() => {
    try {
      // Before anything else is taken in: the acknowledgement covers the messages that are here
      // now.
      acknowledge()
      office.repeat()
      if (office.refusedNow().length > 0) inTransaction(tally => inbox.reconsider(tally))
      if (waiting.count() > 0) inTransaction(tally => inbox.wake('records', tally))
      deferred.settle()
    } catch (error) {
      // Not possible now (a full disk): tried again with the next record, and in the next session.
      if (!(error instanceof Failure)) throw error
    }
    tell({ kind: 'records' })
  })

  let isResumed = false
  const giving = openPackSelection({
    ...room,
    snapshots,
    saidBy: each => words.of(each)?.heads.feeds ?? snapshots.baseOf(each),
  })
  const lack = openMissingRanges(room)
  return {
    group,
    feed,
    words,
    snapshots,
    tombstones,
    sealing,
    travel,
    admissions,
    authors,
    began: progress.heads,
    ...giving,
    ...lack,
    heads: outbox.heads,
    word: outbox.word,
    digest: () => digest('heads', headsBytes(outbox.heads())),
    publish: draft => void outbox.write(draft),
    sayHeads() {
      const said = words.of(device)?.heads.feeds ?? []
      const isSaid = progress.heads().every(({ id }) => said.some(point => point.id === id))
      if (!isSaid || words.missing(device, said) > 0) sayHeads()
    },
    isOwn: of => feeds.isOf(device, of),
    lineOf: id => archive.messages.lineOf(id) ?? feeds.beganIn(id),
    receive: deferred.receive,
    knows: inbox.knows,
    deferred,
    look: inbox.look,
    answerAll: () => giveDue(true),
    prepare,
    ...openRecords({ ...ports, unsealed, deferred }),
    unsealed,
    content,
    warnings: () => [
      ...(twin.isSeen() ? ['archive-exists-twice' as const] : []),
      ...(content.differing().length === 0 ? [] : ['replicas-differ' as const]),
      ...(lack.isLeftWithNothing() ? ['nothing-to-begin-with' as const] : []),
    ],
    offences: inbox.stops.offences,
    waiting: () => waiting.count(),
    isHeldUp: document => heldBack.has(document),
    resume() {
      if (isResumed) return
      acknowledge()
      office.repeat()
      prepare()
      giveDue()
      if (waiting.count() > 0) inTransaction(tally => inbox.wake('anything', tally))
      isResumed = true
    },
    onNews: listeners.add,
    close() {
      unlisten()
      deferred.close()
      travel.close()
    },
  }
}
