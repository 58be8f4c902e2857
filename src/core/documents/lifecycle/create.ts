// Creating documents: new ones, copies, and the content that others get when one is shared.
import type * as Y from 'yjs'
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import { carriedConsents } from '#document/consultation'
import { copiedPage } from '#document/templates'
import { quotedName, type Quotation } from '#document/log'
import { readBrackets } from '#document/review/brackets'
import { readMeta, readPage } from '#document/tree'
import { readMeetingMeta } from '#document/meetings'
import { readVersionOf } from '#document/languages'
import { settledPage } from '#document/model'
import type { EntryId } from '#document/ids'
import type { Language } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import type { Attached } from './attached.ts'
import {
  beginningDocument,
  type Begun,
  type NewDocument,
  type DocumentCache,
  snapshotOf,
} from '../replica/index.ts'
import type { MessageKind, ClientIds } from '../bodies/index.ts'
import type { Catalogue } from '../lists/index.ts'
import type { Editing } from '../windows/index.ts'
import { enclosedIn, type Figures } from '../figures/index.ts'
import { atOnce, inTurns, type Steering } from '../turns.ts'

export type NameOfClient = (client: number) => string | null

export type DocumentCreation = {
  /** Like `beginningDocument`, at once; the stored document is in lists too. */
  begin(wanted: NewDocument): Begun
  create(wanted: NewDocument): DocumentId
  /**
   * The same in turns, for imported text; nothing is stored before the last. Failure `cancelled`.
   */
  createInTurns(wanted: NewDocument, steering: Steering): Promise<DocumentId>
  /**
   * A private copy of the readable text, without its history. `nameOf`: the name of the member behind a client id,
   * for wordings in brackets.
   */
  duplicate(
    document: DocumentId,
    title: string,
    language?: Language,
    nameOf?: NameOfClient,
  ): DocumentId
  /**
   * The state of a document that was private, as its first messages, in the transaction that is
   * open.
   */
  publishState(document: DocumentId): void
}

/** The proposers of wordings in brackets, as a copy names them; one that is a quotation here stays that. */
const proposersIn = (
  { doc, title }: { doc: Y.Doc; title: string },
  nameOf: NameOfClient = () => null,
): ReadonlyMap<EntryId, Quotation> => {
  const versions = readBrackets(doc).flatMap(set => set.versions)
  return new Map(
    versions.flatMap(({ id, client, quoted, at }) => {
      const name = client === null ? null : nameOf(client)
      const own =
        name === null ? null : { name: quotedName(name), file: quotedName(title), date: at }
      const said = quoted ?? own
      return said ? [[id, said] as const] : []
    }),
  )
}

export const openDocumentCreation = (ports: {
  archive: Archive
  cache: DocumentCache
  catalogue: Catalogue
  editing(): Editing
  figures: Figures
  attached: Attached
  now(): number
  random(length: number): Bytes
  ids: ClientIds
  feedOf(group: GroupId): FeedId
  deviceOf(group: GroupId): DeviceId
  selfOf(group: GroupId): MemberId | null
  publish(group: GroupId, document: DocumentId, kind: MessageKind, body: Bytes): void
  tell(group: GroupId, document: DocumentId): void
}): DocumentCreation => {
  const { archive, cache, catalogue, figures, attached, selfOf, publish, tell } = ports

  function* beginning(wanted: NewDocument): Generator<number, Begun> {
    const { group, picturesOf, withoutFiles, acts, blocks, pictures: brought = [] } = wanted
    const by = selfOf(group)
    // Attachments that are not here stay out, because no device could bring them to a new text; so
    // do more than can be shared.
    const carried =
      picturesOf && (acts ? attached.carried(picturesOf) : attached.copied(picturesOf))
    const attachments = carried && !withoutFiles ? carried.files : []
    const pictures = blocks.filter(({ picture }) => picture && carried?.pictures.has(picture.hash))
    const begun = yield* beginningDocument(ports, { ...wanted, attachments }, by)
    ports.editing().began({ ...begun, group })
    const store = (): void => {
      begun.store()
      if (picturesOf) figures.copy(picturesOf, begun.id, enclosedIn(pictures, attachments))
      for (const bytes of brought) figures.add(begun.id, bytes)
      catalogue.changed(begun.id, by)
    }
    return { ...begun, store }
  }
  const begin = (wanted: NewDocument): Begun => atOnce(beginning(wanted))
  function* keeping({ group }: NewDocument, { id, store }: Begun): Generator<void, DocumentId> {
    archive.transaction(store)
    // The document is here now, whether the index succeeds or not.
    yield
    catalogue.tryLevel()
    tell(group, id)
    return id
  }
  const create = (wanted: NewDocument): DocumentId => atOnce(keeping(wanted, begin(wanted)))
  return {
    begin,
    create,
    async createInTurns(wanted, steering) {
      const begun = await inTurns(beginning(wanted), steering)
      return inTurns(keeping(wanted, begun))
    },
    duplicate(id, title, language, nameOf) {
      const { group, doc } = cache.get(id)
      const copied = copiedPage(settledPage(readPage(doc)), language)
      // A version of a version is one of the original.
      const versionOf = language === undefined ? undefined : (readVersionOf(doc) ?? id)
      const consents = carriedConsents(doc)
      const proposers = proposersIn({ doc, title: readMeta(doc).title }, nameOf)
      // A copy is the minutes of no meeting.
      const { naming } = readMeetingMeta(doc)
      const meetingMeta = { naming }
      return create({
        group,
        ...copied,
        title,
        versionOf,
        meetingMeta,
        consents,
        picturesOf: id,
        proposers,
      })
    },
    publishState(id) {
      const row = archive.documents.get(id)
      if (!row) throw new Failure('not-found')
      archive.documents.put({ ...row, shared: true })
      const document = cache.get(id)
      for (const { kind, body } of snapshotOf(document, row.secret, [[], []]))
        publish(row.group, id, kind, body)
      // Pictures that were removed from the draft stay out.
      const { blocks } = readPage(document.doc)
      figures.publish(id, enclosedIn(blocks, attached.of(id)))
      archive.drafts.remove(id)
      archive.snapshots.remove({ document: id })
    },
  }
}
