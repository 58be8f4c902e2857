// Words that came into the text twice because two people accepted the same amendment, or the same
// suggestion of a paragraph, apart. The log and the text alone determine them, so the first device
// that removes them does it for all.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import {
  removeBlock,
  blockMadeBy,
  blocksWithRuns,
  deleteRuns,
  wordsInRuns,
  type Run,
} from '#document/blocks'
import { lengthOf, blockElements, readBlock } from '#document/tree'
import {
  isSettlement,
  readAmendmentLogs,
  acceptancesIn,
  mostAcceptances,
  ownRuns,
} from '#document/review/amendments'
import { clientIn, type EntryId } from '#document/ids'
import { readParagraphLogs } from './paragraph-suggestions.ts'
import { paragraphOf } from './settle-paragraphs.ts'

type Doubled = {
  keep: Run[]
  drop: Run[]
  /** The dropped words stand in the paragraph that keeps the same words, and nowhere else. */
  inPlace: boolean
}

/** `twins`: paragraphs of one name that acceptances of it made, each its own. */
type Suggested = { id: EntryId; isNew: boolean; doubled: Doubled[]; twins: Y.XmlElement[][] }

/**
 * Words of every acceptance but the one with the first name. An acceptance that knew of another
 * brought its own.
 */
const doubledByAmendments = (doc: Y.Doc): Doubled[] =>
  readAmendmentLogs(doc).flatMap(({ rest }) => {
    const accepted = acceptancesIn(rest.filter(isSettlement))
    return accepted.flatMap((entry, at) => {
      const beside = accepted.slice(0, at).find(other => !entry.knew(other) && !other.knew(entry))
      return beside ? [{ keep: ownRuns(beside), drop: ownRuns(entry), inPlace: false }] : []
    })
  })

/**
 * The words that each acceptance brought. None brings words of another, so all of one client's name
 * no more clocks than it has; an excess is made up, and would be searched again and again.
 */
const openBrought = (doc: Y.Doc): ((entry: Parameters<typeof ownRuns>[0]) => Run[]) => {
  const left = new Map<number, number>()
  return entry => {
    const [client, runs] = [clientIn(entry.id), ownRuns(entry)]
    const before = left.get(client) ?? Y.getState(doc.store, client)
    const after = runs.reduce((rest, [, , length]) => rest - length, before)
    left.set(client, after)
    return after < 0 ? [] : runs
  }
}

/** Whether `part` is left of `words` where some of them go. */
const isLeftOf = (part: string, words: string): boolean => {
  let at = 0
  for (const unit of words.split('')) if (unit === part[at]) at++
  return at === part.length
}

/**
 * Paragraphs that acceptances of one suggestion made, each its own of the same name. Words of one
 * are dropped where another has all of them; words that differ stay.
 */
const madeTwice = (
  doc: Y.Doc,
  brought: readonly (readonly Run[])[],
): Pick<Suggested, 'doubled' | 'twins'> => {
  /** No client makes a paragraph twice: such a claim would have others remove it. */
  const seen = new Set<Y.XmlElement>()
  const made = brought.flatMap(runs => {
    // One of each name: more are made up, and would be compared again and again.
    const names = new Set<BlockId | null>()
    return runs.flatMap(run => {
      const block = blockMadeBy(doc, run)
      if (!block || seen.has(block)) return []
      seen.add(block)
      const name = readBlock(block).id
      if (name === null || names.has(name)) return []
      names.add(name)
      return [{ block, run, words: wordsInRuns(doc, [run]) }]
    })
  })
  const groups = [...Map.groupBy(made, ({ block }) => readBlock(block).id).values()]
  return {
    doubled: groups.flatMap(group => {
      const [first, ...more] = group.toSorted((a, b) => b.words.length - a.words.length)
      return more.flatMap(({ run, words }) =>
        first && words !== '' && isLeftOf(words, first.words)
          ? [{ keep: [first.run], drop: [run], inPlace: true }]
          : [],
      )
    }),
    twins: groups.map(group => group.map(({ block }) => block)),
  }
}

/**
 * The same of suggestions about paragraphs. Any writer of a text settles those, so the words are
 * compared: they are dropped only where the others say the same in the same paragraph.
 */
const doubledBySuggestions = (doc: Y.Doc): Suggested[] => {
  const broughtBy = openBrought(doc)
  return readParagraphLogs(doc).flatMap(({ opening, rest }): Suggested[] => {
    const accepted = rest
      .flatMap(entry => (entry.kind === 'accept' ? [{ id: entry.id, runs: entry.runs ?? [] }] : []))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, mostAcceptances)
    if (accepted.length < 2) return []
    const { id, what } = opening
    if (what === 'move' || what === 'split') {
      const { doubled, twins } = madeTwice(doc, accepted.map(broughtBy))
      return [{ id, isNew: false, doubled, twins }]
    }
    const [first, ...more] = accepted
      .map(broughtBy)
      .map(runs => ({ runs, words: wordsInRuns(doc, runs) }))
      .toSorted((a, b) => b.words.length - a.words.length)
    const doubled = more.flatMap(({ runs, words }) =>
      first && words !== '' && first.words.includes(words)
        ? [{ keep: first.runs, drop: runs, inPlace: true }]
        : [],
    )
    return [{ id, isNew: what === 'add', doubled, twins: [] }]
  })
}

const isEmpty = (block: Y.XmlElement): boolean =>
  lengthOf(block) === 0 && readBlock(block).label === undefined

/**
 * A new paragraph that came twice and whose words went is no paragraph, where the other one is. One that
 * is withheld has its words elsewhere.
 */
const dropEmptyTwins = (doc: Y.Doc, id: EntryId): boolean => {
  const twins = blockElements(doc).filter(block => readBlock(block).id === paragraphOf(id))
  const empty = twins.filter(isEmpty)
  if (empty.length === twins.length) return false
  for (const block of empty) removeBlock(block)
  return empty.length > 0
}

/**
 * The same of paragraphs that were made again and may have had no words before: one of them stays.
 */
const dropEmptied = (twins: readonly Y.XmlElement[]): boolean => {
  const empty = twins.filter(isEmpty)
  const going = empty.slice(empty.length === twins.length ? 1 : 0)
  for (const block of going) removeBlock(block)
  return going.length > 0
}

/**
 * The same words on every device, so the first device does it for all; false when there was
 * nothing.
 */
export const dropDoubled = (doc: Y.Doc): boolean => {
  const suggested = doubledBySuggestions(doc)
  const all = [...doubledByAmendments(doc), ...suggested.flatMap(({ doubled }) => doubled)]
  if (all.length + suggested.length === 0) return false
  let changed = false
  doc.transact(() => {
    for (const { keep, drop, inPlace } of all) {
      // A member who accepts it twice cannot have another member's device remove words.
      if (keep[0]?.[0] === drop[0]?.[0]) continue
      const doubled = blocksWithRuns(doc, drop)
      if (doubled.size === 0) continue
      const kept = blocksWithRuns(doc, keep)
      const names = new Set([...kept].map(block => readBlock(block).id))
      for (const block of kept.size > 0 ? doubled : [])
        if ((!inPlace || names.has(readBlock(block).id)) && deleteRuns(block, drop)) changed = true
    }
    for (const { id, isNew, twins } of suggested) {
      if (isNew && dropEmptyTwins(doc, id)) changed = true
      for (const each of twins) if (dropEmptied(each)) changed = true
    }
  })
  return changed
}
