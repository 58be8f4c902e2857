// How an earlier text became a later one, word by word, for files that show the changes: which words
// of the one are words of the other, and who wrote or removed the rest. It is `compare.ts` with the
// places of the words.
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { makersOf, openWordSteps, removersOf, type By, type Comparison } from './compared-words.ts'
import {
  everyElement,
  idOfElement,
  lastUnder,
  sourcesOf,
  meetingKey,
  pageSeenBy,
} from '#document/tree'
import { openHeldWords } from '#document/words'
import {
  matched,
  movedAmong,
  paragraphsAt,
  type Group,
  type Paragraph,
} from './matched-paragraphs.ts'
import type { Placed } from './placed-words.ts'
import { viewAt } from '#document/history/versions'
import type { Block, Page } from '#document/model'
import { restrictedLabel } from '#document/restricted'

/** Units of the text of a block, without words that wait to be taken in. */
export type WordPlace = { index: number; from: number; to: number }

/** A word of both texts, or of one of them; `by`: members who wrote or removed it, as far as known. */
export type RedlineWord = { was: WordPlace | null; is: WordPlace | null; by: By }

/** Blocks by their places in the pages. */
export type Redline = {
  was: Page
  is: Page
  words: readonly RedlineWord[]
  /** The place that a block had; a block that is not in it is new. */
  same: ReadonlyMap<number, number>
  /** Blocks that stand elsewhere now. */
  moved: ReadonlySet<number>
  /** Members who put a new or moved block there. */
  makers: ReadonlyMap<number, By>
  /** Members who removed a block that is gone. */
  removers: ReadonlyMap<number, By>
  /** Blocks of the earlier text whose words were restricted since, wholly or in part. */
  withheld: ReadonlySet<number>
}

/** Restricted or off the record when it last stood somewhere. */
const wasRestricted = (element: Y.XmlElement): boolean => {
  const label = lastUnder(element, 's_label')
  const isOff = lastUnder(element, meetingKey('off')) === true
  return isOff || (typeof label === 'string' && label !== '')
}

type Ids = ReadonlySet<BlockId | null>

/**
 * The paragraphs of the earlier text from which these halves were split off. A half that the
 * later text has open is left out.
 */
const originsOf = (
  halves: readonly Y.XmlElement[],
  all: readonly Y.XmlElement[],
  { old, open }: { old: Ids; open: Ids },
): Ids => {
  const sources = sourcesOf(all)
  // Halves of halves: each step is taken once.
  const originOf = new Map<BlockId, BlockId | null>()
  const found = new Set<BlockId>()
  for (const half of halves) {
    let id = idOfElement(half)
    if (open.has(id)) continue
    const path: BlockId[] = []
    while (id !== null && !old.has(id) && !originOf.has(id)) {
      originOf.set(id, null)
      path.push(id)
      id = sources.get(id) ?? null
    }
    const origin = id === null || old.has(id) ? id : (originOf.get(id) ?? null)
    for (const each of path) originOf.set(each, origin)
    if (path.length > 0 && origin !== null) found.add(origin)
  }
  return found
}

const isWithheld = ({ block }: Paragraph): boolean =>
  block.label !== undefined || block.meeting?.off === true

const idsOf = (paragraphs: readonly Paragraph[]): Ids =>
  new Set(paragraphs.map(({ block }) => block.id))

/**
 * Words of a paragraph that is restricted or off the record now, or was before it went, are for its circle
 * alone, also where they went since; so are those of the paragraphs that it was split from or joined to.
 */
const withheldIn = (
  doc: Y.Doc,
  groups: readonly Group[],
  { old, now }: { old: readonly Paragraph[]; now: readonly Paragraph[] },
): Set<number> => {
  const all = everyElement(doc)
  const elements = all.filter(wasRestricted)
  const ids: Ids = new Set(elements.flatMap(element => idOfElement(element) ?? []))
  const origins = originsOf(elements, all, {
    old: idsOf(old),
    open: idsOf(now.filter(each => !isWithheld(each))),
  })
  const held = openHeldWords(elements)
  const isRestricted = (group: Group): boolean =>
    group.now.some(isWithheld) ||
    group.old.some(({ block }) => origins.has(block.id)) ||
    (group.now.length === 0 &&
      group.old.some(({ block, element }) => ids.has(block.id) || held.everIn(element)))
  const own = groups.flatMap(group => {
    if (isRestricted(group)) return group.old
    const isHeld = held.beside(group.now.map(({ text }) => text).join(' '))
    return group.old.filter(({ text }) => isHeld(text))
  })
  // A table is restricted as a whole: one cell stays, as its placeholder.
  const tables = new Set(own.flatMap(({ block }) => block.cell?.table ?? []))
  const cells = old.filter(({ block }) => block.cell && tables.has(block.cell.table))
  return new Set([...own, ...cells].map(({ index }) => index))
}

const placeOf = (word: Placed | null) =>
  word && { index: word.paragraph.index, from: word.from, to: word.to }

/** A settled page whose words know their places, also once they are printed. */
export const withPlaces = (page: Page): Page => ({
  ...page,
  blocks: page.blocks.map(block => {
    let to = 0
    const runs = block.runs.map(run => {
      const from = to
      to += run.text.length
      return { ...run, place: { from, to } }
    })
    return { ...block, runs }
  }),
})

/**
 * The choices of now decide who is named, and what is on the record. Owner and day are words of the line: those of then,
 * and none where its words are withheld.
 */
const earlierMeeting = (
  { meeting }: Block,
  now: Block | undefined,
  isWithheld: boolean,
): Pick<Block, 'meeting'> => {
  const { owner: _owner, due: _due, ...choices } = now?.meeting ?? meeting ?? {}
  const { owner, due } = isWithheld ? {} : (meeting ?? {})
  const states = { ...choices, ...(owner && { owner }), ...(due && { due }) }
  return Object.keys(states).length === 0 ? {} : { meeting: states }
}

/** The earlier page, as people may read it who read the later one. */
export const earlierPage = ({ was, is, same, withheld }: Redline): Page => {
  const later = new Map([...same].map(([now, before]) => [before, is.blocks[now]]))
  const blocks = was.blocks.map((block, index) => {
    const { meeting: _meeting, ...rest } = block
    const isWithheld = withheld.has(index)
    const shown = { ...rest, ...earlierMeeting(block, later.get(index), isWithheld) }
    if (!isWithheld) return shown
    const { picture: _picture, alternative: _alternative, ...place } = shown
    return { ...place, label: block.label ?? restrictedLabel, runs: [] }
  })
  const cited = new Set(blocks.flatMap(({ runs }) => runs.map(({ note }) => note)))
  const notes = (was.notes ?? []).filter(({ id }) => cited.has(id))
  return { meta: was.meta, blocks, ...(notes.length > 0 && { notes }) }
}

/** Works in steps, as `compareStates`. */
export function* redlineBetween(comparison: Comparison): Generator<number, Redline> {
  const { doc, from, to } = comparison
  const [old, now] = [paragraphsAt(doc, from), paragraphsAt(doc, to)]
  yield 0
  const { groups, sameIds } = matched(old, now)
  const moved = movedAmong(now, sameIds)
  const stepsOf = openWordSteps(comparison)
  yield 0
  const words: RedlineWord[] = []
  for (const [done, group] of groups.entries()) {
    for (const { was, is, by } of stepsOf(group))
      words.push({ was: placeOf(was), is: placeOf(is), by })
    if (done % 16 === 0) yield done / groups.length
  }
  const stayed = new Set(sameIds.values())
  return {
    was: pageSeenBy(doc, viewAt(from)),
    is: pageSeenBy(doc, viewAt(to)),
    words,
    same: new Map([...sameIds].map(([is, was]) => [is.index, was.index])),
    moved: new Set([...moved].map(({ index }) => index)),
    makers: new Map(
      now
        .filter(each => !sameIds.has(each) || moved.has(each))
        .map(each => [each.index, makersOf(comparison, each)]),
    ),
    removers: new Map(
      old.filter(each => !stayed.has(each)).map(each => [each.index, removersOf(comparison, each)]),
    ),
    withheld: withheldIn(doc, groups, { old, now }),
  }
}
