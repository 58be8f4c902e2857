// The composition of the room: documents are made, opened, edited, shared and received. An edit is
// acknowledged when it is on the disk, never before; a private document has no message anywhere.
import type { Bytes } from '#core/keys'
import { writeMeta } from '#shared/document'
import type { Right } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { attachedIn } from './attached.ts'
import { readEntry } from './bodies.ts'
import { openUnsentEdits } from './unsent-edits.ts'
import { openRemoteUpdates } from './remote-updates.ts'
import { openClaims } from './apart/claims.ts'
import { openForking } from './apart/forking.ts'
import { openWordings } from './apart/wordings.ts'
import { openCatalogue } from './catalogue.ts'
import { openEditing } from './editing.ts'
import { openFlush } from './flush/flush.ts'
import { enclosuresIn } from './figures/enclosures.ts'
import { openFigures } from './figures/figures.ts'
import { openHistory } from './history/index.ts'
import { openDocumentCache } from './document-cache.ts'
import { parkedIn } from './parked-edits.ts'
import type { DocumentReplica } from './document-replica.ts'
import { notePlaces } from './load-document.ts'
import { previewIn } from './preview.ts'
import { openDocumentCreation } from './create.ts'
import { openConflicts } from './conflicts/index.ts'
import { openVisibility } from './conflicts/visibility.ts'
import { openChangeEvents } from './change-events.ts'
import { placesIn, placesOf } from './document-links.ts'
import { readingIn } from './reading.ts'
import { openRights } from './rights.ts'
import type { Documents, DocumentsPorts } from './api.ts'
import { openRetire } from './retire.ts'
import { givenOf } from './snapshot.ts'
import { realLater } from './timers.ts'
import { openWindows } from './windows.ts'

/** The result or error of `work`, as a promise. */
const promised = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()))

export const openDocuments = (ports: DocumentsPorts): Documents => {
  const { archive, ids, now, random, feedOf, deviceOf, selfOf, live, publish } = ports
  const later = ports.later ?? realLater
  const news = openChangeEvents(later)
  const { tell } = news
  const tellOf = (id: DocumentId): void => {
    const row = archive.documents.get(id)
    if (row) tell(row.group, id)
  }
  const unsent = openUnsentEdits(archive)

  const { rightsNow, inWindow } = openRights(ports, group => forking.isStopped(group))

  const cache = openDocumentCache(archive, deviceOf, ids, loaded => {
    editing.republish(loaded)
    catalogue.met(loaded)
  })
  const catalogue = openCatalogue({ archive, cache, now, later, told: ids => ids.forEach(tellOf) })

  const sight = openVisibility(
    group => {
      const feed = feedOf(group)
      return { feed, seq: archive.messages.head(group, feed)?.seq ?? -1 }
    },
    ports.clock ?? (() => performance.now()),
  )
  const merges = openConflicts({
    archive,
    cache,
    later,
    sight,
    ...(ports.clock && { clock: ports.clock }),
    memberOf: ports.memberOf ?? (() => null),
    told: tellOf,
    defect: ports.defect ?? (() => {}),
  })

  const editing = openEditing({
    archive,
    cache,
    feedOf,
    deviceOf,
    rightsNow,
    isHeldUp: id => flush.isHeldUp(id),
    edited(document, made, from) {
      const { id, group } = document
      windows.tell(id, { kind: 'changed', update: made, by: selfOf(group) }, from ?? undefined)
      const isLive = live(group)
      // An edit that goes out within a moment needs no notice.
      if (!unsent.has(id) && !isLive) queueMicrotask(() => tell(group, id))
      if (catalogue.followTitle(document, selfOf(group))) queueMicrotask(() => tell(group, id))
      unsent.note(id)
      flush.note(made.length, isLive)
    },
  })

  const windows = openWindows({
    open(id) {
      const document = cache.get(id)
      const clientId = editing.newWriter(document)
      const { doc } = document
      return { doc, clientId: clientId ?? 0, rights: inWindow(document, clientId !== null) }
    },
    rights(id, clientId) {
      const document = cache.find(id)
      return document && inWindow(document, clientId !== 0)
    },
    edit(id, update, from) {
      return editing.edit(id, update, from)
    },
    closed: editing.closed,
    hold: cache.hold,
    presence: (id, presence) => {
      const row = archive.documents.get(id)
      if (row?.shared) ports.sendPresence(row.group, id, presence)
    },
  })

  const figures = openFigures({
    archive,
    feedOf,
    publish,
    now,
    // After the transaction, whichever caller began it.
    came: (group, id) => queueMicrotask(() => tell(group, id)),
  })
  const attached = attachedIn({ cache, figures, selfOf, memberOf: ports.memberOf ?? (() => null) })
  const making = openDocumentCreation({
    figures,
    attached,
    archive,
    cache,
    catalogue,
    now,
    random,
    ids,
    feedOf,
    deviceOf,
    selfOf,
    publish,
    tell,
    editing: () => editing,
  })

  const history = openHistory({
    archive,
    cache,
    later,
    now,
    random,
    deviceOf,
    selfOf,
    editing: () => editing,
    memberOf: ports.memberOf ?? (() => null),
    told: tellOf,
  })

  const flush = openFlush({
    archive,
    cache,
    ids,
    parted: document => parted(document),
    later,
    feedOf,
    publish,
    selfOf,
    unsent,
    sight,
    editing,
    catalogue,
    history,
    rightsIn: ports.rightsIn,
    tell,
    defect: ports.defect ?? (() => {}),
  })

  const parted = ({ id }: DocumentReplica): void => {
    history.parted(id)
    merges.parted(id)
    archive.previews.remove({ document: id })
    windows.reload(id, { kind: 'parted' })
  }
  const claims = openClaims({
    archive,
    cache,
    ids,
    parted,
    hasUnsealed: ({ id }) => unsent.count({ document: id }) > 0,
    retire: editing.retire,
  })
  const forking = openForking({
    archive,
    cache,
    ids,
    parted,
    feedOf,
    stopped: () => queueMicrotask(windows.renewRights),
  })
  const wordings = openWordings({
    archive,
    cache,
    now,
    random,
    editing: () => editing,
    rightsNow,
    memberOf: ports.memberOf ?? (() => null),
  })
  const remote = openRemoteUpdates({
    archive,
    cache,
    ids,
    claims,
    forking,
    catalogue,
    history,
    windows,
    now,
    heard: merges.heard,
    tell,
  })

  const secretOf = ({ id }: DocumentReplica): Bytes => {
    const row = archive.documents.get(id)
    if (!row) throw new Failure('not-found')
    return row.secret
  }

  /** Removes a document from the memory of the rooms. */
  const forget = (id: DocumentId): void => {
    for (const room of [unsent, editing, merges, history]) room.forget(id)
  }
  const sealing = openRetire({
    giveUp: (group, given) => ports.giveUp?.(group, given),
    gaveUp: () => ports.gaveUp?.(),
    archive,
    cache,
    making,
    attached,
    tell,
    forget(id) {
      forget(id)
      // The document's edits must leave the journal too.
      flush.soon()
    },
  })

  const rightsIn = (id: DocumentId): ReadonlySet<Right> => rightsNow(cache.get(id))

  // Edits that a crash left are flushed as soon as all rooms are there.
  if (archive.journal.pending().length > 0) flush.soon()
  flush.again()
  catalogue.soon()

  return {
    create: wanted => promised(() => making.create(wanted)),
    createInTurns: making.createInTurns,
    async rename(id, title) {
      await editing.editAs(id, doc => writeMeta(doc, { title }))
      const { group } = cache.get(id)
      archive.transaction(() => catalogue.changed(id, selfOf(group)))
      catalogue.tryLevel()
      tell(group, id)
    },
    duplicate: (id, title, language) => promised(() => making.duplicate(id, title, language)),
    remove(id) {
      const row = archive.documents.get(id)
      if (!row) throw new Failure('not-found')
      if (row.shared) throw new Failure('not-private')
      // The document's edits must leave the journal too.
      flush.try()
      archive.transaction(() => {
        archive.documents.remove(id)
        forget(id)
      })
      cache.forget(id)
      tell(row.group, id)
    },
    share: id =>
      promised(() => {
        cache.get(id)
        flush.mustSeal(id)
        const row = archive.documents.get(id)
        if (!row || row.shared) return
        archive.transaction(() => making.publishState(id))
        windows.renewRights()
        tell(row.group, id)
      }),
    sealing: {
      ...sealing,
      seal(id, leaves) {
        flush.mustSeal(id)
        const successor = sealing.seal(id, leaves)
        catalogue.tryLevel()
        return successor
      },
    },
    attach(id, port) {
      cache.get(id)
      return windows.attach(id, port)
    },
    editAs: editing.editAs,
    receive: remote.receive,
    split: forking.split,
    isWhole: remote.isWhole,
    ...enclosuresIn({ archive, attached, figures, rightsNow: rightsIn }),
    snapshotFor(id, heads) {
      const document = cache.get(id)
      catalogue.markUnkept(document)
      // Edits that a crash left have no ids yet that other devices know.
      const isLeft = [...parkedIn(archive, id), ...archive.journal.pending().map(readEntry)].some(
        each => each?.document === id && each.feed !== feedOf(document.group),
      )
      const kept = document.isUnkept || isLeft ? cache.readAgain(id, isLeft) : null
      notePlaces(archive, kept ?? document)
      return givenOf({ document, kept }, secretOf(document), heads)
    },
    ...readingIn(cache),
    wordings: wordings.list,
    compareWordings: wordings.compare,
    keepWording: wordings.keep,
    look: previewIn({ archive, cache, isLevel: id => catalogue.isLevel(id) }),
    rebuild(id) {
      archive.snapshots.remove(id)
      archive.previews.remove({ document: id })
      remote.renew(id)
    },
    rightsNow: rightsIn,
    history,
    places: group => placesIn(archive, group),
    isTemplate: (group, id) => placesOf(archive, group, id)?.isTemplate ?? false,
    unsealed: unsent.count,
    merges: merges.of,
    toRead: merges.count,
    markRead(id, block) {
      const { group } = cache.get(id)
      if (merges.read(id, block)) tell(group, id)
    },
    reachable(devices) {
      if (sight.reachable(devices)) flush.soon()
    },
    showCaret: (id, caret) => windows.tell(id, { kind: 'presence', ...caret }),
    flush: () =>
      promised(() => {
        flush.try(true)
        catalogue.tryLevel()
        merges.level()
        history.level()
      }),
    seal: () => flush.soon(),
    sealNow: () => flush.try(),
    together: cache.together,
    renewRights() {
      windows.renewRights()
      // Another rule may allow flushing of edits that a former one held up.
      flush.again()
    },
    onChanged: news.onChanged,
    close() {
      news.close()
      windows.close()
      flush.close()
      catalogue.close()
      merges.close()
      history.close()
    },
  }
}
