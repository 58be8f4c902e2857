// A second member looks at a file before it leaves: asking, answering, and whether a file may be written. The hashes of
// the file come from the caller, which made it on this device.
import {
  askedExports,
  proposing,
  type AskedExport,
  type ExportRequest,
  type KnownBody,
} from '#core/deliberation/acts'
import { digest, equal, fromHex, keyedDigest, sha256, toHex, type Bytes } from '#core/keys'
import { ExportFormat, FileChoices, isToAskAgain, type AskedFile } from '#shared/contract'
import { Failure, type FailureCode } from '#shared/failure'
import type { ActId, DocumentId, GroupId, MemberId } from '#shared/ids'
import * as v from 'valibot'
import type { Deliberation } from '#core/drafting'
import { exportRuleIn } from './export-rule.ts'

/** A file and the list of what leaves with it, as bytes; `within`: documents of circles whose words stand in it. */
export type MadeFile = { list: Bytes; file: Bytes; within: readonly DocumentId[] }

/** The hashes by which acts name a file. */
export type FileHashes = { list: Bytes; file: Bytes }

/**
 * SHA-256 of both. With words of circles a reader outside the circle could try out guesses, so the hashes are keyed by
 * the secrets of the documents that hold them.
 */
export const hashesOf = ({ archive }: Deliberation, made: MadeFile): FileHashes => {
  const secrets = [...new Set(made.within)].toSorted().map(id => {
    const key = archive.documents.keyOf(id)
    if (!key) throw new Failure('not-found')
    return key.secret
  })
  if (secrets.length === 0) return { list: sha256(made.list), file: sha256(made.file) }
  const key = digest('export-key', ...secrets)
  return {
    list: keyedDigest(key, 'export', sha256(made.list)),
    file: keyedDigest(key, 'export', sha256(made.file)),
  }
}

const areEqual = (one: FileHashes, other: FileHashes): boolean =>
  equal(one.list, other.list) && equal(one.file, other.file)

const spaceOf = ({ archive }: Deliberation, document: DocumentId): GroupId => {
  const key = archive.documents.keyOf(document)
  if (!key) throw new Failure('not-found')
  return key.group
}

const isShared = ({ archive }: Deliberation, document: DocumentId): boolean =>
  archive.documents.keyOf(document)?.shared === true

/** Whether the group wants a second look at files of this document. A private one has no second reader. */
export const needsSecondLook = (ports: Deliberation, document: DocumentId): boolean =>
  isShared(ports, document) && exportRuleIn(ports, ports.homeOf(spaceOf(ports, document))).isNeeded

/** The role of this member lets it ask and answer there. */
const mayTakePart = (ports: Deliberation, document: DocumentId): boolean => {
  const space = spaceOf(ports, document)
  const self = ports.selfIn(space)
  const role = self && ports.acts.standing(space)?.people.get(self)?.role
  return !!role && proposing.includes(role) && ports.rightsIn(space).has('propose')
}

/** Whether this member may ask for a second look at files of this document. */
export const mayAsk = (ports: Deliberation, document: DocumentId): boolean =>
  isShared(ports, document) && mayTakePart(ports, document)

type Found = AskedExport & { document: DocumentId }

const lastFirst = (requests: readonly Found[]): Found[] =>
  requests.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))

const requestsOf = ({ acts }: Deliberation, document: DocumentId): Found[] => {
  const open = acts.actsOf(document)
  return [...(open?.graphs.values() ?? [])].flatMap(proceedings =>
    askedExports(proceedings, open?.today ?? []).map(each => ({ ...each, document })),
  )
}

const documentsIn = ({ archive, circles, homeOf }: Deliberation, group: GroupId): DocumentId[] => {
  const home = homeOf(group)
  const spaces = [home, ...circles.of(home).map(({ id }) => id)]
  const rows = spaces.flatMap(space =>
    archive.acts.list({ group: space, type: 'export' }, ['document']),
  )
  const all = new Set(rows.map(({ document }) => document))
  return [...all].filter(document => archive.documents.keyOf(document) !== null)
}

/** Requests about documents of a group and its circles that are here, the last one first. */
export const requestsIn = (ports: Deliberation, group: GroupId): Found[] =>
  lastFirst(documentsIn(ports, group).flatMap(document => requestsOf(ports, document)))

/** Failure `not-found` for what is no request here. */
export const findRequest = (ports: Deliberation, id: ActId): Found => {
  for (const { document } of ports.archive.acts.list({ id }, ['document'])) {
    if (!ports.archive.documents.keyOf(document)) continue
    const found = requestsOf(ports, document).find(each => each.id === id)
    if (found) return found
  }
  throw new Failure('not-found')
}

/** The choices that a request names; null for those of a later version. */
const choicesIn = ({ document, file }: Found): FileChoices | null => {
  const { format, paper, restricted, naming, changes } = file
  const shown = changes && {
    ...(changes.since !== null && { since: changes.since }),
    ...(changes.until !== undefined && { until: changes.until }),
    ...(changes.suggestions && { suggestions: true }),
    ...(changes.comments !== null && { comments: changes.comments }),
    authors: changes.authors,
  }
  const read = v.safeParse(FileChoices, {
    ...{ document, format, paper },
    ...(restricted && { restricted }),
    ...(naming !== null && { naming }),
    ...(shown && { changes: shown }),
  })
  return read.success ? read.output : null
}

const bodyOf = (
  { format, paper, restricted = false, naming, changes }: FileChoices,
  text: string,
  hashes: FileHashes,
): ExportRequest => ({
  ...{ format, paper, restricted },
  naming: naming ?? null,
  changes: changes
    ? {
        since: changes.since ?? null,
        ...(changes.until !== undefined && { until: changes.until }),
        suggestions: changes.suggestions ?? false,
        comments: changes.comments ?? null,
        authors: changes.authors,
      }
    : null,
  text: fromHex(text),
  ...hashes,
})

/** A request as lists show it. */
export const shownRequest = (ports: Deliberation, found: Found): AskedFile => {
  const { id, document, by, at, is, answers, writtenAt, file } = found
  const isOwn = ports.selfIn(spaceOf(ports, document)) === by
  // A file of an earlier text stays the same while the text goes on.
  const isTextChanged =
    file.changes?.until === undefined &&
    !equal(file.text, fromHex(ports.documents.digest(document)))
  return {
    ...{ id, document, by, at, answers, writtenAt, isOwn, isTextChanged },
    title: ports.documents.page(document).meta.title,
    choices: choicesIn(found),
    fileHash: toHex(file.file),
    state: is,
    mayAnswer: !isOwn && is !== 'withdrawn' && mayTakePart(ports, document),
  }
}

/** Own requests about this document, the last one first. */
export const ownRequests = (ports: Deliberation, document: DocumentId): Found[] => {
  const self: MemberId | null = ports.selfIn(spaceOf(ports, document))
  return lastFirst(
    requestsOf(ports, document).filter(({ by, is }) => by === self && is !== 'withdrawn'),
  )
}

export const isAbout = (
  { file }: Pick<Found, 'file'>,
  format: string,
  hashes: FileHashes,
): boolean => file.format === format && areEqual(file, hashes)

/** The own request about exactly this file: a confirmed one before others, then the last one; null for none. */
export const requestFor = (
  ports: Deliberation,
  document: DocumentId,
  { format, hashes }: { format: ExportFormat; hashes: FileHashes },
): Found | null => {
  const all = ownRequests(ports, document).filter(each => isAbout(each, format, hashes))
  return all.find(({ is }) => is === 'confirmed') ?? all[0] ?? null
}

const write = (
  ports: Deliberation,
  { document, id }: Pick<Found, 'document' | 'id'>,
  body: KnownBody,
  codes: Readonly<Record<string, FailureCode>> = {},
): void => void ports.acts.write(document, id, body, codes)

/** Asks for a second look. Failure `not-permitted`, also about a document that no other member reads. */
export const askForLook = (
  ports: Deliberation,
  choices: FileChoices,
  hashes: FileHashes,
): ActId => {
  const { document } = choices
  if (!mayAsk(ports, document)) throw new Failure('not-permitted')
  const known = requestFor(ports, document, { format: choices.format, hashes })
  if (known && !isToAskAgain({ ...known, state: known.is })) return known.id
  const text = ports.documents.digest(document)
  const body = bodyOf(choices, text, hashes)
  return ports.acts.write(document, null, { type: 'export', what: 'ask', ...body })
}

const mustBeAllowedToAnswer = (ports: Deliberation, found: Found): void => {
  if (!shownRequest(ports, found).mayAnswer) throw new Failure('not-permitted')
}

/** `hashes`: of the file that this device made. Failures: `not-permitted`, `file-differs`. */
export const confirmFile = (ports: Deliberation, found: Found, hashes: FileHashes): void => {
  mustBeAllowedToAnswer(ports, found)
  if (!areEqual(found.file, hashes)) throw new Failure('file-differs')
  const { list, file } = hashes
  write(
    ports,
    found,
    { type: 'export', what: 'confirm', list, file },
    { mustNameTheFile: 'file-differs' },
  )
}

/** Failures: `not-permitted`, `reason-missing`. */
export const declineFile = (ports: Deliberation, found: Found, reason: string): void => {
  mustBeAllowedToAnswer(ports, found)
  if (reason.trim() === '') throw new Failure('reason-missing')
  write(ports, found, { type: 'export', what: 'decline', reason })
}

/** Failure `not-permitted` to another member. */
export const withdrawRequest = (ports: Deliberation, found: Found): void =>
  write(ports, found, { type: 'export', what: 'withdraw' })

/** The request by which exactly this file may be written. Failure `second-look-missing`. */
export const mustBeConfirmed = (
  ports: Deliberation,
  document: DocumentId,
  of: { format: ExportFormat; hashes: FileHashes },
): ActId => {
  const found = requestFor(ports, document, of)
  if (found?.is !== 'confirmed') throw new Failure('second-look-missing')
  return found.id
}

/** Whether this request lets its file out now; also where the member who asked is none any more, or the text is gone. */
export const isConfirmed = (ports: Deliberation, document: DocumentId, request: ActId): boolean =>
  requestsOf(ports, document).some(({ id, is }) => id === request && is === 'confirmed')

/** The member who asked says, once, that the file is written. */
export const sayWritten = (ports: Deliberation, id: ActId): void => {
  const found = findRequest(ports, id)
  if (found.writtenAt !== null) return
  write(ports, found, { type: 'export', what: 'written' })
}
