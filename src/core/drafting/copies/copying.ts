// Copies of the readable text of a document for another audience, without history and open
// questions.
import type { Circle } from '#core/group'
import type { Language } from '#shared/contract'
import { copiedPage } from '#document/templates'
import { settledPage, type Page } from '#document/model'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import { mustBeAlone } from '../restricted/index.ts'
import { mustBeIn } from '../rights.ts'
import { pageOutsideGroup, groupOf, namesIn } from '../members/index.ts'
import type { Deliberation, Spaces, Texts } from '../parts.ts'

/**
 * The copy is private until it is shared with `audience`, a group or a circle. Failure `not-found`.
 */
export const copyOf = (
  { documents }: Texts,
  document: DocumentId,
  audience: GroupId,
  {
    title,
    language,
    page = settledPage(documents.page(document)),
  }: { title?: string; language?: Language | undefined; page?: Page } = {},
): Promise<DocumentId> => {
  const { naming } = documents.meeting(document).meta
  return documents.create({
    group: audience,
    ...copiedPage(page, language),
    title: title ?? page.meta.title,
    meetingMeta: { naming },
    consents: documents.carriedConsents(document),
    picturesOf: document,
    versionOf: language && (documents.versionOf(document) ?? document),
  })
}

/** The page where others read it: no member's id, and no id of a document or an act, goes along. */
const pageForAll = (ports: Deliberation, document: DocumentId): Page =>
  pageOutsideGroup(ports, document, settledPage(ports.documents.page(document)))

/** The name of the member behind a client id; a copy within the same group says who proposed a wording. */
const handlesIn = (ports: Texts & Spaces, document: DocumentId) => {
  const nameOf = namesIn(ports, document)
  const { members } = groupOf(ports, document).state()
  return (client: number): string | null => {
    const member = nameOf(client)
    return (member && members.get(member)?.handle) ?? null
  }
}

/** A copy is private until its owner shares it. */
export const duplicateOf = (
  ports: Deliberation,
  document: DocumentId,
  title: string,
): Promise<DocumentId> => {
  const { archive, circles, documents } = ports
  const row = archive.documents.get(document)
  const circle = row && circles.find(row.group)
  return circle
    ? copyOf(ports, document, circle.parent, { title, page: pageForAll(ports, document) })
    : documents.duplicate(document, title, undefined, handlesIn(ports, document))
}

/** Whether all pictures and files can go along to another document. */
const goesWhole = ({ documents }: Texts, document: DocumentId): boolean => {
  const carried = documents.carried(document)
  const files = new Set(carried.files.map(({ id }) => id))
  return (
    documents
      .page(document)
      .blocks.every(({ picture }) => !picture || carried.pictures.has(picture.hash)) &&
    documents.attachments(document).every(({ id }) => files.has(id))
  )
}

/** Copies a private document into another group and removes the first one; see `documents.move`. */
export const moveTo = async (
  ports: Deliberation,
  { document, group, keep }: { document: DocumentId; group: GroupId; keep: boolean },
): Promise<DocumentId> => {
  const { archive, documents } = ports
  mustBeIn(ports, group)
  // The page must contain edits that wait in the journal.
  await documents.flush()
  const row = archive.documents.get(document)
  if (!row) throw new Failure('not-found')
  if (row.shared) throw new Failure('not-private')
  if (row.group === group) throw new Failure('invalid-input')
  if (documents.hasRestricted(document)) throw new Failure('not-permitted')
  if (!keep) mustBeAlone(ports, document)
  if (!keep && !goesWhole(ports, document)) throw new Failure('figure-missing')
  const before = JSON.stringify(documents.page(document))
  const moved = await copyOf(ports, document, group, { page: pageForAll(ports, document) })
  if (keep) return moved
  if (JSON.stringify(documents.page(document)) !== before) throw new Failure('not-found')
  documents.remove(document)
  return moved
}

/**
 * Shares a private document with a circle, as a copy that takes its place. Failures: `not-found`, `other-audience`,
 * `not-permitted`.
 */
export const shareWith = async (
  ports: Texts,
  circle: Circle,
  document: DocumentId,
): Promise<DocumentId> => {
  const { archive, documents } = ports
  // The page must contain edits that wait in the journal.
  await documents.flush()
  const row = archive.documents.get(document)
  if (row === null) throw new Failure('not-found')
  if (row.shared) throw new Failure('other-audience')
  if (row.group !== circle.parent || !circle.rights().has('write'))
    throw new Failure('not-permitted')
  const before = JSON.stringify(documents.page(document))
  const copy = await copyOf(ports, document, circle.id)
  await documents.share(copy)
  // An edit made meanwhile is in no copy: then both documents stay.
  if (JSON.stringify(documents.page(document)) === before) documents.remove(document)
  return copy
}

/**
 * A version of an original in another language. A version of a circle's text belongs to the circle
 * from the beginning: as a draft of the group it could be shared with others and would name that
 * text to them. Failures: `not-found`, `not-permitted`.
 */
export const versionIn = async (
  ports: Texts & Spaces,
  wanted: { original: DocumentId; language: Language; title?: string },
): Promise<DocumentId> => {
  const { archive, circles, documents } = ports
  const { original, language } = wanted
  const row = archive.documents.get(original)
  if (!row) throw new Failure('not-found')
  const { title = documents.page(original).meta.title } = wanted
  const circle = circles.find(row.group)
  if (!circle) return documents.duplicate(original, title, language, handlesIn(ports, original))
  if (!circle.rights().has('write')) throw new Failure('not-permitted')
  const version = await copyOf(ports, original, circle.id, { title, language })
  await documents.share(version)
  return version
}
