// Steps of an edit script that suggest words, comment on words, and accept or reject what waits: a
// suggestion in the text, one for a whole paragraph, or an amendment.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { type Acting, amendmentNamed, readAmendments } from '#document/review/amendments'
import { amendByStep, refusedToWrite, type ScriptAuthor } from './edit-amendments.ts'
import {
  anchorAt,
  commentKey,
  markWords,
  longestRemark,
  openThread,
} from '#document/review/comments'
import { withBlock, withWords, type Verdict } from './edit-places.ts'
import { clamp, plainText, readBlock } from '#document/tree'
import { isEntryId } from '#document/ids'
import {
  readParagraphSuggestions,
  settleParagraph,
  suggestDeletion,
  suggestInsertion,
  readSuggestions,
  settleSuggestion,
} from '#document/review/suggestions'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Words = v.pipe(v.string(), v.maxLength(100_000))
const Name = v.pipe(v.string(), v.maxLength(32))

export const remarkSteps = [
  v.strictObject({ suggest: v.strictObject({ insert: Words }), block: Count, at: Count }),
  v.strictObject({ suggest: v.strictObject({ delete: Count }), block: Count, at: Count }),
  v.strictObject({
    comment: v.pipe(v.string(), v.minLength(1), v.maxLength(longestRemark)),
    block: Count,
    from: Count,
    to: Count,
  }),
  /** By the id that the list of suggestions gives; an amendment also by its label. */
  v.strictObject({ accept: Name }),
  v.strictObject({ reject: Name }),
] as const
const RemarkStep = v.union(remarkSteps)
export type RemarkStep = v.InferOutput<typeof RemarkStep>

export const isRemarkStep = (step: object): step is RemarkStep =>
  ['suggest', 'comment', 'accept', 'reject'].some(name => name in step)

/** The verdict of such a step changes several paragraphs, each in a transaction of its own. */
export const isVerdictStep = (step: object): boolean => 'accept' in step || 'reject' in step

type Author = ScriptAuthor & Pick<Acting, 'random' | 'change'>

const suggest = (
  doc: Y.Doc,
  step: Extract<RemarkStep, { suggest: object }>,
  author: Author,
): Verdict => {
  let isBreak = false
  const refused = withBlock(doc, step.block, block => {
    // A window has no place for words there.
    isBreak = readBlock(block).kind === 'pagebreak'
    if (isBreak) return
    const at = clamp(block, step.at)
    const { suggest: wanted } = step
    if ('insert' in wanted) suggestInsertion(doc, block, at, plainText(wanted.insert), author)
    else suggestDeletion(doc, block, { from: at, to: clamp(block, at + wanted.delete) }, author)
  })
  return refused ?? (isBreak ? 'not-permitted' : null)
}

const comment = (
  doc: Y.Doc,
  step: Extract<RemarkStep, { comment: string }>,
  author: Author,
): Verdict => {
  const { at, random } = author
  let isThere = false
  const refused = withWords(doc, step, (_, from, to) => {
    const words = { index: step.block - 1, from, to }
    const anchor = anchorAt(doc, words)
    isThere = anchor !== null
    if (anchor === null) return
    const thread = openThread(doc, { kind: 'comment', at, ...anchor, text: step.comment }, random)
    // The mark is part of the text: only a writer puts it there.
    if (refusedToWrite(author) === null) markWords(doc, words, commentKey(thread), 1)
  })
  return refused ?? (isThere ? null : 'not-found')
}

const settle = (
  doc: Y.Doc,
  { name, verdict }: { name: string; verdict: 'accept' | 'reject' },
  author: Author,
): Verdict => {
  if (!isEntryId(name)) return 'not-found'
  const inText = readSuggestions(doc).find(({ id }) => id === name)
  if (inText) {
    if (inText.places.length === 0) return 'invalid-input'
    settleSuggestion(doc, name, verdict, author)
    return null
  }
  const isParagraph = readParagraphSuggestions(doc, author.isSame).some(({ id }) => id === name)
  return isParagraph ? settleParagraph(doc, name, verdict, author) : 'not-found'
}

/** Null when the step was carried out. */
export const remarkByStep = (doc: Y.Doc, step: RemarkStep, author: Author): Verdict => {
  if ('comment' in step)
    return author.rights.has('remark') ? comment(doc, step, author) : 'not-permitted'
  if ('accept' in step) {
    const amendments = readAmendments(doc, author.isSame)
    if (amendmentNamed(amendments, step.accept)) return amendByStep(doc, step, author)
  }
  const refused = refusedToWrite(author)
  if (refused !== null) return refused
  if ('suggest' in step) return suggest(doc, step, author)
  return 'accept' in step
    ? settle(doc, { name: step.accept, verdict: 'accept' }, author)
    : settle(doc, { name: step.reject, verdict: 'reject' }, author)
}
