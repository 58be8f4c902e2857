// Edit scripts: a list of changes for automation and tests, each one transaction and so one update.
// `block` counts from 1 over the blocks present when the step runs, 0 stands for the beginning;
// positions count UTF-16 units and are clamped to the text. A step that cannot be carried out is
// refused by number, counted from 1, and the rest go on.
import * as v from 'valibot'
import * as Y from 'yjs'
import type { FailureCode } from '../failure.ts'
import type { Random } from './block-id.ts'
import { bracketBlocks, bracketWords, proposeAlternative } from './bracket-acts.ts'
import { settleBrackets } from './bracket-settle.ts'
import { readBrackets } from './bracket-log.ts'
import { dropDoubled } from './doubled-words.ts'
import { amendByStep, amendmentSteps, type ScriptAuthor } from './edit-amendments.ts'
import {
  emptyParagraph,
  insertBlock,
  joinBlocks,
  moveBlock,
  removeBlock,
  setKind,
  splitBlock,
} from './edit-blocks.ts'
import { isSuggestionStep, suggestByStep, suggestionSteps } from './edit-suggestions.ts'
import { addNote, changeNote } from './edit-notes.ts'
import { changeTableByStep, isTableStep, tableSteps } from './edit-tables.ts'
import {
  clamp,
  deleteText,
  formatText,
  insertReference,
  insertText,
  lengthOf,
  linkText,
  plainText,
} from './edit-text.ts'
import { blockElements, formats, rootOf } from './layout.ts'
import { readMeta } from './meta.ts'
import { mayUndo } from './own-words.ts'
import { blockKinds } from './page.ts'
import { referenceTo } from './paragraph-references.ts'
import { readBlock, readPage } from './read-page.ts'
import { isWithinTable } from './tables.ts'
import { isSafeLink } from './text.ts'
import { newBlockElement } from './write-blocks.ts'

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
    ...{ format: v.picklist([...formats, 'none']), block: Count },
    ...{ from: Count, to: Count },
  }),
  /** Where the words lead; empty takes the link off. */
  v.strictObject({
    link: v.pipe(v.string(), v.maxLength(2048)),
    block: Count,
    from: Count,
    to: Count,
  }),
  /** Puts the block in square brackets, or words of it. */
  v.strictObject({ bracket: Count, from: v.optional(Count), to: v.optional(Count) }),
  /** Other words beside those in brackets: the block, or the first words in brackets within it. */
  v.strictObject({ alternative: Text, block: Count }),
  v.strictObject({ settle: v.picklist(['keep', 'drop', 'open']), block: Count }),
  /** A new footnote, with its reference. */
  v.strictObject({ footnote: Text, block: Count, at: Count }),
  /** Words of a footnote, by its number now. */
  v.strictObject({ insert: Text, note: Count, at: Count }),
  v.strictObject({ delete: Count, note: Count, at: Count }),
  ...tableSteps,
  /** A reference to a block with a number, as it reads there; `bare`: its number alone. */
  v.strictObject({ refer: Count, block: Count, at: Count, bare: v.optional(v.boolean()) }),
  v.strictObject({ undo: v.literal(true) }),
  v.strictObject({ redo: v.literal(true) }),
  ...amendmentSteps,
  ...suggestionSteps,
])
export type EditStep = v.InferOutput<typeof EditStep>

export type EditResult = { applied: number; refused: { step: number; code: FailureCode }[] }

/** Null when the step was carried out. */
type Verdict = FailureCode | null

type Scene = {
  doc: Y.Doc
  random: Random
  undo: Y.UndoManager
  now: () => number
  author: ScriptAuthor
}

const blockAt = (doc: Y.Doc, number: number): Y.XmlElement | undefined =>
  blockElements(doc)[number - 1]

/** Works on a block that this version may change. */
const withBlock = (doc: Y.Doc, number: number, work: (block: Y.XmlElement) => void): Verdict => {
  const block = blockAt(doc, number)
  if (block === undefined) return 'not-found'
  const { unknown, label } = readBlock(block)
  if (unknown === true || label !== undefined) return 'not-permitted'
  work(block)
  return null
}

/** The same for a block that may be joined, split or moved: what is done to cells is done to their table. */
const withParagraph = (
  doc: Y.Doc,
  number: number,
  work: (block: Y.XmlElement) => void,
): Verdict => {
  const block = blockAt(doc, number)
  return block && readBlock(block).cell ? 'not-permitted' : withBlock(doc, number, work)
}

/** Between two cells of one table nothing else is put. */
const isInTable = (doc: Y.Doc, number: number): boolean => {
  const [before, behind] = [blockAt(doc, number), blockAt(doc, number + 1)]
  return isWithinTable(before && readBlock(before), behind && readBlock(behind))
}

/** The block after which something goes; null for the beginning, the last one when out of range. */
const anchor = (doc: Y.Doc, number: number): Y.XmlElement | null =>
  number === 0 ? null : (blockAt(doc, number) ?? blockElements(doc).at(-1) ?? null)

const remove = (doc: Y.Doc, number: number, random: Random): Verdict =>
  withParagraph(doc, number, block => {
    if (blockElements(doc).length === 1)
      insertBlock(doc, block, emptyParagraph(readMeta(doc).language, random))
    removeBlock(block)
  })

const join = (doc: Y.Doc, number: number): Verdict => {
  let verdict: Verdict = 'not-found'
  const refused = withParagraph(doc, number, first => {
    verdict = withParagraph(doc, number + 1, second => joinBlocks(first, second))
  })
  return refused ?? verdict
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

/** Works on words of a block, clamped to what is there. */
const withWords = (
  doc: Y.Doc,
  { block: number, from, to }: { block: number; from: number; to: number },
  work: (block: Y.XmlElement, from: number, to: number) => void,
): Verdict =>
  withBlock(doc, number, block => {
    const [start, end] = [clamp(block, from), clamp(block, Math.min(to, lengthOf(block)))]
    work(block, start, Math.max(start, end))
  })

/** The version that the block stands in, or the first that stands within it. */
const versionIn = (doc: Y.Doc, number: number) =>
  readBrackets(doc)
    .flatMap(({ versions }) => versions)
    .find(
      ({ blocks, words }) =>
        blocks.includes(number - 1) || words.some(({ index }) => index === number - 1),
    )

type BracketStep = Extract<
  EditStep,
  { bracket: number } | { alternative: string } | { settle: string }
>

const negotiate = (step: BracketStep, { doc, random, now }: Scene): Verdict => {
  const act = { at: now(), random, change: (work: () => void) => work() }
  if ('bracket' in step) {
    const index = step.bracket - 1
    const { from, to } = step
    return withBlock(doc, step.bracket, block => {
      // A cell is one place of its table: what stands in brackets is its words.
      const isWords = from !== undefined || to !== undefined || readBlock(block).cell !== undefined
      if (isWords)
        bracketWords(
          doc,
          { index, from: from ?? 0, to: Math.min(to ?? Infinity, lengthOf(block)) },
          act,
        )
      else bracketBlocks(doc, [index], act)
    })
  }
  const version = versionIn(doc, step.block)
  if (version === undefined) return 'not-found'
  if ('alternative' in step)
    return proposeAlternative(doc, version.id, step.alternative, act) === null
      ? 'invalid-input'
      : null
  settleBrackets(doc, version.id, step.settle, act)
  return null
}

const carryOut = (step: EditStep, scene: Scene): Verdict => {
  const { doc, random, undo, author } = scene
  if ('bracket' in step || 'alternative' in step || 'settle' in step) return negotiate(step, scene)
  if (isSuggestionStep(step))
    return suggestByStep(doc, step, { ...author, random, change: work => work() })
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
  if ('link' in step) {
    const { link } = step
    if (link !== '' && !isSafeLink(link)) return 'invalid-input'
    return withWords(doc, step, (block, from, to) => linkText(block, from, to, link))
  }
  if (!('undo' in step || 'redo' in step))
    return amendByStep(doc, step, { ...author, random, change: work => work() })
  const done = 'undo' in step ? undo.undo() : undo.redo()
  return done === null ? 'not-found' : null
}

/** Alone with the text. */
const anybody: ScriptAuthor = { at: 0, isSame: (a, b) => a === b, settles: true, writes: true }

/**
 * Applies the steps in order. `undo` and `redo` reach back over the steps of this script only.
 * Steps of a shape that this version does not know are refused as `invalid-input`.
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
  const undo = new Y.UndoManager(rootOf(doc), {
    trackedOrigins: new Set([origin]),
    captureTimeout: 0,
    deleteFilter: mayUndo,
  })
  // As a window does that shows the text.
  if (author.writes) dropDoubled(doc)
  const refused: EditResult['refused'] = []
  for (const [index, given] of steps.entries()) {
    const parsed = v.safeParse(EditStep, given)
    const step = parsed.success ? parsed.output : null
    let verdict: Verdict = 'invalid-input'
    if (step !== null && ('undo' in step || 'redo' in step))
      verdict = carryOut(step, { doc, random, undo, now, author })
    else if (step !== null)
      doc.transact(() => {
        verdict = carryOut(step, { doc, random, undo, now, author })
      }, origin)
    if (verdict !== null) refused.push({ step: index + 1, code: verdict })
  }
  undo.destroy()
  return { applied: steps.length - refused.length, refused }
}
