// Steps of an edit script that suggest a change of a whole paragraph, or settle one by its id.
import * as v from 'valibot'
import type * as Y from 'yjs'
import type { FailureCode } from '#shared/failure'
import type { BlockId } from '#shared/ids'
import type { Acting } from '#document/review/amendments'
import { longestRemark, mostAlong } from '#document/review/comments'
import { refusedToWrite, type ScriptAuthor } from './edit-amendments.ts'
import { isEntryId } from '#document/ids'
import { blockElements, readBlock } from '#document/tree'
import { blockKinds } from '#document/model'
import {
  suggestParagraph,
  type NewParagraphSuggestion,
  settleParagraph,
} from '#document/review/suggestions'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Words = v.pipe(v.string(), v.maxLength(100_000))
const Name = v.pipe(v.string(), v.maxLength(32))
const Kind = v.picklist(blockKinds)
const why = v.optional(v.pipe(v.string(), v.maxLength(longestRemark)), '')

export const suggestionSteps = [
  v.strictObject({ suggestNew: Words, after: Count, kind: v.optional(Kind, 'paragraph'), why }),
  v.strictObject({ suggestRemoval: Count, why }),
  v.strictObject({ suggestKind: Kind, block: Count, why }),
  v.strictObject({ suggestWords: Words, block: Count, why }),
  /** Another place, with so many that follow it; two of it; one of it and that before it. */
  v.strictObject({
    suggestMove: Count,
    behind: Count,
    why,
    along: v.optional(v.pipe(Count, v.maxValue(mostAlong)), 0),
  }),
  v.strictObject({ suggestSplit: Count, at: Count, why }),
  v.strictObject({ suggestJoin: Count, why }),
  v.strictObject({ takeIn: Name }),
  v.strictObject({ turnDown: Name }),
  v.strictObject({ takeBack: Name }),
] as const
const SuggestionStep = v.union(suggestionSteps)
export type SuggestionStep = v.InferOutput<typeof SuggestionStep>

const names = [
  ...(['suggestNew', 'suggestRemoval', 'suggestKind', 'suggestWords'] as const),
  ...(['suggestMove', 'suggestSplit', 'suggestJoin'] as const),
  ...(['takeIn', 'turnDown', 'takeBack'] as const),
]

export const isSuggestionStep = <Step extends object>(
  step: Step,
): step is Extract<Step, SuggestionStep> => names.some(name => name in step)

type Wish = Exclude<
  SuggestionStep,
  { takeIn: string } | { turnDown: string } | { takeBack: string }
>

/** The number of the block that it is about. */
const numberIn = (
  step: Exclude<Wish, { suggestNew: string } | { suggestMove: number }>,
): number => {
  if ('suggestRemoval' in step) return step.suggestRemoval
  if ('suggestSplit' in step) return step.suggestSplit
  return 'suggestJoin' in step ? step.suggestJoin : step.block
}

/** Null where there is no such block. */
const wantedBy = (doc: Y.Doc, step: Wish): NewParagraphSuggestion | null => {
  const idAt = (number: number): BlockId | null => {
    const element = blockElements(doc)[number - 1]
    return element ? readBlock(element).id : null
  }
  const reason = { why: step.why }
  if ('suggestNew' in step) {
    const { suggestNew: wording, kind: as, after: number } = step
    const after = idAt(number)
    return number > 0 && after === null ? null : { what: 'add', after, as, wording, ...reason }
  }
  if ('suggestMove' in step) {
    const { suggestMove: number, behind, along: count } = step
    const [block, after] = [idAt(number), idAt(behind)]
    const along = Array.from({ length: count }, (_, at) => idAt(number + 1 + at))
    const isThere = block !== null && (behind === 0 || after !== null)
    return isThere && along.every(each => each !== null)
      ? { what: 'move', block, after, along, ...reason }
      : null
  }
  const block = idAt(numberIn(step))
  if (block === null) return null
  if ('suggestSplit' in step) return { what: 'split', block, place: step.at, ...reason }
  if ('suggestJoin' in step) return { what: 'join', block, ...reason }
  if ('suggestRemoval' in step) return { what: 'remove', block, ...reason }
  if ('suggestKind' in step) return { what: 'kind', block, as: step.suggestKind, ...reason }
  return { what: 'words', block, wording: step.suggestWords, ...reason }
}

/** Null when the step was carried out. */
export const suggestByStep = (
  doc: Y.Doc,
  step: SuggestionStep,
  author: ScriptAuthor & Pick<Acting, 'random' | 'change'>,
): FailureCode | null => {
  if (!author.rights.has('propose')) return 'not-permitted'
  if ('takeIn' in step || 'turnDown' in step || 'takeBack' in step) {
    const [id, verdict] =
      'takeIn' in step
        ? ([step.takeIn, 'accept'] as const)
        : 'turnDown' in step
          ? ([step.turnDown, 'reject'] as const)
          : ([step.takeBack, 'withdraw'] as const)
    if (!isEntryId(id)) return 'not-found'
    const refused = verdict === 'withdraw' ? null : refusedToWrite(author)
    return refused ?? settleParagraph(doc, id, verdict, author)
  }
  const wanted = wantedBy(doc, step)
  if (wanted === null) return 'not-found'
  const made = suggestParagraph(doc, wanted, author)
  return 'refused' in made ? made.refused : null
}
