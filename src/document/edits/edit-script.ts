// Edit scripts: a list of changes for automation and tests, each one transaction. Core takes a
// script in as one update where the gate takes it whole.
// `block` counts from 1 over the blocks present when the step runs, 0 stands for the beginning;
// positions count UTF-16 units and are clamped to the text. A script with a step of an unknown shape
// changes nothing. A step that cannot be carried out, or that the author has no right to, is refused
// by number, counted from 1, and the rest go on.
import * as v from 'valibot'
import * as Y from 'yjs'
import type { FailureCode } from '#shared/failure'
import { leavesKept, PageUndo } from '#document/undo'
import { everyRight } from '#shared/vocabulary'
import type { Random } from '#document/ids'
import { dropDoubled } from '#document/review/suggestions'
import {
  amendByStep,
  amendmentSteps,
  isAmendmentStep,
  type AmendmentStep,
  refusedToWrite,
  type ScriptAuthor,
} from './edit-amendments.ts'
import {
  emptyParagraph,
  insertBlock,
  joinBlocks,
  moveBlock,
  removeBlock,
  setKind,
  splitBlock,
  newBlockElement,
} from '#document/blocks'
import {
  isSuggestionStep,
  suggestByStep,
  suggestionSteps,
  type SuggestionStep,
} from './edit-suggestions.ts'
import { bracketByStep, bracketSteps, isBracketStep } from './edit-brackets.ts'
import { addNote, changeNote } from './edit-notes.ts'
import {
  isRemarkStep,
  isVerdictStep,
  remarkByStep,
  remarkSteps,
  type RemarkStep,
} from './edit-remarks.ts'
import {
  anchor,
  isInTable,
  withBlock,
  withParagraph,
  withWords,
  type Verdict,
} from './edit-places.ts'
import { changeTableByStep, isTableStep, tableSteps } from './edit-tables.ts'
import {
  clamp,
  deleteText,
  formatText,
  insertReference,
  insertText,
  linkText,
  plainText,
  blockElements,
  textFormats as formats,
  rootOf,
  readMeta,
  readBlock,
  readPage,
} from '#document/tree'
import { isMeetingStep, meetByStep, meetingSteps } from './edit-meetings.ts'
import { blockKinds, isSafeLink } from '#document/model'
import { referenceTo } from '#document/numbering'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Text = v.pipe(v.string(), v.maxLength(1_000_000))

export const EditStep = v.union([
  v.strictObject({ insert: Text, block: Count, at: Count }),
  v.strictObject({ delete: Count, block: Count, at: Count }),
  v.strictObject({ new: Text, after: Count, kind: v.optional(v.picklist(blockKinds)) }),
  v.strictObject({ remove: Count }),
  v.strictObject({ split: Count, at: Count }),
  /** The block and the one below it become one. */
  v.strictObject({ join: Count }),
  v.strictObject({ move: Count, after: Count }),
  v.strictObject({ kind: v.picklist(blockKinds), block: Count }),
  /** `none` takes all formats away; links stay. */
  v.strictObject({
    format: v.picklist([...formats, 'none']),
    block: Count,
    from: Count,
    to: Count,
  }),
  /** Where the words lead; empty takes the link off. */
  v.strictObject({
    link: v.pipe(v.string(), v.maxLength(2048)),
    block: Count,
    from: Count,
    to: Count,
  }),
  ...bracketSteps,
  /** A new footnote, with its reference. */
  v.strictObject({ footnote: Text, block: Count, at: Count }),
  /** Words of a footnote, by its number now. */
  v.strictObject({ insert: Text, note: Count, at: Count }),
  v.strictObject({ delete: Count, note: Count, at: Count }),
  ...tableSteps,
  ...meetingSteps,
  /** A reference to a block with a number, as it reads there; `bare`: its number alone. */
  v.strictObject({ refer: Count, block: Count, at: Count, bare: v.optional(v.boolean()) }),
  v.strictObject({ undo: v.literal(true) }),
  v.strictObject({ redo: v.literal(true) }),
  ...amendmentSteps,
  ...suggestionSteps,
  ...remarkSteps,
])
export type EditStep = v.InferOutput<typeof EditStep>

export type EditResult = { applied: number; refused: { step: number; code: FailureCode }[] }

type Scene = {
  doc: Y.Doc
  random: Random
  undo: PageUndo
  now: () => number
  author: ScriptAuthor
  /** Carries out one change in one transaction of the script. */
  change(work: () => void): void
}

/** A step that changes the words, and no statement beside them. */
type TextStep = Exclude<
  EditStep,
  RemarkStep | SuggestionStep | AmendmentStep | { undo: true } | { redo: true }
>

const remove = (doc: Y.Doc, number: number, random: Random): Verdict =>
  withParagraph(doc, number, block => {
    if (blockElements(doc).length === 1)
      insertBlock(doc, block, emptyParagraph(readMeta(doc).language, random))
    removeBlock(block)
  })

const join = (doc: Y.Doc, number: number): Verdict => {
  let verdict: Verdict = 'not-found'
  let isFigure = false
  const refused = withParagraph(doc, number, first => {
    verdict = withParagraph(doc, number + 1, second => {
      isFigure = [first, second].some(each => readBlock(each).kind === 'figure')
      if (!isFigure) joinBlocks(first, second)
    })
  })
  return refused ?? (isFigure ? 'not-permitted' : verdict)
}

const move = (doc: Y.Doc, number: number, after: number): Verdict => {
  if (isInTable(doc, after)) return 'not-permitted'
  return withParagraph(doc, number, block => {
    const place = anchor(doc, after)
    const index = blockElements(doc).indexOf(block)
    const stays = place === block || (place === null ? index === 0 : after === index)
    if (!stays) moveBlock(block, place)
  })
}

const changeText = (step: TextStep, scene: Scene): Verdict => {
  const { doc, random } = scene
  if (isBracketStep(step)) return bracketByStep(doc, step, scene)
  if (isMeetingStep(step)) return meetByStep(doc, step, scene.author.kept)
  if ('footnote' in step)
    return withBlock(doc, step.block, block =>
      addNote(block, clamp(block, step.at), step.footnote, random),
    )
  if ('refer' in step) {
    const to = referenceTo(readPage(doc), step.refer, step.bare === true)
    if (typeof to === 'string') return to
    return withBlock(doc, step.block, block =>
      insertReference(block, clamp(block, step.at), { to }),
    )
  }
  if ('note' in step) return changeNote(doc, step.note, step) ? null : 'not-found'
  if ('insert' in step)
    return withBlock(doc, step.block, block =>
      insertText(block, clamp(block, step.at), plainText(step.insert)),
    )
  if ('delete' in step)
    return withBlock(doc, step.block, block => {
      const at = clamp(block, step.at)
      deleteText(block, at, clamp(block, at + step.delete) - at)
    })
  if (isTableStep(step)) return changeTableByStep(doc, step, random)
  if ('new' in step) {
    if (isInTable(doc, step.after)) return 'not-permitted'
    const { language } = readMeta(doc)
    const { kind = 'paragraph' } = step
    const block = { kind, runs: [{ text: plainText(step.new) }] }
    insertBlock(doc, anchor(doc, step.after), newBlockElement(block, { language, random }))
    return null
  }
  if ('remove' in step) return remove(doc, step.remove, random)
  if ('split' in step)
    return withParagraph(doc, step.split, block => splitBlock(block, clamp(block, step.at), random))
  if ('join' in step) return join(doc, step.join)
  if ('move' in step) return move(doc, step.move, step.after)
  if ('kind' in step) return withParagraph(doc, step.block, block => setKind(block, step.kind))
  if ('format' in step)
    return withWords(doc, step, (block, from, to) => formatText(block, from, to, step.format))
  const { link } = step
  if (link !== '' && !isSafeLink(link)) return 'invalid-input'
  return withWords(doc, step, (block, from, to) => linkText(block, from, to, link))
}

const isTextStep = (step: EditStep): step is TextStep =>
  !('undo' in step || 'redo' in step || isRemarkStep(step)) &&
  !isSuggestionStep(step) &&
  !isAmendmentStep(step)

/** Carries it out unless it would change a line that was decided. Undo takes back what was carried out alone. */
const carryOut = (step: EditStep, scene: Scene): Verdict => {
  const { kept } = scene.author
  const isOfWords =
    'accept' in step || 'takeIn' in step || (isTextStep(step) && !('naming' in step))
  const onCopy = (doc: Y.Doc): void =>
    void changeBy(step, { ...scene, doc, change: work => doc.transact(work) })
  if (kept && isOfWords && !leavesKept(scene.doc, kept, onCopy)) return 'line-decided'
  return changeBy(step, scene)
}

const changeBy = (step: EditStep, scene: Scene): Verdict => {
  const { doc, random, undo, author, change } = scene
  const acting = { ...author, random, change }
  if ('undo' in step || 'redo' in step) {
    const done = 'undo' in step ? undo.undo() : undo.redo()
    return done === null ? 'not-found' : null
  }
  if (isRemarkStep(step)) return remarkByStep(doc, step, acting)
  if (isSuggestionStep(step)) return suggestByStep(doc, step, acting)
  if (isAmendmentStep(step)) return amendByStep(doc, step, acting)
  return refusedToWrite(author) ?? changeText(step, scene)
}

/** Alone with the text. */
const anybody: ScriptAuthor = { at: 0, isSame: (a, b) => a === b, rights: everyRight }

/** Undo is a transaction by itself, and a verdict one for each paragraph that it changes. */
const isInOne = (step: EditStep): boolean =>
  !('undo' in step || 'redo' in step || isVerdictStep(step))

/**
 * Applies the steps in order. `undo` and `redo` reach back over the steps of this script only. Steps
 * of a shape that this version does not know are refused as `invalid-input`, and then no step of the
 * script is carried out.
 */
export const applyEditScript = (
  doc: Y.Doc,
  steps: readonly unknown[],
  {
    random,
    now,
    origin = Symbol('edit script'),
    author = anybody,
  }: { random: Random; now: () => number; origin?: unknown; author?: ScriptAuthor },
): EditResult => {
  const known: EditStep[] = []
  const unknown: EditResult['refused'] = []
  for (const [index, given] of steps.entries()) {
    const read = v.safeParse(EditStep, given)
    if (read.success) known.push(read.output)
    else unknown.push({ step: index + 1, code: 'invalid-input' })
  }
  if (unknown.length > 0) return { applied: 0, refused: unknown }

  const undo = new PageUndo(rootOf(doc), { trackedOrigins: new Set([origin]), captureTimeout: 0 })
  // As a window does that shows the text.
  if (refusedToWrite(author) === null) dropDoubled(doc)
  const change = (work: () => void): void => doc.transact(work, origin)
  const scene: Scene = { doc, random, undo, now, author, change }
  const refused: EditResult['refused'] = []
  for (const [index, step] of known.entries()) {
    let verdict: Verdict = null
    const work = (): void => void (verdict = carryOut(step, scene))
    if (isInOne(step)) change(work)
    else work()
    if (verdict !== null) refused.push({ step: index + 1, code: verdict })
  }
  undo.destroy()
  return { applied: known.length - refused.length, refused }
}
