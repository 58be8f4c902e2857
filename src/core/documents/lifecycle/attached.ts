// Attachments and pictures of a document, counted by member: neither further devices, sessions and
// entries nor a claimed size give one member more room at the cost of another.
import {
  countAttached,
  inTurn,
  mostAttachments,
  picturesPut,
  readAttachments,
  type Attachment,
} from '#document/files'
import type { EntryId } from '#document/ids'
import type { DeviceId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { ActPorts } from '../acts.ts'
import { type Figures, mostOfFeed } from '../figures/index.ts'
import type { DocumentCache } from '../replica/index.ts'

/** Attachments and pictures that are here: bytes by hash. */
export type Beside = ReadonlyMap<string, number>

type Along = { pictures: Beside; files: Attachment[] }

export type Attached = {
  /** All files that count, whether they are here or not. */
  of(document: DocumentId): Attachment[]
  /**
   * The attachments with which another document can begin, all of them under one member: those that
   * are here, with their true sizes, up to the limit of one feed. The pictures of the text come
   * first, in their order.
   */
  carried(document: DocumentId): Along
  /** The same for a copy, which has no acts: exact texts that these name stay out. */
  copied(document: DocumentId): Along
  /** Pictures and files that are here: those of this member, and all pictures. */
  room(document: DocumentId): { own: Beside; pictures: Beside }
  /** One more file of this member would not count. */
  isFull(document: DocumentId): boolean
}

/** A file that no entry of the document names now. */
const noEntry = { id: '' as EntryId, client: 0, kind: 'attached' as const }

export const attachedIn = (ports: {
  cache: DocumentCache
  figures: Pick<Figures, 'size'>
  memberOf(group: GroupId, device: DeviceId): MemberId | null
  selfOf(group: GroupId): MemberId | null
  acts: Pick<ActPorts, 'files' | 'exactTexts'>
}): Attached => {
  const whoseIn =
    (document: DocumentId) =>
    (client: number): unknown => {
      const { authors, group } = ports.cache.get(document)
      const device = authors.get(client)?.device
      return device === undefined ? null : (ports.memberOf(group, device) ?? device)
    }
  const of = (document: DocumentId): Attachment[] =>
    readAttachments(ports.cache.get(document).doc, whoseIn(document))
  const filesHere = (document: DocumentId): Attachment[] =>
    of(document).flatMap(file => {
      const size = ports.figures.size(document, { what: 'file', hash: file.hash })
      return size === null ? [] : [{ ...file, size }]
    })
  const picturesHere = (document: DocumentId) =>
    [...picturesPut(ports.cache.get(document).doc)].flatMap(([hash, client]) => {
      const size = ports.figures.size(document, { what: 'picture', hash })
      return size === null ? [] : [{ hash, client, size }]
    })
  /** Files of questions that are here and not among `files`: taken out, or beyond the room. */
  const namedHere = (document: DocumentId, files: readonly Attachment[]): Attachment[] =>
    ports.acts.files(document).flatMap(({ name, hash, at }) => {
      const size = ports.figures.size(document, { what: 'file', hash })
      const isAmong = files.some(file => file.hash === hash)
      return size === null || isAmong ? [] : [{ ...noEntry, name, hash, size, at }]
    })
  const along = (document: DocumentId, files: readonly Attachment[]): Along => {
    const left = { bytes: mostOfFeed.bytes, files: mostOfFeed.pictures }
    const pictures = new Map<string, number>()
    for (const { hash, size } of picturesHere(document)) {
      if (size > left.bytes || left.files < 1) continue
      pictures.set(hash, size)
      left.bytes -= size
      left.files--
    }
    return { pictures, files: inTurn(files, whoseIn(document), left) }
  }
  return {
    of,
    carried(document) {
      const { pictures, files } = along(document, filesHere(document))
      return { pictures, files: [...namedHere(document, files), ...files] }
    },
    copied(document) {
      const isExact = ports.acts.exactTexts(document)
      return along(
        document,
        filesHere(document).filter(file => !isExact(file)),
      )
    },
    room(document) {
      const whose = whoseIn(document)
      const self = ports.selfOf(ports.cache.get(document).group)
      const pictures = picturesHere(document)
      const all = [...pictures, ...filesHere(document)]
      return {
        own: new Map(
          all.filter(({ client }) => whose(client) === self).map(({ hash, size }) => [hash, size]),
        ),
        pictures: new Map(pictures.map(({ hash, size }) => [hash, size])),
      }
    },
    isFull(document) {
      const { doc, group } = ports.cache.get(document)
      const whose = whoseIn(document)
      const self = ports.selfOf(group)
      return countAttached(doc, client => whose(client) === self) >= mostAttachments
    },
  }
}
