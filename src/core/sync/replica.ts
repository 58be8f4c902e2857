// What this device has of one group, and the only way to add to it: packs and records come in, own
// messages are written, heads say how far it goes, packs go out to whoever lacks them.
import { digest } from '#core/keys'
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { FeedId } from '#shared/ids'
import { openAcknowledgement } from './acknowledgement.ts'
import { turn } from './arrivals.ts'
import { openAdmissions, type Admissions } from './admissions.ts'
import { Unsettled } from './announced.ts'
import { openAway } from './away.ts'
import { openAuthors, type Authors } from './authors.ts'
import { writeHeadsBody } from './body.ts'
import { openEarly, type Early } from './early.ts'
import { openContent, type Content } from './content.ts'
import { realLater, type Later, type SyncArchive } from './doors.ts'
import type { SyncDocuments, SyncGroup } from './doors.ts'
import { openFeeds } from './feeds.ts'
import { openGaveUp } from './gave-up.ts'
import { openGiving, type Giving } from './giving.ts'
import { openGone, type Gone } from './gone.ts'
import { openHandovers, type Handovers } from './handover.ts'
import { copyOf, newTally, openInbox, type Inbox, type Tally } from './inbox.ts'
import { openLack, type Lack } from './lack.ts'
import { newFeed } from './message.ts'
import type { FeedPoint, Heads, Message } from './message.ts'
import { headsBytes, openOutbox, type Draft, type Written } from './outbox.ts'
import type { Pack } from './pack.ts'
import { openSealing, type Sealing } from './sealing.ts'
import type { Stops } from './stops.ts'
import { openTravel, type Travel } from './travel.ts'
import { openWaiting } from './waiting.ts'
import { openWords, type Words } from './words.ts'

export type News =
  | { kind: 'written'; messages: Written[] }
  | { kind: 'received'; judged: Message[] }
  | { kind: 'records' }

export type Warning = 'archive-exists-twice' | 'replicas-differ'

/** What goes to others, and what is asked of them. */
type Exchange = Giving & Lack

export type Replica = Exchange & {
  group: SyncGroup
  /** This session's feed. */
  feed: FeedId
  words: Words
  handovers: Handovers
  gone: Gone
  sealing: Sealing
  travel: Travel
  admissions: () => Admissions
  authors: Authors
  /** Writes a message for the group, in the transaction that is open. */
  publish(draft: Draft): void
  /** Says in a signed message what this device has, when that is more than it said before. */
  sayHeads(): void
  /** Takes in authentic packs, all or none of them; counts are added to `tally`. */
  receive(packs: readonly Pack[], tally?: Tally): Tally
  /** Letters that windows are shown before they are taken in. */
  early: Pick<Early, 'show' | 'settle'>
  /** Says what is kept here to all who asked, also to whom that was said a moment ago. */
  answerAll(): void
  /** Writes what is due to the devices that this one admitted. */
  prepare(): void
  heads(): Heads
  /** So much of it as one message can hold. */
  word(): Heads
  /** How far this device has what it was given to begin with, in feeds that are for it alone. */
  began(): FeedPoint[]
  /** 32 bytes that two devices with the same heads share. */
  digest(): Bytes
  /** Content of this device's own that nobody else said to have, what is in no message yet with it. `acknowledged`: by feed, by links. */
  toGo(acknowledged: ReadonlyMap<FeedId, number>): ToGo
  /** Edits made here that are in no message yet. */
  unsealed(): number
  /**
   * Before what others wrote apart or decided is taken in: edits that are in no message yet get into one,
   * which says that they were made without it.
   */
  sealOwn(): Promise<void>
  /**
   * As the group's own, and what was written here until now counts by the records of before. Failure
   * `disk-full` where that got into no message: then none of them is taken in.
   */
  addRecords: SyncGroup['addRecords']
  warnings(): Warning[]
  offences: Stops['offences']
  content: Content
  waiting(): number
  /** Judges again what an earlier session left waiting; once in a session. */
  resume(): void
  onNews(listen: (news: News) => void): () => void
  close(): void
}

/** `bytesToGo`: of what is in messages already. */
export type ToGo = { changesToGo: number; bytesToGo: number }

const twiceNote = 'sync/exists-twice'
const beganNote = 'sync/began/'

export const openReplica = (rooms: {
  archive: SyncArchive
  group: SyncGroup
  documents: SyncDocuments
  now(): number
  random(length: number): Bytes
  defect(error: unknown): void
  later?: Later
}): Replica => {
  const { archive, group, documents, now, random, defect, later = realLater } = rooms
  const { device } = group.self
  const feed = newFeed(group.id, device, random(16))
  const listeners = new Set<(news: News) => void>()
  const tell = (news: News): void => {
    words.changed()
    for (const listen of listeners) listen(news)
  }

  const unsealed = (): number => documents.unsealed?.(group.id) ?? 0
  const feeds = openFeeds(archive, group.id)
  const waiting = openWaiting(archive.notes, group.id)
  const words = openWords(archive, group, feeds, () => unsealed())
  const admissions = openAdmissions(group)
  const authors = openAuthors(archive, group)
  const content = openContent(archive, group, documents)
  const gone = openGone(archive, group.id)
  const away = openAway(archive, group, gone)
  const outbox = openOutbox(archive, group, feeds, feed, messages =>
    tell({ kind: 'written', messages }),
  )
  const gaveUp = openGaveUp({ archive, group, authors, write: draft => void outbox.write(draft) })
  const handovers = openHandovers({
    ...{ archive, group, documents, outbox, gone, admissions, random },
  })
  const sealing = openSealing({
    ...{ archive, group, documents, feeds, waiting, gone, outbox, handovers, feed, now },
    stops: () => inbox.stops,
  })
  const inbox: Inbox = openInbox({
    ...{ archive, group, documents, feeds, waiting, gone, away, gaveUp, authors, defect },
    sealed: ({ device: by }, record) => sealing.apply(by, record),
    returned(message) {
      archive.notes.put(group.id, beganNote + message.feed, new Uint8Array())
      away.began(message)
    },
    hasSaid: of => words.of(device)?.heads.feeds.some(point => point.feed === of) ?? false,
    admittersOf: each => admissions().of(each),
    heard: (message, heads) => {
      if (message.audience === device) {
        feeds.setBase(heads)
        archive.notes.put(group.id, beganNote + message.feed, new Uint8Array())
        return
      }
      words.hear(message.device, { heads, at: now() })
      handovers.confirm(message.device, heads.feeds)
    },
  })

  const early = openEarly({ archive, group, documents, authors, gone, inbox })
  const travel: Travel = openTravel({
    ...{ archive, group, documents, outbox, handovers, authors, gone, away, waiting, now },
    ...{ stops: () => inbox.stops, later, due: () => giveDue() },
  })

  /** A message of this very device in a feed that it never began: a copy of the archive writes. */
  const noticeTwin = ({ judged }: Tally): void => {
    for (const message of judged) {
      if (message.device !== device || message.feed === feed || message.seq > 0) continue
      archive.notes.put(group.id, twiceNote, new Uint8Array([1]))
    }
  }

  const giveDue = (all?: boolean): void => {
    try {
      travel.giveDue(all)
    } catch (error) {
      // Not now (a full disk): tried again when more is asked, and in the next session.
      if (!(error instanceof Failure)) defect(error)
    }
  }
  const inTransaction = (work: (tally: Tally) => void, tally = newTally()): Tally => {
    const before = tally.judged.length
    const asItWas = copyOf(tally)
    try {
      archive.transaction(() => {
        work(tally)
        noticeTwin(tally)
        travel.hear(tally.judged.slice(before))
      })
    } catch (error) {
      for (const part of [feeds, waiting, gone, words]) part.reload()
      if (!(error instanceof Unsettled)) throw error
      // Again, and without believing what made it fail.
      inbox.giveUpOn(error.records)
      return inTransaction(work, Object.assign(tally, asItWas))
    }
    giveDue()
    const judged = tally.judged.slice(before)
    if (judged.length > 0) tell({ kind: 'received', judged })
    return tally
  }

  const answerAll = (): void => giveDue(true)
  const prepare = (): void => {
    if (group.entry().state === 'active') handovers.prepare()
  }
  const sayHeads = (): void => {
    const own = outbox.word()
    const heads = { records: own.records, feeds: [...own.feeds, ...began()] }
    archive.transaction(() => {
      outbox.write({ kind: 'heads', document: null, body: writeHeadsBody(heads) })
      words.hear(device, { heads, at: now() })
    })
  }
  const acknowledge = openAcknowledgement({ archive, group, authors, feeds, outbox, sayHeads })
  const unlisten = group.onChange(() => {
    try {
      // Before anything else is taken in: what is here now is what there is to speak for.
      acknowledge()
      gaveUp.say()
      if (gaveUp.refusedNow().length > 0) inTransaction(tally => inbox.reconsider(tally))
      if (waiting.count() > 0) inTransaction(tally => inbox.wake('records', tally))
    } catch (error) {
      // Not now (a full disk): tried again with the next record, and in the next session.
      if (!(error instanceof Failure)) throw error
    }
    tell({ kind: 'records' })
  })

  const began = (): FeedPoint[] =>
    archive.notes
      .list(group.id, beganNote)
      .map(({ name }) => archive.messages.head(group.id, name.slice(beganNote.length) as FeedId))
      .filter(head => head !== null)
      .map(({ feed: of, seq, id }) => ({ feed: of, seq, id }))

  let isResumed = false
  const giving = openGiving({ archive, group, feeds, waiting, handovers })
  const lack = openLack({ archive, group, feeds, waiting, gone, admissions })
  return {
    ...{ group, feed, words, handovers, gone, sealing, travel, admissions, authors, began },
    ...giving,
    ...lack,
    heads: outbox.heads,
    word: outbox.word,
    digest: () => digest('heads', headsBytes(outbox.heads())),
    publish: draft => void outbox.write(draft),
    sayHeads() {
      const said = words.of(device)?.heads.feeds ?? []
      const isSaid = began().every(({ id }) => said.some(point => point.id === id))
      if (!isSaid || words.missing(device, said) > 0) sayHeads()
    },
    receive(packs, tally = newTally()) {
      early.settleBefore(packs)
      return early.during(packs, () =>
        inTransaction(into => packs.forEach(pack => inbox.add(pack, into)), tally),
      )
    },
    early,
    answerAll,
    prepare,
    async sealOwn() {
      if (unsealed() === 0) return
      documents.seal?.()
      await turn()
    },
    addRecords(records) {
      // Also what was written in the turn since `sealOwn`.
      if (documents.seal && records.some(({ id }) => !group.hasRecord(id)) && unsealed() > 0) {
        documents.seal()
        if (unsealed() > 0) throw new Failure('disk-full')
      }
      return group.addRecords(records)
    },
    toGo(acknowledged) {
      const said = [...group.state().devices.keys()]
        .filter(other => other !== device)
        .flatMap(other => words.of(other)?.heads.feeds ?? [])
      const linked = [...acknowledged].map(([of, seq]) => ({ feed: of, seq }))
      const heads = [...said, ...linked]
      const { messages, bytes } = words.unheard(heads)
      return { changesToGo: messages + unsealed(), bytesToGo: bytes }
    },
    unsealed,
    content,
    warnings: () => [
      ...(archive.notes.get(group.id, twiceNote) === null ? [] : ['archive-exists-twice' as const]),
      ...(content.differing().length === 0 ? [] : ['replicas-differ' as const]),
    ],
    offences: inbox.stops.offences,
    waiting: () => waiting.count(),
    resume() {
      if (isResumed) return
      acknowledge()
      gaveUp.say()
      giveDue()
      if (waiting.count() > 0) inTransaction(tally => inbox.wake('anything', tally))
      isResumed = true
    },
    onNews(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    close() {
      unlisten()
      travel.close()
    },
  }
}
