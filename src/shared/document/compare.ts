// What became of a text between two of its states, paragraph by paragraph: which words went and which
// came, and whose they are as far as anybody can know. Paragraphs are matched by their ids, so what was
// moved, split or joined is said as such and not as words that went and came.
import * as Y from 'yjs'
import type { BlockId, MemberId } from '../ids.ts'
import { cellName } from './cells.ts'
import { isPresent, type DocumentState } from './document-state.ts'
import {
  matched,
  movedAmong,
  paragraphsAt,
  type Group,
  type Paragraph,
} from './matched-paragraphs.ts'
import type { Letters } from './page-at.ts'
import { placedIn, walkOver, type Placed } from './placed-words.ts'
import type { Block, BlockKind } from './page.ts'
import { wordWriters, type WriterOf } from './moved-words.ts'
import { runOf } from './text.ts'
import { difference } from './word-difference.ts'

export type Piece = {
  kind: 'kept' | 'added' | 'removed'
  text: string
  /** Who wrote it, or took it out. Empty where nobody can be shown to have done it. */
  by: readonly MemberId[]
}

/** What was done to a paragraph as a whole; `kind` and `look`: to how it presents itself. */
export type Deed = 'added' | 'removed' | 'moved' | 'split' | 'joined' | 'kind' | 'look'

export type Compared = {
  /** Null in a block that a stranger's tool made without one. */
  block: BlockId | null
  kind: BlockKind
  /** As in the later state; in the earlier one where the paragraph is gone. */
  number: string
  direction: 'ltr' | 'rtl' | null
  deeds: readonly Deed[]
  /** Who added, removed, moved or split it. */
  by: readonly MemberId[]
  pieces: readonly Piece[]
}

export type Authorship = {
  /** The member who writes as a client; null where nobody can be shown to. */
  writer: WriterOf
  /** Who is known to have deleted what a client wrote at a clock; several may have done so apart. */
  removers(client: number, clock: number): readonly MemberId[]
}

const sameBy = (a: readonly MemberId[], b: readonly MemberId[]): boolean =>
  a.length === b.length && a.every((each, at) => each === b[at])

const addPiece = (pieces: Piece[], piece: Piece): void => {
  const last = pieces.at(-1)
  if (piece.text === '') return
  if (last?.kind === piece.kind && sameBy(last.by, piece.by)) last.text += piece.text
  else pieces.push({ ...piece })
}

const looksOf = ({ letters }: Paragraph): string[] =>
  letters.flatMap(({ text, attributes }) => {
    const { text: _text, struck: _struck, to: _to, ...look } = runOf({ text: '', attributes })
    return Array.from({ length: text.length }, () => JSON.stringify(look))
  })

const figureOf = ({ picture, alternative }: Block): string =>
  JSON.stringify([picture?.hash, alternative])

export type Comparison = {
  doc: Y.Doc
  /** The document must have both. */
  from: DocumentState
  to: DocumentState
} & Authorship

/**
 * The later state in its order, with what is gone where it was. Works in steps, one for a paragraph or
 * a few, so that whoever runs it can let others have their turn.
 */
export function* compareStates(comparison: Comparison): Generator<number, Compared[]> {
  const { doc, from, to, writer, removers } = comparison
  const [old, now] = [paragraphsAt(doc, from), paragraphsAt(doc, to)]
  yield 0
  const { groups, sameIds } = matched(old, now)
  const moved = movedAmong(now, sameIds)
  const writersIn = wordWriters(doc, { from, to, writer })
  yield 0
  const results = new Map<Paragraph, Compared>()

  const makerOf = ({ element }: Paragraph): readonly MemberId[] => {
    const member = element._item && writer(element._item.id.client)
    return member ? [member] : []
  }
  const removersOf = ({ element }: Paragraph): readonly MemberId[] => {
    const id = element._item?.id
    return id ? removers(id.client, id.clock) : []
  }
  const isIn = (state: DocumentState, { client, clock, text }: Letters, at: number): boolean =>
    at < text.length && isPresent(state, client, clock + at)
  /** Who took letters of a word out; null where all of them are still there. */
  const takersOf = (word: readonly Letters[], isCertain: boolean): readonly MemberId[] | null => {
    const takers = new Set<MemberId>()
    let gone = false
    for (const letters of word)
      for (let at = 0; at < letters.text.length; at++) {
        if (isIn(to, letters, at)) continue
        gone = true
        if (isCertain) for (const by of removers(letters.client, letters.clock + at)) takers.add(by)
      }
    return gone ? [...takers] : null
  }
  /** Who put letters into a word; null where all of them were there before. */
  const giversOf = (word: readonly Letters[]): readonly MemberId[] | null => {
    const givers = new Set<MemberId | null>()
    for (const letters of word)
      for (let at = 0; at < letters.text.length; at++)
        if (!isIn(from, letters, at)) givers.add(writer(letters.client))
    return givers.size > 0 ? [...givers].filter(by => by !== null) : null
  }
  const piecesOf = (group: Group): Map<Paragraph, Piece[]> => {
    const pieces = new Map<Paragraph, Piece[]>(group.now.map(each => [each, []]))
    const [was, is] = [group.old[0], group.now[0]]
    const isOne = was && is && group.old.length + group.now.length === 2
    const hasReferences = group.old.some(each => each.references.size > 0)
    if (isOne && was.text === is.text && !hasReferences && is.references.size === 0) {
      addPiece(pieces.get(is) ?? [], { kind: 'kept', text: is.text, by: [] })
      return pieces
    }
    const [before, after] = [placedIn(group.old), placedIn(group.now)]
    const walks = new Map([...group.old, ...group.now].map(each => [each, walkOver(each)]))
    const writers = new Map(
      group.now.map(each => [each, writersIn(each.element, each.letters)] as const),
    )
    // Whoever moves, splits or joins a paragraph takes out the words that she puts elsewhere, and who
    // took them out there is another question.
    const isCertain =
      group.now.length === 0 ||
      (group.now.length === 1 &&
        group.old.length === 1 &&
        group.old[0]?.element === group.now[0]?.element)
    let [x, y] = [0, 0]
    const takeOut = (was: Placed): void => {
      const is = after[Math.min(y, after.length - 1)]
      const into = is?.paragraph ?? group.now[0] ?? was.paragraph
      const here = pieces.get(into) ?? []
      pieces.set(into, here)
      const letters = walks.get(was.paragraph)?.(was.from, was.to) ?? []
      const by = takersOf(letters, isCertain)
      if (by) addPiece(here, { kind: 'removed', text: was.word, by })
    }
    const putIn = (is: Placed): void => {
      const here = pieces.get(is.paragraph) ?? []
      const by = writers.get(is.paragraph)?.[is.index]
      const givers = giversOf(walks.get(is.paragraph)?.(is.from, is.to) ?? [])
      if (!givers) addPiece(here, { kind: 'kept', text: is.word, by: [] })
      else
        addPiece(here, {
          kind: 'added',
          text: is.word,
          by: by === undefined ? givers : by ? [by] : [],
        })
    }
    for (const { kind, count } of difference(
      before.map(({ key }) => key),
      after.map(({ key }) => key),
    )) {
      for (let times = count; times > 0; times--) {
        const [was, is] = [before[x], after[y]]
        if (kind === 'removed' && was) takeOut(was)
        else if (kind === 'added' && is) putIn(is)
        else if (is)
          addPiece(pieces.get(is.paragraph) ?? [], { kind: 'kept', text: is.word, by: [] })
        if (kind !== 'added') x++
        if (kind !== 'removed') y++
      }
    }
    return pieces
  }
  const deedsOf = (each: Paragraph, group: Group, pieces: readonly Piece[]): Deed[] => {
    const before = sameIds.get(each)
    const deeds: Deed[] = []
    // A paragraph begun below another says where it came from, too; it has none of its words.
    const isHalf = pieces.some(({ kind, text }) => kind === 'kept' && text.trim() !== '')
    if (!before) deeds.push(group.old.length > 0 && isHalf ? 'split' : 'added')
    if (moved.has(each)) deeds.push('moved')
    const tookIn = group.old.filter(other => !group.now.some(one => sameIds.get(one) === other))
    if (tookIn.some(other => each.text.includes(other.text))) deeds.push('joined')
    if (before && standingOf(before.block) !== standingOf(each.block)) deeds.push('kind')
    const isSeenAlike = before && figureOf(before.block) === figureOf(each.block)
    const isSame = before?.text === each.text && looksOf(before).join() === looksOf(each).join()
    if (before && (!isSeenAlike || (before.text === each.text && !isSame))) deeds.push('look')
    return deeds
  }
  const result = (each: Paragraph, rest: Pick<Compared, 'deeds' | 'by' | 'pieces'>): Compared => {
    const { id, kind, number, direction = null } = each.block
    return { block: id, kind, number, direction, ...rest }
  }

  for (const [done, group] of groups.entries()) {
    const pieces = piecesOf(group)
    if (group.now.length === 0) {
      for (const each of group.old) {
        const own = pieces.get(each) ?? []
        results.set(each, result(each, { deeds: ['removed'], by: removersOf(each), pieces: own }))
      }
    } else {
      for (const each of group.now) {
        const own = pieces.get(each) ?? []
        const deeds = deedsOf(each, group, own)
        const isMade = deeds.some(deed => ['added', 'split', 'moved'].includes(deed))
        results.set(each, result(each, { deeds, by: isMade ? makerOf(each) : [], pieces: own }))
      }
    }
    if (done % 16 === 0) yield done / groups.length
  }
  return inPlace(old, now, results, sameIds)
}

/** What it is, and where in a table: words that came to stand in another column say something else. */
const standingOf = ({ kind, cell }: Block): string => (cell ? cellName(cell) : kind)

/** Those that are gone come after the paragraph that they followed. */
const inPlace = (
  old: readonly Paragraph[],
  now: readonly Paragraph[],
  results: ReadonlyMap<Paragraph, Compared>,
  sameIds: ReadonlyMap<Paragraph, Paragraph>,
): Compared[] => {
  const stayed = new Map([...sameIds].map(([is, was]) => [was, is]))
  const gone = new Map<Paragraph | null, Paragraph[]>()
  let before: Paragraph | null = null
  for (const each of old) {
    const is = stayed.get(each)
    if (is) before = is
    else if (results.has(each)) gone.set(before, [...(gone.get(before) ?? []), each])
  }
  const order = [
    ...(gone.get(null) ?? []),
    ...now.flatMap(each => [each, ...(gone.get(each) ?? [])]),
  ]
  return order.flatMap(each => results.get(each) ?? [])
}

/** All at once. */
export const compared = (comparison: Comparison): Compared[] => {
  const steps = compareStates(comparison)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Paragraphs in which something is different, without those that only show what is around it. */
export const isChanged = ({ deeds, pieces }: Compared): boolean =>
  deeds.length > 0 || pieces.some(({ kind }) => kind !== 'kept')
