// Statements about amendments: a log in a map of its own beside the body (see `entry-log.ts`). Only
// a member can name themselves a co-sponsor, and a verdict is its author's; neither is a field. The
// gate accepts verdicts only from members who may settle.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { BlockId } from '#shared/ids'
import { highestNumber } from './amendment-label.ts'
import { type Random, EntryId } from '#document/ids'
import { plainText } from '#document/tree'
import { longestRemark, longestWording } from '#document/review/comments'
import { At, newEntryId, readEntryLogs, readerOf, type EntryLog, type Said } from '#document/log'

export const amendmentsName = 'amendments'

/** How a co-sponsor wants to be named: by name, by role, or not at all. */
export const namings = ['named', 'role', 'withheld'] as const
const Naming = v.picklist(namings)
export type Naming = v.InferOutput<typeof Naming>

const Wording = v.pipe(v.string(), v.maxLength(longestWording))
const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Ids = v.pipe(v.array(EntryId), v.maxLength(200))

const proposed = {
  at: At,
  /** The words that it would change, as they were. */
  base: Wording,
  /** Text from a faulty app enters no document with signs that break one. */
  wording: v.pipe(Wording, v.transform(plainText)),
  why: v.pipe(v.string(), v.maxLength(longestRemark)),
  naming: Naming,
  /** By which people call it; see `amendment-label.ts`. Anything else is passed over, and leaves it without a number. */
  number: v.fallback(
    v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(highestNumber))),
    undefined,
  ),
}

export const AmendmentEntry = v.variant('kind', [
  /** Other words for a paragraph. `parts`: the amendments that it was made from. */
  v.object({
    kind: v.literal('amendment'),
    block: BlockId,
    ...proposed,
    parts: v.pipe(v.array(EntryId), v.maxLength(20)),
  }),
  /** Other words for what another amendment proposes. */
  v.object({ kind: v.literal('subamendment'), to: EntryId, ...proposed }),
  v.object({ kind: v.literal('sponsor'), at: At, naming: Naming }),
  /** Ends a co-sponsorship; written by the co-sponsor. */
  v.object({ kind: v.literal('unsponsor'), at: At, replaces: Ids }),
  /**
   * `runs`: the words that came into the text. `over`: for an amendment to an amendment, what was
   * accepted before it of the same; for one to a paragraph, what was accepted of those to it.
   */
  v.object({
    kind: v.literal('accept'),
    at: At,
    replaces: Ids,
    over: Ids,
    runs: v.pipe(v.array(v.tuple([Count, Count, Count])), v.maxLength(2000)),
  }),
  v.object({ kind: v.picklist(['decline', 'reopen']), at: At, replaces: Ids }),
  /** By its author. */
  v.object({ kind: v.literal('withdraw'), at: At, replaces: Ids }),
  /** Says that its overlap with another amendment has been dealt with. */
  v.object({ kind: v.literal('handled'), at: At, other: EntryId }),
])
export type AmendmentEntry = v.InferOutput<typeof AmendmentEntry>

/** Entries that only who settles amendments may write. */
const verdicts: ReadonlySet<unknown> = new Set(['accept', 'decline', 'reopen', 'handled'])

/** Whether a value, of whatever shape, would be read as one of those. */
export const isVerdict = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && verdicts.has(value.kind)

export type Proposal = Extract<AmendmentEntry, { kind: 'amendment' | 'subamendment' }>
export type Settlement = Extract<
  AmendmentEntry,
  { kind: 'accept' | 'decline' | 'reopen' | 'withdraw' }
>
export type Acceptance = Extract<Settlement, { kind: 'accept' }>
export type Sponsoring = Extract<AmendmentEntry, { kind: 'sponsor' }>

export const isProposal = (entry: AmendmentEntry): entry is Proposal =>
  entry.kind === 'amendment' || entry.kind === 'subamendment'

export const isSettlement = (entry: Said<AmendmentEntry>): entry is Said<Settlement> =>
  ['accept', 'decline', 'reopen', 'withdraw'].includes(entry.kind)

export const isAcceptance = (entry: Said<AmendmentEntry>): entry is Said<Acceptance> =>
  entry.kind === 'accept'

/** The statements about one amendment. */
export type ProposalLog = { opening: Said<Proposal>; rest: Said<AmendmentEntry>[] }

const readEntry = readerOf(AmendmentEntry)

export const readAmendmentLogs = (doc: Y.Doc): EntryLog<AmendmentEntry>[] =>
  readEntryLogs(doc, amendmentsName, readEntry, isProposal)

/** Says something about an amendment, or begins one for null. Throws what is of no known shape. */
export const writeAmendmentEntry = (
  doc: Y.Doc,
  amendment: EntryId | null,
  entry: AmendmentEntry,
  random: Random,
  id = newEntryId(doc, random),
): EntryId => {
  doc.getMap(amendmentsName).set(`${amendment ?? id}/${id}`, v.parse(AmendmentEntry, entry))
  return id
}
