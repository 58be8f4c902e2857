// Words written apart from a decided text go into its next draft: a document of the same readers that
// goes on from the text. The first time it begins as a private copy, which its member shares.
import { random } from '#core/keys'
import {
  apartFrom,
  comparedTexts,
  fixesText,
  type Apart,
  type ComparedText,
  type DecisionPorts,
  type FoundQuestion,
} from '#core/deliberation/decisions'
import { blockText, settledPage } from '#document/model'
import { copiedPage } from '#document/templates'
import {
  isInDraft,
  takeBack,
  takeIntoDraft,
  writeVersionOf,
  type TakenWords,
  type WordsApart,
} from '#document/languages'
import { spokenPage } from '#document/numbering'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'

export type ApartLine = Apart & { isTaken: boolean }

/** `isWritable`: for this member now; a draft that is put to a decision itself is fixed. */
type Draft = { document: DocumentId; title: string; isWritable: boolean }

/** One text of the question: each language has a next draft of its own. */
export type WrittenApart = ComparedText & {
  lines: ApartLine[]
  draft: Draft | null
  /** There are words that the next draft lacks, and this member may take them. */
  mayTake: boolean
}

export type Taking = { draft: DocumentId; isNew: boolean; taken: readonly TakenWords[] }

/**
 * Drafts of the same audience alone: words go to nobody who does not read them already. Drafts that this
 * member writes in come first, then the oldest.
 */
const draftFor = (
  { archive, documents }: DecisionPorts,
  { audience, described }: FoundQuestion,
  language: string,
): Draft | null => {
  const isWritable = (id: DocumentId): boolean =>
    documents.rightsNow(id).has('write') && !documents.isFixed(id)
  const [row] = documents
    .draftsOf(audience, described.question.id)
    .flatMap(id => archive.documents.get(id) ?? [])
    .filter(each => each.language === language)
    .toSorted(
      (a, b) =>
        +isWritable(b.id) - +isWritable(a.id) ||
        a.createdAt - b.createdAt ||
        (a.id < b.id ? -1 : 1),
    )
  return row ? { document: row.id, title: row.title, isWritable: isWritable(row.id) } : null
}

/** Words that can be taken: settled ones. A suggestion that waits stays one, where it is. */
const settledApart = (
  { documents }: DecisionPorts,
  source: DocumentId,
  lines: readonly Apart[],
): WordsApart[] => {
  const { blocks } = settledPage(spokenPage(documents.page(source)))
  const now = new Map(blocks.map(block => [block.id, blockText(block)]))
  return lines.flatMap(({ block, decided, now: shown }) => {
    const words = shown === null ? null : (now.get(block) ?? null)
    const isOpen = words === decided || (words === null && shown !== null)
    return isOpen ? [] : [{ block, decided, now: words }]
  })
}

/** A member of the audience who writes there, while the decision fixes the text. */
const mayTake = (ports: DecisionPorts, found: FoundQuestion): boolean =>
  fixesText(found.described) && ports.rightsIn(found.audience).has('write')

const apartIn = (ports: DecisionPorts, found: FoundQuestion, text: ComparedText): WrittenApart => {
  const lines = apartFrom(ports, found, text)
  const draft = lines.length === 0 ? null : draftFor(ports, found, text.language)
  const page = draft && ports.documents.page(draft.document)
  const words = settledApart(ports, text.document, lines)
  const open = words.filter(each => page === null || !isInDraft(page, each))
  const blocks = new Set(open.map(({ block }) => block))
  const settled = new Set(words.map(({ block }) => block))
  return {
    ...text,
    lines: lines.map(line => ({
      ...line,
      isTaken: page !== null && settled.has(line.block) && !blocks.has(line.block),
    })),
    draft,
    // A paragraph that is gone is taken out of a draft by its writers alone.
    mayTake:
      mayTake(ports, found) &&
      (draft?.isWritable ?? true) &&
      open.some(({ now }) => now !== null || draft === null),
  }
}

/** The texts that have words written apart, in the order of the question. */
export const writtenApart = (ports: DecisionPorts, found: FoundQuestion): WrittenApart[] =>
  comparedTexts(ports, found)
    .map(text => apartIn(ports, found, text))
    .filter(({ lines }) => lines.length > 0)

/** The next draft of the original, where this text is a version in another language. */
const draftOfOriginal = (
  ports: DecisionPorts,
  found: FoundQuestion,
  version: DocumentId,
): DocumentId | undefined => {
  const original = ports.documents.versionOf(version)
  const text = comparedTexts(ports, found).find(({ document }) => document === original)
  return text && draftFor(ports, found, text.language)?.document
}

/**
 * The draft of a text may begin after those of its versions in other languages: they are versions of it from then on,
 * and of no document again where it is taken back.
 */
const linkVersions = async (
  ports: DecisionPorts,
  found: FoundQuestion,
  { original, before, now }: Record<'before' | 'now', DocumentId | null> & { original: DocumentId },
): Promise<void> => {
  const { documents } = ports
  for (const { document, language } of comparedTexts(ports, found)) {
    if (documents.versionOf(document) !== original) continue
    const draft = draftFor(ports, found, language)
    if (!draft?.isWritable || documents.versionOf(draft.document) !== before) continue
    await documents.editAs(draft.document, doc => writeVersionOf(doc, now))
  }
}

/**
 * Takes the words of the text in this language, the first with words apart for null. Failure `not-permitted`
 * where nothing is to be taken, or not by this member.
 */
export const takeApart = async (
  ports: DecisionPorts,
  found: FoundQuestion,
  language: string | null,
): Promise<Taking> => {
  const { documents } = ports
  const text = writtenApart(ports, found).find(
    each => language === null || each.language === language,
  )
  if (!text?.mayTake) throw new Failure('not-permitted')
  const { document, lines, draft } = text
  const source = documents.page(document)
  if (draft) {
    const apart = settledApart(ports, document, lines)
    const taken = await documents.editAs(draft.document, doc =>
      takeIntoDraft(doc, { source, apart }, random),
    )
    return { draft: draft.document, isNew: false, taken }
  }
  const { meta } = source
  const { naming } = documents.meeting(document).meta
  const begun = await documents.create({
    group: found.audience,
    // Paragraphs keep their ids: the draft is compared with the text by them.
    ...copiedPage(settledPage(source), meta.language),
    title: meta.title,
    reference: meta.reference,
    meetingMeta: { naming },
    consents: documents.carriedConsents(document),
    picturesOf: document,
    withoutFiles: true,
    draftOf: found.described.question.id,
    versionOf: draftOfOriginal(ports, found, document),
  })
  await linkVersions(ports, found, { original: document, before: null, now: begun })
  return { draft: begun, isNew: true, taken: [] }
}

/** Whether nobody wrote in a draft since it began. */
const isAsBegun = (
  { documents }: DecisionPorts,
  draft: DocumentId,
  source: DocumentId,
): boolean => {
  const wordsOf = (document: DocumentId): string =>
    JSON.stringify(documents.page(document).blocks.map(({ id, runs }) => [id, runs]))
  const begun = copiedPage(
    settledPage(documents.page(source)),
    documents.page(source).meta.language,
  )
  return wordsOf(draft) === JSON.stringify(begun.blocks.map(({ id, runs }) => [id, runs]))
}

/**
 * Takes words back out of a draft of this decision, where nobody changed them since, and a new draft as a
 * whole; gives how many changes stay. Failure `not-found` for another document.
 */
export const takeApartBack = async (
  ports: DecisionPorts,
  found: FoundQuestion,
  { draft, isNew, taken }: Taking,
): Promise<number> => {
  const { archive, documents } = ports
  const { language } = documents.page(draft).meta
  const text = comparedTexts(ports, found).find(each => each.language === language)
  if (!text || documents.draftOf(draft) !== found.described.question.id)
    throw new Failure('not-found')
  if (isNew) {
    const isUntouched = (): boolean =>
      archive.documents.keyOf(draft)?.shared === false && isAsBegun(ports, draft, text.document)
    if (!isUntouched()) return 1
    const original = text.document
    await linkVersions(ports, found, { original, before: draft, now: null })
    // A person may have written in it, or shared it, meanwhile.
    if (!isUntouched()) {
      await linkVersions(ports, found, { original, before: null, now: draft })
      return 1
    }
    documents.remove(draft)
    return 0
  }
  return documents.editAs(draft, doc => takeBack(doc, taken))
}
