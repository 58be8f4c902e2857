// A new document: its name, its secret, and what stands in it before anybody has opened it.
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { DocumentKind, Language } from '#shared/contract'
import {
  attach,
  sayConsent,
  sayTemplate,
  writeMeta,
  writePartOf,
  writeVersionOf,
  writingBlocks,
  type Attachment,
  type NewBlock,
  type NewConsent,
  type Note,
  type PageMeta,
  type PartOf,
} from '#shared/document'
import { Failure } from '#shared/failure'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import { documentIdOf } from './authors.ts'
import { clientsIn } from './gate/scan.ts'
import type { ClientIds } from './client-ids.ts'
import { admit } from './gate/admit.ts'
import { rulesFor } from './loaded.ts'
import { updatesIn } from './own-edits.ts'
import { newReplica } from './replica.ts'

export type NewDocument = {
  group: GroupId
  kind: DocumentKind
  title: string
  language: Language
  blocks: readonly NewBlock[]
  notes?: readonly Note[]
  /** The place whose text it is. */
  partOf?: PartOf | undefined
  /** The original that it is a version of, in another language. */
  versionOf?: DocumentId | undefined
  /** What respondents whose words it has consented to. */
  consents?: readonly NewConsent[]
  /** The document whose pictures stand in its blocks, and whose files go along, so far as there is room. */
  picturesOf?: DocumentId | undefined
  /** Said of it from the beginning; only of one that is shared at once. */
  isTemplate?: boolean
} & Partial<Pick<PageMeta, 'reference' | 'symbol' | 'status'>>

export type Begun = {
  id: DocumentId
  /** What core writes this document with in this session: the feed's first. */
  clientId: number
  /** Puts it into the archive, in the transaction that is open. */
  store(): void
}

type Rooms = {
  archive: Archive
  now(): number
  random(length: number): Bytes
  deviceOf(group: GroupId): DeviceId
  feedOf(group: GroupId): FeedId
  ids: ClientIds
}

/**
 * Makes the document in steps that yield how much of it is made, of 1; nothing is stored. Throws Failure
 * `file-too-large` when one paragraph alone is larger than a message may be.
 */
export function* beginningDocument(
  rooms: Rooms,
  wanted: NewDocument & { attachments: readonly Attachment[] },
  by: MemberId | null,
): Generator<number, Begun> {
  const { archive, now, random, deviceOf, feedOf, ids } = rooms
  const { group, kind, title, language, blocks, reference = '', symbol = '' } = wanted
  const { status = 'draft', notes = [], partOf, versionOf, consents = [] } = wanted
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
    for (done of writingBlocks(doc, blocks, { random, notes })) yield
    for (const consent of consents) sayConsent(doc, consent, { at: now(), random })
    for (const { name, hash, size, at } of wanted.attachments)
      attach(doc, { name, hash, size }, { at, random })
    if (wanted.isTemplate) sayTemplate(doc, true, { at: now(), random })
  })
  const updates: Bytes[] = []
  const trial = newReplica()
  const rules = rulesFor([{ client: clientId, ...first }])
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
