// The composition of the room: documents are made, opened, edited, shared and received. An edit is
// acknowledged when it is on the disk, never before; a private document has no message anywhere.
import type { Bytes } from '#core/keys'
import type { Right } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { actAnswers } from './acts.ts'
import type { Documents, DocumentsPorts } from './api.ts'
import { readEntry, parkedIn } from './bodies/index.ts'
import type { Editing } from './windows/index.ts'
import { placesIn, placesOf, meetingTextsIn, seeMentions, previewIn } from './lists/index.ts'
import { type DocumentReplica, notePlaces, givenOf } from './replica/index.ts'
import {
  enclosuresIn,
  openLifecycle,
  readingIn,
  openReception,
  openTexts,
  openWriting,
} from './composition/index.ts'

/** The result or error of `work`, as a promise. */
const promised = <T>(work: () => T): Promise<T> => new Promise(resolve => resolve(work()))

const editsOf = ({ editAs, editBeside, mustTake }: Editing) => ({ editAs, editBeside, mustTake })

export const openDocuments = (ports: DocumentsPorts): Documents => {
  const { archive, feedOf } = ports
  const texts = openTexts(ports, loaded => writing.editing.republish(loaded))
  const writing = openWriting(ports, texts, group => forking.isStopped(group))
  const reception = openReception(ports, texts, writing)
  const { figures, attached, answers } = openLifecycle(ports, texts, writing)
  const { news, tell, unsent, cache, catalogue, sight, merges, memberOf } = texts
  const { rightsNow, isFixed, editing, windows, history, flush, remarkAlone } = writing
  const { forking, wordings, remote } = reception

  const secretOf = ({ id }: DocumentReplica): Bytes => {
    const row = archive.documents.get(id)
    if (!row) throw new Failure('not-found')
    return row.secret
  }

  const rightsIn = (id: DocumentId): ReadonlySet<Right> => rightsNow(cache.get(id))

  // Edits that a crash left are flushed as soon as all rooms are there.
  if (archive.journal.pending().length > 0) flush.soon()
  flush.again()
  catalogue.soon()

  return {
    ...answers,
    ...actAnswers({ archive, cache, acts: ports.acts }),
    attach(id, port) {
      cache.get(id)
      return windows.attach(id, port)
    },
    ...editsOf(editing),
    remarkAlone,
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
    meeting: meetingTextsIn({ archive, cache, catalogue, deviceOf: ports.deviceOf, memberOf }),
    wordings: wordings.list,
    compareWordings: wordings.compare,
    keepWording: wordings.keep,
    look: previewIn({ archive, cache, isLevel: id => catalogue.isLevel(id) }),
    rebuild(id) {
      archive.snapshots.remove({ document: id })
      archive.previews.remove({ document: id })
      archive.meetingTexts.remove({ document: id })
      remote.renew(id)
    },
    rightsNow: rightsIn,
    isFixed: id => isFixed(cache.get(id)),
    history,
    places: group => placesIn(archive, group),
    isTemplate: (group, id) => placesOf(archive, group, id)?.isTemplate ?? false,
    draftsOf: (group, question) =>
      [...placesIn(archive, group)].flatMap(([id, { draftOf }]) =>
        draftOf === question ? [id] : [],
      ),
    unsealed: unsent.count,
    merges: merges.of,
    toRead: merges.count,
    markRead(id, block) {
      const { group } = cache.get(id)
      if (merges.read(id, block)) tell(group, id)
    },
    seeMentions: (id, thread, member) =>
      seeMentions(archive, cache.get(id), { thread, member }, memberOf),
    reachable(devices) {
      if (sight.reachable(devices)) flush.soon()
    },
    showCaret: (id, caret) => windows.tell(id, () => ({ kind: 'presence', ...caret })),
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
