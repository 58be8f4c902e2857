// Verdicts on an amendment, by people who may not have known of each other: which verdict counts,
// which acceptance knew of which, and which of them has its words in the text.
import type * as Y from 'yjs'
import { isAcceptance, type Acceptance, type Settlement } from './amendment-entries.ts'
import { longestWording } from '#document/review/comments'
import { clientIn, type EntryId } from '#document/ids'
import { standingOf, type Said } from '#document/log'
import { hasRuns, type Run } from '#document/blocks'

export type Standing = 'open' | 'accepted' | 'declined' | 'withdrawn'

/** Its words are in the text where anybody accepted it; after that, its author's own word counts. */
const ranks = ['reopen', 'accept', 'withdraw', 'decline'] as const
const standingFor = {
  reopen: 'open',
  accept: 'accepted',
  withdraw: 'withdrawn',
  decline: 'declined',
} as const satisfies Record<Settlement['kind'], Standing>

/** An author who withdraws undoes no verdict with it. */
const withRights = (record: readonly Said<Settlement>[]): Said<Settlement>[] => {
  const reopened = new Set(record.flatMap(({ id, kind }) => (kind === 'reopen' ? [id] : [])))
  return record.map(entry =>
    entry.kind === 'withdraw'
      ? { ...entry, replaces: entry.replaces.filter(id => reopened.has(id)) }
      : entry,
  )
}

export const verdictOn = (
  record: readonly Said<Settlement>[],
): { standing: Standing; isApart: boolean } => {
  const heads = standingOf(withRights(record)).map(({ kind }) => kind)
  const first = ranks.find(kind => heads.includes(kind))
  return { standing: first ? standingFor[first] : 'open', isApart: new Set(heads).size > 1 }
}

/** For one amendment: no honest group accepts it so often, and the known others are one number. */
export const mostAcceptances = 30

export type Accepted = Said<Acceptance> & {
  /** Whether it was written in the knowledge of another, over whatever was said between. */
  knew(other: Accepted): boolean
}

/** Bits of those acceptances that each entry takes the place of, directly or not. */
const knowledgeIn = (
  record: readonly Said<Settlement>[],
  bits: ReadonlyMap<EntryId, number>,
): ReadonlyMap<EntryId, number> => {
  const byId = new Map(record.map(entry => [entry.id, entry]))
  const found = new Map<EntryId, number>()
  const bitsAt = (id: EntryId): number => (bits.get(id) ?? 0) | (found.get(id) ?? 0)
  for (const first of byId.values()) {
    const ahead = [{ entry: first, isReady: false }]
    for (let next = ahead.pop(); next; next = ahead.pop()) {
      const { entry, isReady } = next
      if (isReady) {
        found.set(
          entry.id,
          entry.replaces.reduce((sum, id) => sum | bitsAt(id), 0),
        )
      } else if (!found.has(entry.id)) {
        // Names that lead in a circle are made up, and lead nowhere.
        found.set(entry.id, 0)
        ahead.push({ entry, isReady: true })
        for (const id of entry.replaces) {
          const before = byId.get(id)
          if (before && !found.has(id)) ahead.push({ entry: before, isReady: false })
        }
      }
    }
  }
  return found
}

/** Every acceptance of an amendment, by name. */
export const acceptancesIn = (record: readonly Said<Settlement>[]): Accepted[] => {
  const accepted = record
    .filter(isAcceptance)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, mostAcceptances)
  if (accepted.length === 0) return []
  const bits = new Map(accepted.map(({ id }, at) => [id, 1 << at]))
  const known = knowledgeIn(record, bits)
  return accepted.map(entry => ({
    ...entry,
    knew: other => ((known.get(entry.id) ?? 0) & (bits.get(other.id) ?? 0)) !== 0,
  }))
}

/** UTF-16 units that one acceptance can have brought; runs that name more are made up. */
const mostBrought = 4 * longestWording

/** An acceptance that names words of others is made up, and none of them count. */
export const ownRuns = ({ id, runs }: Pick<Said<Acceptance>, 'id' | 'runs'>): Run[] => {
  const own = runs.filter(([client]) => client === clientIn(id))
  return own.reduce((sum, [, , length]) => sum + length, 0) > mostBrought ? [] : own
}

/** The acceptance whose words a paragraph holds; of several the one that knew of the others. */
export const lastInText = (
  block: Y.XmlElement,
  record: readonly Said<Settlement>[],
): Accepted | undefined => {
  const here = acceptancesIn(record).filter(entry => hasRuns(block, ownRuns(entry)))
  return here.find(entry => !here.some(other => other.knew(entry)))
}
