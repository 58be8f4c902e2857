// Consents of respondents, and the check of files whose words have none. Signed messages record
// them; the clock of this device decides whether they are valid today.
import { random } from '#core/keys'
import type { Sheet } from '#core/paper'
import type { ConsentItem } from '#shared/contract'
import { blockText, settledPage, type Page } from '#document/model'
import {
  codesIn,
  inOrder,
  saidAt,
  sayConsent,
  standingOn,
  unprintedIn,
  withoutConsent,
  type Consent,
  type ConsentStanding,
  type NewConsent,
} from '#document/consultation'
import { placesOf, spokenPage } from '#document/numbering'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import { originalOf } from '../languages/index.ts'
import { sameMemberIn } from '../members/index.ts'
import type { Spaces, Texts } from '../parts.ts'

/** YYYY-MM-DD in the calendar of this computer. */
const dayAt = (time: number): string => {
  const date = new Date(time)
  const two = (part: number): string => String(part).padStart(2, '0')
  return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
}

/**
 * Codes, in order, that keep these texts of the document from leaving the group now. A version in
 * another language follows the original's consents too.
 */
export const missingConsents = (
  ports: Texts & Spaces,
  document: DocumentId,
  texts: readonly string[],
  now: number,
): string[] => {
  const { documents } = ports
  const day = dayAt(now)
  const isAssessment = documents.page(document).meta.kind === 'assessment'
  const own = withoutConsent(texts, documents.consents(document), { isAssessment, day })
  const original = originalOf(ports, document)
  if (original === document) return own
  const there = withoutConsent(texts, documents.consents(original), { isAssessment: false, day })
  return inOrder([...new Set([...own, ...there])])
}

/** The same codes, each with the reason why its words may not leave. */
export const consentsThatLack = (
  ports: Texts & Spaces,
  document: DocumentId,
  texts: readonly string[],
  now: number,
): { code: string; standing: ConsentStanding }[] => {
  const day = dayAt(now)
  const places = [document, originalOf(ports, document)]
  return missingConsents(ports, document, texts, now).map(code => {
    const known = places.flatMap(each => ports.documents.consents(each).get(code) ?? [])
    const lacking = known.map(each => standingOn(each, day))
    // A version that covers it, or finds no respondent in it, does not answer for the original.
    const is = lacking.find(each => each !== 'covers' && each !== 'nobody')
    return { code, standing: is ?? 'unknown' }
  })
}

const textsOfPage = ({ meta, blocks, notes = [] }: Page): string[] => [
  meta.title,
  ...blocks.flatMap(block => [blockText(block), unprintedIn(block)]),
  ...notes.map(({ text }) => text),
]

/** All texts of a sheet that a reader can see, with those that its changes and comments show. */
export const textsOfSheet = ({ page, since, comments = [] }: Sheet): string[] => [
  ...textsOfPage(page),
  ...(since ? textsOfPage(since.page) : []),
  ...comments.flatMap(({ text, replies }) => [text, ...replies.map(reply => reply.text)]),
]

/** Failure `consent-missing` with the codes. */
export const mustBeConsented = (
  ports: Texts & Spaces,
  document: DocumentId,
  texts: readonly string[],
  now: number,
): void => {
  const codes = missingConsents(ports, document, texts, now)
  if (codes.length > 0) throw new Failure('consent-missing', { names: codes })
}

const textsOfComments = ({ documents }: Texts, document: DocumentId): string[] =>
  documents
    .remarks(document)
    .threads.flatMap(({ opening, replies }) => [
      ...[opening.quote, opening.text, opening.kind === 'proposal' ? opening.wording : ''],
      ...replies.map(({ text }) => text),
    ])

/** Proposed words, where they would lead, and reasons, as far as a file with suggestions shows them. */
const textsOfSuggestions = (ports: Texts & Spaces, document: DocumentId): string[] => {
  const { documents } = ports
  const words = documents.suggestions(document).filter(({ places }) => places.length > 0)
  const paragraphs = documents
    .paragraphs(document, sameMemberIn(ports, document))
    .filter(({ standing }) => standing === 'open')
  return [
    ...words.flatMap(({ inserted, links }) => [
      inserted,
      unprintedIn({ runs: links.map(href => ({ text: '', href })) }),
    ]),
    ...paragraphs.flatMap(({ wording, why, result }) => [wording, why, result]),
  ]
}

export const consentsIn = (
  ports: Texts & Spaces,
  document: DocumentId,
  now: number,
  nameOf: (client: number) => MemberId | null,
): ConsentItem[] => {
  const { documents } = ports
  const consents = documents.consents(document)
  const page = spokenPage(settledPage(documents.page(document)))
  const { blocks, meta } = page
  const places = placesOf(blocks, meta)
  const known = new Set(consents.keys())
  const found = new Map<string, ConsentItem['blocks']>([...known].map(code => [code, []]))
  const isAssessment = meta.kind === 'assessment'
  const within = (texts: readonly string[]): ReadonlySet<string> => {
    const codes = texts.flatMap(text => [...codesIn(text, known, isAssessment)])
    for (const code of codes) found.set(code, found.get(code) ?? [])
    return new Set(codes)
  }
  const inTitle = within([meta.title])
  const inComments = within(textsOfComments(ports, document))
  const inSuggestions = within(textsOfSuggestions(ports, document))
  for (const [index, block] of blocks.entries())
    for (const code of codesIn(saidAt(block, page), known, isAssessment)) {
      const all = found.get(code) ?? []
      found.set(code, [...all, { block: block.id, place: places[index] ?? '' }])
    }
  const day = dayAt(now)
  const itemOf = (code: string, at: ConsentItem['blocks']): ConsentItem => {
    const consent: Consent | undefined = consents.get(code)
    return {
      code,
      blocks: at,
      standing: standingOn(consent, day),
      scope: consent?.scope ?? null,
      until: consent?.until ?? null,
      what: [...(consent?.what ?? [])],
      apart: consent?.isApart ?? false,
      inTitle: inTitle.has(code),
      inComments: inComments.has(code),
      inSuggestions: inSuggestions.has(code),
      record: (consent?.record ?? []).map(({ client, at: said, scope, until, what }) => ({
        by: nameOf(client),
        at: said,
        scope,
        until,
        what,
      })),
    }
  }
  return inOrder([...found.keys()]).map(code => itemOf(code, found.get(code) ?? []))
}

/** Failure `not-permitted` for a member who does not write in the document. */
export const putConsent = async (
  { documents }: Texts & Spaces,
  document: DocumentId,
  consent: NewConsent,
  at: number,
): Promise<void> => {
  if (!documents.rightsNow(document).has('write')) throw new Failure('not-permitted')
  await documents.editBeside(document, doc => sayConsent(doc, consent, { at, random }))
}
