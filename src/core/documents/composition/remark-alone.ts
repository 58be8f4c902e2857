// Entries that go out alone: in a message of their own, by a writer that no window writes with, after
// everything that was typed before is in messages. They are in a message, or nothing is changed.
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { Right } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId, MemberId } from '#shared/ids'
import * as Y from 'yjs'
import type { RemarkAlone } from '../acts.ts'
import { writeUpdateBody, type MessageKind } from '../bodies/index.ts'
import type { Catalogue } from '../lists/index.ts'
import { type DocumentCache, rulesFor, type DocumentReplica, updatesOf } from '../replica/index.ts'
import type { Editing, Windows } from '../windows/index.ts'
import type { Flush } from '../flush/index.ts'
import type { History } from '../history/index.ts'

type Ports = {
  archive: Archive
  cache: DocumentCache
  editing: Pick<Editing, 'writerAlone'>
  windows: Pick<Windows, 'tell'>
  catalogue: Pick<Catalogue, 'changed'>
  history: Pick<History, 'grown'>
  flush: Pick<Flush, 'mustSeal'>
  rightsIn(group: GroupId): ReadonlySet<Right>
  selfOf(group: GroupId): MemberId | null
  publish(group: GroupId, document: DocumentId, kind: MessageKind, body: Bytes): void
  tell(group: GroupId, document: DocumentId): void
}

export const openRemarkAlone =
  (ports: Ports): RemarkAlone =>
  (id, prepare) => {
    const { archive, cache, editing, windows, catalogue, flush, publish, selfOf } = ports
    cache.get(id)
    flush.mustSeal(id)
    const document: DocumentReplica = cache.get(id)
    const { group } = document
    const rights = ports.rightsIn(group)
    if (archive.documents.keyOf(id)?.shared !== true || !rights.has('propose'))
      throw new Failure('not-permitted')
    const row = document.writable() ? editing.writerAlone(document) : null
    if (!row) throw new Failure('not-permitted')
    const { write, keep } = prepare()
    const before = Y.encodeStateAsUpdate(document.doc)
    const rules = { ...rulesFor([row], () => rights), isRemarks: true }
    const shown: Bytes[] = []
    try {
      archive.transaction(() => {
        for (const update of updatesOf(before, row.client, write).updates) {
          const { admission, made } = document.take(update, rules)
          if (admission.is !== 'applied') throw new Failure('invalid-input')
          const writers = [{ feed: null, writer: row.writer }]
          publish(group, id, 'remarks', writeUpdateBody({ writers, update }, 'remarks'))
          document.unfolded.count++
          document.unfolded.bytes += update.length
          if (made) shown.push(made)
        }
        catalogue.changed(id, selfOf(group))
        keep()
      })
    } catch (error) {
      // The replica has entries that no message has.
      cache.forget(id)
      throw error
    }
    for (const update of shown)
      windows.tell(id, () => ({ kind: 'changed', update, by: selfOf(group) }))
    ports.history.grown(id)
    ports.tell(group, id)
  }
