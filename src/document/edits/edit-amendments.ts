// Steps of an edit script that are about amendments. They are named by their label or by their whole id.
import * as v from 'valibot'
import type { KeptBlocks } from '#document/undo'
import type * as Y from 'yjs'
import type { FailureCode } from '#shared/failure'
import type { Right } from '#shared/vocabulary'
import {
  namings,
  handleClash,
  propose,
  settleAmendment,
  sponsor,
  togetherOf,
  type Acting,
  amendmentNamed,
  readAmendments,
  type Amendment,
} from '#document/review/amendments'
import { longestRemark } from '#document/review/comments'
import { blockElements, readBlock } from '#document/tree'

const Name = v.pipe(v.string(), v.maxLength(32))
const Words = v.pipe(v.string(), v.maxLength(100_000))
const why = v.optional(v.pipe(v.string(), v.maxLength(longestRemark)), '')
const more = { why, as: v.optional(v.picklist(namings), 'named') }

export const amendmentSteps = [
  /** Other words for a block, or for what an amendment proposes. */
  v.strictObject({ amend: Words, block: v.pipe(v.number(), v.integer()), ...more }),
  v.strictObject({ amend: Words, amendment: Name, ...more }),
  /** A new one from two, or with words of its own. */
  v.strictObject({ merge: v.tuple([Name, Name]), wording: v.optional(Words), ...more }),
  v.strictObject({ sponsor: Name, as: more.as }),
  v.strictObject({ unsponsor: Name }),
  v.strictObject({ decline: Name }),
  v.strictObject({ withdraw: Name }),
  v.strictObject({ reopen: Name }),
  /** Says that the overlap of two amendments has been dealt with. */
  v.strictObject({ handled: Name, with: Name }),
] as const
const AmendmentStep = v.union(amendmentSteps)
/** `accept` names an amendment or a suggestion; see `edit-remarks.ts`. */
export type AmendmentStep = v.InferOutput<typeof AmendmentStep> | { accept: string }

/** The author of a script. */
export type ScriptAuthor = Pick<Acting, 'at' | 'isSame'> & {
  rights: ReadonlySet<Right>
  /** A decision fixes the text: it takes remarks, and no change of its words. */
  isFixed?: boolean
  /** Paragraphs that were decided; absent where there are none. */
  kept?: KeptBlocks
}

/** The refusal of a change of the words; null for an author who may make one. */
export const refusedToWrite = ({ rights, isFixed }: ScriptAuthor): FailureCode | null => {
  if (!rights.has('write')) return 'not-permitted'
  return isFixed === true ? 'text-is-fixed' : null
}

const verdicts = ['accept', 'decline', 'withdraw', 'reopen'] as const

const stepNames = [...(['amend', 'merge', 'sponsor', 'unsponsor', 'handled'] as const), ...verdicts]

export const isAmendmentStep = <Step extends object>(
  step: Step,
): step is Extract<Step, AmendmentStep> => stepNames.some(name => name in step)

/** Null when the step was carried out. */
export const amendByStep = (
  doc: Y.Doc,
  step: AmendmentStep,
  { rights, isFixed, ...author }: ScriptAuthor & Pick<Acting, 'random' | 'change'>,
): FailureCode | null => {
  const all = readAmendments(doc, author.isSame)
  const named = (name: string): Amendment | undefined => amendmentNamed(all, name)
  const made = (result: ReturnType<typeof propose>): FailureCode | null =>
    'refused' in result ? result.refused : null

  if (!rights.has('propose')) return 'not-permitted'
  if ('amend' in step) {
    const { amend: wording, why, as: naming } = step
    if ('block' in step) {
      const element = blockElements(doc)[step.block - 1]
      const block = element && readBlock(element).id
      if (!block) return 'not-found'
      return made(propose(doc, { about: { block }, wording, why, naming }, author))
    }
    const amendment = named(step.amendment)?.id
    if (!amendment) return 'not-found'
    return made(propose(doc, { about: { amendment }, wording, why, naming }, author))
  }
  if ('merge' in step) {
    const [a, b] = step.merge.map(named)
    if (!a || !b || a.to !== null || b.to !== null || !a.target) return 'not-found'
    const { why, as: naming } = step
    const { text, clashes } = togetherOf(a, b)
    if (step.wording === undefined && clashes) return 'invalid-input'
    const about = { block: a.target.block }
    const wording = step.wording ?? text
    return made(propose(doc, { about, wording, why, naming, parts: [a.id, b.id] }, author))
  }
  if ('sponsor' in step || 'unsponsor' in step) {
    const id = named('sponsor' in step ? step.sponsor : step.unsponsor)?.id
    return id ? sponsor(doc, id, 'sponsor' in step ? step.as : null, author) : 'not-found'
  }
  if ('handled' in step) {
    const [one, other] = [named(step.handled), named(step.with)]
    if (!rights.has('settle')) return 'not-permitted'
    return one && other ? handleClash(doc, one.id, other.id, author) : 'not-found'
  }
  const kind = verdicts.find(each => each in step) ?? 'reopen'
  const id = named(Object.values(step)[0] ?? '')?.id
  if (kind !== 'withdraw' && !rights.has('settle')) return 'not-permitted'
  if ((kind === 'accept' || kind === 'reopen') && isFixed === true) return 'text-is-fixed'
  return id ? settleAmendment(doc, id, kind, author) : 'not-found'
}
