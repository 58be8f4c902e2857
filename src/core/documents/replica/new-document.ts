// A new document: its id, its secret, and its text before the first window opens it.
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import { everyRight, type DocumentKind, type Language } from '#shared/contract'
import { attach, type Attachment } from '#document/files'
import { logAct, type LoggedAct } from '#document/adoption'
import { sayConsent, type NewConsent } from '#document/consultation'
import { sayTemplate } from '#document/templates'
import { writeMeetingMeta, type MeetingMeta } from '#document/meetings'
import { writeMeta } from '#document/tree'
import { writeDraftOf, writeVersionOf } from '#document/languages'
import { writePartOf, type PartOf } from '#document/restricted'
import { withRemarkIds, writingRemarks, type BroughtRemark } from '#document/imports'
import { writingBlocks, type NewBlock } from '#document/blocks'
import type { EntryId } from '#document/ids'
import type { Note, PageMeta } from '#document/model'
import type { Quotation } from '#document/log'
import { Failure } from '#shared/failure'
import type { ActId, DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import { documentIdOf } from '#core/messages'
import type { ClientIds } from '../bodies/index.ts'
import { clientsIn, admit } from '../gate/index.ts'
import { rulesFor } from './document-replica.ts'
import { updatesIn } from './own-edits.ts'
import { newReplica } from './replica.ts'

export type NewDocument = {
  group: GroupId
  kind: DocumentKind
  title: string
  language: Language
  blocks: readonly NewBlock[]
  notes?: readonly Note[]
  /** The place of a restricted paragraph whose text it is. */
  partOf?: PartOf | undefined
  /** The original of this version in another language. */
  versionOf?: DocumentId | undefined
  /** The question whose text it goes on from. */
  draftOf?: ActId | undefined
  /** The agenda of minutes, the place of a closed item, how speakers read. */
  meetingMeta?: Partial<MeetingMeta>
  /** Consents of respondents whose words the document contains. */
  consents?: readonly NewConsent[]
  /**
   * The document whose pictures stand in the blocks, and whose files are copied as far as there is
   * room.
   */
  picturesOf?: DocumentId | undefined
  /** The bytes of other pictures that the blocks name. */
  pictures?: readonly Bytes[]
  /** The proposers of wordings in brackets, by their versions in the blocks. */
  proposers?: ReadonlyMap<EntryId, Quotation>
  /** Its files are not copied. */
  withoutFiles?: true
  /** True for a template from the beginning; only for a document that is shared at once. */
  isTemplate?: boolean
  /** Acts of the document that this one goes on from. */
  acts?: readonly LoggedAct[]
  /** Comments and changes of the file that it comes from. */
  remarks?: readonly BroughtRemark[]
} & Partial<Pick<PageMeta, 'reference' | 'symbol' | 'status'>>

export type Begun = {
  id: DocumentId
  /** The client id under which core writes this document in this session: the first of the feed. */
  clientId: number
  /** Puts it into the archive, in the transaction that is open. */
  store(): void
}

type Ports = {
  archive: Archive
  now(): number
  random(length: number): Bytes
  deviceOf(group: GroupId): DeviceId
  feedOf(group: GroupId): FeedId
  ids: ClientIds
}

/**
 * Makes the document in steps that yield the part that is done, from 0 to 1; stores nothing. Throws
 * Failure `file-too-large` when one paragraph alone is larger than a message may be.
 */
export function* beginningDocument(
  ports: Ports,
  wanted: NewDocument & { attachments: readonly Attachment[] },
  by: MemberId | null,
): Generator<number, Begun> {
  const { archive, now, random, deviceOf, feedOf, ids } = ports
  const { group, kind, title, language, blocks, reference = '', symbol = '' } = wanted
  const { status = 'draft', notes = [], partOf, versionOf, draftOf, meetingMeta } = wanted
  const { consents = [], acts = [], remarks = [], proposers } = wanted
  const device = deviceOf(group)
  const secret = random(32)
  const id = documentIdOf(device, secret)
  const first = { device, feed: feedOf(group), writer: 0 }
  const clientId = ids.of(id, first)
  let done = 0
  const writing = updatesIn(null, clientId, function* (doc) {
    writeMeta(doc, {
      kind,
      title,
      language,
      ...(reference !== '' && { reference }),
      ...(symbol !== '' && { symbol }),
      ...(status !== 'draft' && { status }),
    })
    if (partOf) writePartOf(doc, partOf)
    if (versionOf) writeVersionOf(doc, versionOf)
    if (draftOf) writeDraftOf(doc, draftOf)
    if (meetingMeta) writeMeetingMeta(doc, meetingMeta)
    const brought = withRemarkIds(doc, { blocks, remarks }, random)
    const proposed = proposers && { proposers: { at: now(), of: proposers } }
    for (done of writingBlocks(doc, brought.blocks, { random, notes, ...proposed })) yield
    yield* writingRemarks(doc, { ...brought, remarks }, { at: now(), random })
    for (const consent of consents) sayConsent(doc, consent, { at: now(), random })
    for (const { name, hash, size, at } of wanted.attachments)
      attach(doc, { name, hash, size }, { at, random })
    for (const act of acts) {
      logAct(doc, act, random)
      yield
    }
    if (wanted.isTemplate) sayTemplate(doc, true, { at: now(), random })
  })
  const updates: Bytes[] = []
  const trial = newReplica()
  const rules = rulesFor([{ client: clientId, ...first }], () => everyRight)
  for (const update of writing) {
    if (admit(trial, update, rules).is !== 'applied') throw new Failure('file-too-large')
    updates.push(update)
    yield done
  }
  trial.destroy()
  return {
    id,
    clientId,
    store() {
      archive.documents.put({
        id,
        group,
        kind,
        title,
        language,
        reference,
        status,
        shared: false,
        secret,
        createdAt: now(),
        changedAt: now(),
        changedBy: by,
        words: 0,
      })
      for (const update of updates) {
        const writers = (clientsIn(update) ?? []).map(() => first.writer)
        archive.drafts.append(id, { feed: first.feed, writers, update })
      }
    },
  }
}
