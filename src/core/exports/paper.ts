// Sheets of a text for people outside the group.
import type { ExportFormat } from '#shared/contract'
import { emptyLinesOn, printBrackets } from '#document/reading'
import { placesOf, spokenPage } from '#document/numbering'
import { settledPage, type Block, type SpeakerNaming } from '#document/model'
import { withRestricted } from '#document/restricted'
import type { DocumentId } from '#shared/ids'
import {
  meetingPage,
  printedWord,
  type LeavingLine,
  type Sheet,
  toAkomaNtoso,
  toDocx,
  toHtml,
  toMarkdown,
  toOdt,
  toText,
  withOutcomes,
} from '#core/paper'
import { mustBeConsented, textsOfSheet } from '#core/drafting/consultation'
import { decidedAs } from '#core/drafting/adoption'
import { restrictedTexts } from '#core/drafting/restricted'
import { groupOf, peopleIn } from '#core/drafting/members'
import type { Deliberation } from '#core/drafting'
import { picturesIn, printedBlock, type Pictured } from './printed-blocks.ts'

/** The choices of a file that decide what stands in its text. */
export type TextChoices = {
  /** With the words of restricted paragraphs that this member reads; withheld otherwise. */
  restricted?: boolean | undefined
  /** No member is named more openly. */
  naming?: SpeakerNaming | undefined
}

/**
 * The page with the words of the restricted paragraphs that `restricted` asks for, and their
 * documents. `lines`: what it is made from.
 */
const shownPage = (
  ports: Deliberation,
  document: DocumentId,
  { restricted = false, naming }: TextChoices,
) => {
  const people = peopleIn(ports, document, naming)
  const own = spokenPage(settledPage(ports.documents.page(document)))
  const places = placesOf(own.blocks, own.meta)
  const spoken = meetingPage(own, people)
  const shown: Pictured[] = []
  const within = new Map<number, readonly Block[]>()
  const textOf = restricted ? restrictedTexts(ports, document) : () => null
  const page = withRestricted(spoken, (block, index) => {
    const { text: read, from } = textOf(block, index) ?? {}
    const settled = read && settledPage({ ...read, meta: spoken.meta })
    const text = settled && meetingPage(settled, people)
    const [first, ...rest] = text?.blocks ?? []
    if (!text || !from || !first) return null
    shown.push({ document: from, blocks: text.blocks })
    within.set(index, settled.blocks)
    const sign = { text: `[${printedWord(spoken.meta.language, 'paper.restricted')}] ` }
    return { ...text, blocks: [{ ...first, runs: [sign, ...first.runs, ...block.runs] }, ...rest] }
  })
  const lines = own.blocks.flatMap((block, index): LeavingLine[] =>
    (within.get(index) ?? [block]).map(each => ({ block: each, place: places[index] ?? '' })),
  )
  const pictured: Pictured = { document, blocks: spoken.blocks.map(printedBlock) }
  return { page, shown, own: pictured, lines, people }
}

const wordsFrom = (
  ports: Deliberation,
  document: DocumentId,
  { page, shown }: ReturnType<typeof shownPage>,
): Sheet => ({
  page: printBrackets({ ...page, blocks: page.blocks.map(printedBlock) }),
  ...(shown.length > 0 && { hasRestricted: true }),
  group: groupOf(ports, document).state().name,
  ...(ports.documents.versionOf(document) !== null && { isVersion: true }),
  // The adopted text does not have the words of a circle.
  ...(shown.length === 0 && decidedAs(ports, document)),
})

/** As `sheetOf`, for readers of words: no picture is read from the archive. */
export const wordsOf = (
  ports: Deliberation,
  document: DocumentId,
  choices: TextChoices = {},
): Sheet => wordsFrom(ports, document, shownPage(ports, document, choices))

/** The words of a file, and what they are made from, for the list of what leaves. */
export const leavingText = (ports: Deliberation, document: DocumentId, choices: TextChoices) => {
  const shown = shownPage(ports, document, choices)
  return {
    sheet: wordsFrom(ports, document, shown),
    lines: shown.lines,
    people: shown.people,
    authors: [],
    heldBack: { comments: 0, suggestions: 0 },
    brackets: null,
  }
}

/**
 * The document as every format prints it. With `restricted` the words of restricted paragraphs that
 * this member reads, each marked. Without it, all readers print the same.
 */
export const sheetOf = (
  ports: Deliberation,
  document: DocumentId,
  choices: TextChoices = {},
): Sheet => sheetFrom(ports, document, choices).sheet

/** As `sheetOf`; `within`: the documents of circles whose words stand in it. */
export const sheetFrom = (
  ports: Deliberation,
  document: DocumentId,
  choices: TextChoices = {},
): { sheet: Sheet; within: readonly DocumentId[] } => {
  const shown = shownPage(ports, document, choices)
  const pictures = picturesIn(ports, [shown.own, ...shown.shown])
  return {
    sheet: { ...wordsFrom(ports, document, shown), pictures },
    within: shown.shown.map(each => each.document),
  }
}

/**
 * The sheet for use outside the group. Failure `consent-missing` if words of respondents may not
 * leave the group.
 */
export const leavingSheet = (
  ports: Deliberation,
  document: DocumentId,
  { now, ...choices }: TextChoices & { now: number },
): Sheet => {
  const sheet = sheetOf(ports, document, choices)
  mustBeConsented(ports, document, textsOfSheet(sheet), now)
  return sheet
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The bytes of a sheet in each format that core writes. */
export const sheetWriters: Record<
  Exclude<ExportFormat, 'pdf'>,
  (sheet: Sheet) => Uint8Array | Promise<Uint8Array>
> = {
  docx: toDocx,
  odt: toOdt,
  html: sheet => utf8(toHtml(sheet)),
  md: sheet => utf8(toMarkdown(sheet)),
  txt: sheet => utf8(toText(sheet)),
  akn: sheet => utf8(toAkomaNtoso(sheet)),
  json: sheet => utf8(`${JSON.stringify(withOutcomes(sheet).page, null, 2)}\n`),
}

/** The empty lines of a file of these choices. */
export const emptyLinesIn = (ports: Deliberation, document: DocumentId, choices: TextChoices) =>
  emptyLinesOn(shownPage(ports, document, choices).page)
