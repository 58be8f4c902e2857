// Consents of respondents, and the check of files whose words have none. Signed messages record
// them; the clock of this device decides whether they are valid today.
import { random } from '#core/keys'
import type { Sheet, SheetComment } from '#core/paper'
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
import type { EntryId } from '#document/ids'
import { placesOf, spokenPage } from '#document/numbering'
import { printBrackets } from '#document/reading'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import { originalOf } from '../languages/index.ts'
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

const textsOfComment = ({ text, replies }: SheetComment): string[] => [
  text,
  ...replies.map(reply => reply.text),
]

/** All texts of a sheet that a reader can see, with those that its changes and comments show. */
export const textsOfSheet = ({ page, since, comments = [] }: Sheet): string[] => [
  ...textsOfPage(page),
  ...(since ? textsOfPage(since.page) : []),
  ...comments.flatMap(textsOfComment),
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

/** The codes beside the text: `page` is the text with all that is suggested, `since` the text now. */
const codesBeside = (
  { page, since, comments = [] }: Sheet,
  threads: ReadonlySet<EntryId>,
  codesOf: (text: string) => ReadonlySet<string>,
) => {
  const now = since?.page ?? page
  const standing = new Map(now.blocks.map(block => [block.id, codesOf(saidAt(block, now))]))
  // A reason for a suggestion stands among the comments of a file.
  const said = Map.groupBy(comments, ({ id }) => threads.has(id))
  const saidIn = (isComment: boolean): string[] =>
    (said.get(isComment) ?? []).flatMap(textsOfComment).flatMap(text => [...codesOf(text)])
  const proposed = page.blocks.flatMap(block =>
    [...codesOf(saidAt(block, page))].filter(code => !standing.get(block.id)?.has(code)),
  )
  return {
    inComments: new Set(saidIn(true)),
    inSuggestions: new Set([...saidIn(false), ...proposed]),
  }
}

/**
 * Every code with a statement, in the text, or beside it. `sheet`: of the file with all suggestions and
 * comments, so that a code for which a file of now is refused is in the list.
 */
export const consentsIn = (
  ports: Texts & Spaces,
  document: DocumentId,
  sheet: Sheet,
  { now, nameOf }: { now: number; nameOf: (client: number) => MemberId | null },
): ConsentItem[] => {
  const { documents } = ports
  const consents = documents.consents(document)
  const page = spokenPage(settledPage(documents.page(document)))
  const { meta } = page
  const places = placesOf(page.blocks, meta)
  const original = documents.consents(originalOf(ports, document))
  const known = new Set([...consents.keys(), ...original.keys()])
  const codesOf = (text: string): ReadonlySet<string> =>
    codesIn(text, known, meta.kind === 'assessment')
  const shown = textsOfSheet(sheet)
  const lacks = consentsThatLack(ports, document, shown, now)
  const lacking = new Map(lacks.map(({ code, standing }) => [code, standing]))
  // Lines off the record are in no file, and their codes in the list.
  const inBlocks = printBrackets(page).blocks.map((block, index) => ({
    at: { block: block.id, place: places[index] ?? '' },
    has: codesOf(saidAt(block, page)),
  }))
  const inTitle = codesOf(meta.title)
  const threads = new Set(documents.remarks(document).threads.map(({ id }) => id))
  const { inComments, inSuggestions } = codesBeside(sheet, threads, codesOf)
  const found = [...shown.map(codesOf), ...inBlocks.map(({ has }) => has)]
  const codes = new Set([...consents.keys(), ...found.flatMap(has => [...has])])
  const day = dayAt(now)
  const itemOf = (code: string): ConsentItem => {
    const consent: Consent | undefined = consents.get(code)
    return {
      code,
      blocks: inBlocks.filter(({ has }) => has.has(code)).map(({ at }) => at),
      standing: lacking.get(code) ?? standingOn(consent, day),
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
  return inOrder([...codes]).map(itemOf)
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
