// Every amendment of a text as it stands: what it would change and where that is now, who stands by it,
// how it was settled, and which others would change the same paragraph. Computed from the log and the
// text alone, so it is the same on every device that has the same.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import {
  isProposal,
  isSettlement,
  readAmendmentLogs,
  type AmendmentEntry,
  type Naming,
  type Proposal,
  type ProposalLog,
  type Settlement,
  type Sponsoring,
} from './amendment-entries.ts'
import { labelsOf } from './amendment-label.ts'
import { lastInText, verdictOn, type Standing } from './amendment-verdicts.ts'
import { carriedInto, wordingsOf } from './amendment-wording.ts'
import type { EntryId } from '#document/ids'
import type { EntryLog, Said } from '#document/log'
import { blockElements } from '#document/tree'
import type { MergedWords } from '#document/words'
import { rowsOf, targetsIn, type Target } from './paragraph-target.ts'

export type Amendment = {
  id: EntryId
  /** The number that people say, with letters where another one has it too. See `amendment-label.ts`. */
  label: string
  /** The client id that proposed it. */
  client: number
  at: number
  block: BlockId
  /** The amendment that it would amend. */
  to: EntryId | null
  /** The amendments that it was made from. */
  parts: readonly EntryId[]
  /** The words that it would change, as they were when it was proposed. */
  base: string
  /** The present wording: as proposed, with the accepted amendments to it. */
  wording: string
  why: string
  naming: Naming
  /** The members who stand by it now, by their own word. */
  sponsors: readonly { client: number; at: number; naming: Naming }[]
  standing: Standing
  /** Settled differently by people apart; `standing` counts until a member settles it again. */
  isApart: boolean
  /** Every verdict there was, in the order of their times. */
  record: readonly Said<Settlement>[]
  /** Null when its paragraph is gone; `base` and `wording` stay. */
  target: Target | null
  /** The text of its target, or of the amendment that it would amend, is not what it began from. */
  isMoved: boolean
  /** The text after an acceptance. */
  result: string
  /** The text changed where it would change it: reading is called for before it is accepted. */
  isOverlapping: boolean
  /** Other open ones for the same words, and whether a member who settles has dealt with it. */
  clashes: readonly { id: EntryId; isHandled: boolean }[]
}

/** Whether two client ids are the same member's. */
export type SameMember = (a: number, b: number) => boolean

const isProposed = (log: EntryLog<AmendmentEntry>): log is ProposalLog => isProposal(log.opening)

const recordOf = ({ opening, rest }: ProposalLog, isSame: SameMember): Said<Settlement>[] =>
  rest
    .filter(isSettlement)
    .filter(({ kind, client }) => kind !== 'withdraw' || isSame(client, opening.client))

const sponsorsOf = ({ opening, rest }: ProposalLog, isSame: SameMember): Amendment['sponsors'] => {
  const authors = new Map(rest.map(({ id, client }) => [id, client]))
  const over = new Set<EntryId>()
  for (const entry of rest)
    for (const id of entry.kind === 'unsponsor' ? entry.replaces : [])
      if (isSame(entry.client, authors.get(id) ?? NaN)) over.add(id)
  const found: Said<Sponsoring>[] = []
  for (const entry of rest) {
    if (entry.kind !== 'sponsor' || isSame(entry.client, opening.client)) continue
    if (!over.has(entry.id) && !found.some(({ client }) => isSame(client, entry.client)))
      found.push(entry)
  }
  return found.map(({ client, at, naming }) => ({ client, at, naming }))
}

/** Amendments to amendments to amendments, and so on: what goes deeper is passed over. */
export const deepestAmended = 16
/** For one amendment, so that many for one paragraph are no burden. */
const mostClashes = 100

/** All that was ever proposed for a text, the earliest first. */
export const readAmendments = (doc: Y.Doc, isSame: SameMember = (a, b) => a === b): Amendment[] => {
  const proposed = readAmendmentLogs(doc).filter(isProposed)
  if (proposed.length === 0) return []
  const byId = new Map(proposed.map(log => [log.opening.id, log]))
  /** The paragraph's amendment that one is about in the end; null where there is none. */
  const rootOf = (log: ProposalLog): Extract<Proposal, { kind: 'amendment' }> | null => {
    let at: ProposalLog | undefined = log
    for (let depth = 0; at && depth <= deepestAmended; depth++) {
      if (at.opening.kind === 'amendment') return at.opening
      at = byId.get(at.opening.to)
    }
    return null
  }
  const roots = new Map(proposed.map(log => [log, rootOf(log)]))
  const logs = proposed.filter(log => roots.get(log))
  const amending = Map.groupBy(
    logs.filter(({ opening }) => opening.kind === 'subamendment'),
    ({ opening }) => (opening.kind === 'subamendment' ? opening.to : opening.id),
  )
  const targetOf = targetsIn(rowsOf(doc))
  const labels = labelsOf(logs.map(({ opening }) => opening))
  const records = new Map(logs.map(log => [log.opening.id, recordOf(log, isSame)]))
  const recordFor = (id: EntryId) => records.get(id) ?? []
  const wordings = wordingsOf(amending, recordFor)
  const elements = blockElements(doc)
  /**
   * The text that the change begins from: the words that it would change, or, where they were
   * changed already and it was opened again, its wording when it came into the text.
   */
  const beginningOf = (log: ProposalLog, target: Target | null): string => {
    const block = log.opening.kind === 'amendment' ? elements[target?.index ?? -1] : undefined
    const last = block && lastInText(block, recordFor(log.opening.id))
    return last ? wordings.with(log, new Set(last.over)) : log.opening.base
  }

  const all = logs.flatMap((log): Amendment[] => {
    const { opening } = log
    const root = roots.get(log)
    if (!root) return []
    const { id, client, at, base, why, naming } = opening
    const record = recordFor(id)
    const wording = wordings.now(log)
    const target = targetOf(root)
    const amended = opening.kind === 'subamendment' ? byId.get(opening.to) : undefined
    const now = amended ? wordings.now(amended) : (target?.text ?? base)
    const beginning = beginningOf(log, target)
    // Computed for display only: where hardly a word is the same, merging takes as long as a frame.
    let merged: MergedWords | null = null
    const outcome = (): MergedWords => (merged ??= carriedInto(now, { base: beginning, wording }))
    return [
      {
        id,
        client,
        at,
        base,
        why,
        naming,
        wording,
        record,
        target,
        get result() {
          return outcome().text
        },
        get isOverlapping() {
          return outcome().clashes
        },
        label: labels.get(id) ?? '',
        block: root.block,
        clashes: [],
        to: opening.kind === 'subamendment' ? opening.to : null,
        parts: opening.kind === 'amendment' ? opening.parts : [],
        sponsors: sponsorsOf(log, isSame),
        ...verdictOn(record),
        isMoved: now !== beginning,
      },
    ]
  })
  const handled = new Set(
    logs.flatMap(({ opening, rest }) =>
      rest.flatMap(entry =>
        entry.kind === 'handled'
          ? [`${opening.id} ${entry.other}`, `${entry.other} ${opening.id}`]
          : [],
      ),
    ),
  )
  const aboutOf = ({ to, target, block }: Amendment): string => to ?? target?.block ?? block
  const open = Map.groupBy(
    all.filter(({ standing }) => standing === 'open'),
    aboutOf,
  )
  for (const amendment of open.values().flatMap(each => each))
    amendment.clashes = (open.get(aboutOf(amendment)) ?? [])
      .slice(0, mostClashes + 1)
      .filter(other => other !== amendment)
      .slice(0, mostClashes)
      .map(({ id }) => ({ id, isHandled: handled.has(`${amendment.id} ${id}`) }))
  return all
}

/** The clients with a statement on an amendment. */
export const amendmentClients = (doc: Y.Doc): number[] => [
  ...new Set(
    readAmendmentLogs(doc).flatMap(({ opening, rest }) =>
      [opening, ...rest].map(({ client }) => client),
    ),
  ),
]

/** The targets of undecided amendments; one whose paragraph is gone stands at the beginning. */
export const openTargets = (amendments: readonly Amendment[]): { index: number; label: string }[] =>
  amendments
    .filter(({ standing }) => standing === 'open')
    .map(({ target, label }) => ({ index: target?.index ?? 0, label }))
