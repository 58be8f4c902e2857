// The list of what leaves with a file: facts of the document and its group, for the pure list of `#core/paper`.
import { exactTextsIn } from '#core/deliberation/decisions'
import { meetingDocuments } from '#core/deliberation/meetings'
import { countChanges, leavingOf, previewOf, type LeavingSource } from '#core/paper'
import type { ExportChanges, Leaving } from '#shared/contract'
import type { Thread } from '#document/review/comments'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import { consentsThatLack, mustBeConsented, textsOfSheet } from '#core/drafting/consultation'
import type { Deliberation, Spaces, Texts } from '#core/drafting'
import { groupOf, sameMemberIn, namesIn } from '#core/drafting/members'
import { changedSheet, leavingChanges } from './paper-changes.ts'
import { leavingText, type TextChoices } from './paper.ts'

type Choices = TextChoices & { changes?: ExportChanges | undefined }

type Author = { client: number; quoted?: { name: string } | null }

/** People who wrote something beside the text: members and names of imported files. */
const authorsBeside = (
  ports: Texts & Spaces,
  document: DocumentId,
  said: readonly Author[],
): Set<string> => {
  const memberOf = namesIn(ports, document)
  return new Set(
    said.flatMap(({ client, quoted }) =>
      quoted ? `quoted ${quoted.name}` : (memberOf(client) ?? []),
    ),
  )
}

/** Counts of things beside the text: most of them are in no file. */
const besideOf = (
  ports: Deliberation,
  document: DocumentId,
): { beside: LeavingSource['beside']; quoted: string[] } => {
  const { archive, documents } = ports
  const { threads } = documents.remarks(document)
  const isSame = sameMemberIn(ports, document)
  const suggestions = documents.paragraphs(document, isSame)
  const amendments = documents.amendments(document, isSame)
  const said: Author[] = [
    ...threads.flatMap(({ opening, replies }) => [opening, ...replies]),
    ...suggestions,
    ...amendments,
  ]
  const isAgenda = archive.documents.get(document)?.kind === 'agenda'
  const closed = isAgenda
    ? (meetingDocuments(ports, groupOf(ports, document).id).closed.get(document) ?? [])
    : []
  const isExact = exactTextsIn(ports, document)
  const countOf = (is: (thread: Thread) => boolean): number => threads.filter(is).length
  return {
    beside: {
      open: countOf(({ isResolved }) => !isResolved),
      resolved: countOf(({ isResolved }) => isResolved),
      suggestions: documents
        .adoption(document, isSame)
        .open.filter(({ code }) => code === 'suggestion-open').length,
      amendments: amendments.length,
      closed: closed.length,
      files: documents.attachments(document).filter(file => !isExact(file)).length,
      merges: documents.toRead(document),
      wordings: documents.wordings(document).length,
      authors: authorsBeside(ports, document, said).size,
    },
    quoted: said.flatMap(({ quoted }) => quoted?.name ?? []),
  }
}

const pointOf = {
  'bracket-open': 'bracket',
  'suggestion-open': 'suggestion',
  'amendment-open': 'amendment',
} as const

/** Failures as `paper.export`, but `consent-missing`: codes that lack a consent are in the list. */
export const leavingIn = async (
  ports: Deliberation,
  document: DocumentId,
  { changes, ...choices }: Choices,
  now: number,
): Promise<Leaving> => {
  if (changes && choices.restricted) throw new Failure('invalid-input')
  const { documents } = ports
  const made = changes
    ? await leavingChanges(ports, document, changes, choices.naming)
    : leavingText(ports, document, choices)
  const { members, pastMembers } = groupOf(ports, document).state()
  const { beside, quoted } = besideOf(ports, document)
  const { brackets, ...source } = made
  const openPlaces =
    brackets?.map(place => ({ what: 'bracket' as const, place })) ??
    documents
      .adoption(document, sameMemberIn(ports, document))
      .open.map(({ code, ...point }) => ({ what: pointOf[code], ...point }))
  const { comments, since, suggestions = false } = changes ?? {}
  return leavingOf({
    ...source,
    changes: made.sheet.since ? await countChanges(made.sheet) : null,
    present: new Map<MemberId, string>([...members].map(([id, { handle }]) => [id, handle])),
    names: [...members.values(), ...pastMembers.values()]
      .map(({ handle }) => handle)
      .concat(quoted),
    // Merges and wordings wait in the text now, which the file of a span does not have.
    beside: brackets ? { ...beside, merges: 0, wordings: 0 } : beside,
    shows: {
      open: comments !== undefined,
      resolved: comments === 'all',
      suggestions,
      earlier: since !== undefined,
    },
    openPlaces,
    refused: consentsThatLack(ports, document, textsOfSheet(made.sheet), now),
  })
}

/** The changes that a file shows. Failures: `invalid-input`, `consent-missing`, and those of `changedSheet`. */
export const changesIn = async (
  profile: () => Deliberation,
  document: DocumentId,
  { changes, naming, restricted }: Choices,
  now: () => number,
) => {
  if (!changes) return { changes: [], more: 0 }
  if (restricted) throw new Failure('invalid-input')
  const sheet = await changedSheet(profile(), document, changes, naming)
  mustBeConsented(profile(), document, textsOfSheet(sheet), now())
  return previewOf(sheet)
}
