// The steps of an edit script for text in square brackets.
import * as v from 'valibot'
import type * as Y from 'yjs'
import type { Random } from '#document/ids'
import {
  bracketBlocks,
  bracketWords,
  proposeAlternative,
  readBrackets,
  settleBrackets,
} from '#document/review/brackets'
import { withBlock, type Verdict } from './edit-places.ts'
import { lengthOf, readBlock } from '#document/tree'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const bracketSteps = [
  /** Puts the block in square brackets, or words of it. */
  v.strictObject({ bracket: Count, from: v.optional(Count), to: v.optional(Count) }),
  /** Other words beside those in brackets: the block, or the first words in brackets within it. */
  v.strictObject({ alternative: v.pipe(v.string(), v.maxLength(1_000_000)), block: Count }),
  v.strictObject({ settle: v.picklist(['keep', 'drop', 'open']), block: Count }),
] as const
const BracketStep = v.union(bracketSteps)
type BracketStep = v.InferOutput<typeof BracketStep>

export const isBracketStep = (step: object): step is BracketStep =>
  'bracket' in step || 'alternative' in step || 'settle' in step

/** The version that the block stands in, or the first that stands within it. */
const versionIn = (doc: Y.Doc, number: number) =>
  readBrackets(doc)
    .flatMap(({ versions }) => versions)
    .find(
      ({ blocks, words }) =>
        blocks.includes(number - 1) || words.some(({ index }) => index === number - 1),
    )

/** Carries out a step for brackets. */
export const bracketByStep = (
  doc: Y.Doc,
  step: BracketStep,
  { random, now }: { random: Random; now: () => number },
): Verdict => {
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
