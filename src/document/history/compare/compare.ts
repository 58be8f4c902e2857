// The changes of a text between two of its states, paragraph by paragraph: removed and added words,
// and their authors as far as they can be known. Paragraphs are matched by their ids, so a moved,
// split or joined one is reported as such and not as words removed and added.
import type * as Y from 'yjs'
import type { BlockId, MemberId } from '#shared/ids'
import { setterAt, settersSince, takenOutAt } from '#document/history/versions'
import type { Cell, BlockKind } from '#document/model'
import {
  makersOf,
  openComparedWords,
  removersOf,
  type Comparison,
  type Piece,
} from './compared-words.ts'
import {
  matched,
  movedAmong,
  textAt,
  type Group,
  type Paragraph,
  type Passage,
  type TextAt,
} from './matched-paragraphs.ts'
import { stateDeeds, type SetBy, type StateDeed } from './state-deeds.ts'
import { wordChanges } from '#document/words'

/** Acts on a paragraph as a whole, and on what it is beside its words. */
export type Deed = 'added' | 'removed' | 'moved' | 'split' | 'joined' | StateDeed

export type Compared = {
  /** Not a paragraph: the title, or a footnote that came, went or says something else. */
  what?: 'title' | 'note'
  /**
   * For a footnote the block that refers to it; null for the title, and in a block that a stranger's tool made
   * without one.
   */
  block: BlockId | null
  kind: BlockKind
  /**
   * As in the later state; in the earlier one where the paragraph is gone. For a footnote `[2]`, and empty for one
   * that is gone, since another one may have its number.
   */
  number: string
  direction: 'ltr' | 'rtl' | null
  cell?: Cell
  deeds: readonly Deed[]
  /** Members who added, removed, moved or split it. */
  by: readonly MemberId[]
  /** The members of each deed beside its words; left out where there is none. */
  setBy?: SetBy
  pieces: readonly Piece[]
}

/**
 * The later state in its order, with removed paragraphs in their old positions; where they changed, the title stands
 * above it and footnotes below it. Works in steps, one for a paragraph or a few, so that the caller can let other work
 * run.
 */
export function* compareStates(comparison: Comparison): Generator<number, Compared[]> {
  const { doc, from, to, speaker } = comparison
  const [was, is] = [textAt(doc, from, speaker), textAt(doc, to, speaker)]
  const [old, now] = [was.paragraphs, is.paragraphs]
  yield 0
  const { groups, sameIds } = matched(old, now)
  const moved = movedAmong(now, sameIds)
  const piecesOf = openComparedWords(comparison)
  yield 0
  const results = new Map<Paragraph, Compared>()

  const deedsOf = (each: Paragraph, group: Group, pieces: readonly Piece[]): Deed[] => {
    const before = sameIds.get(each)
    const deeds: Deed[] = []
    // A paragraph begun below another says where it came from, too; it has none of its words.
    const isHalf = pieces.some(({ kind, text }) => kind === 'kept' && text.trim() !== '')
    if (!before) deeds.push(group.old.length > 0 && isHalf ? 'split' : 'added')
    if (moved.has(each)) deeds.push('moved')
    const tookIn = group.old.filter(other => !group.now.some(one => sameIds.get(one) === other))
    if (tookIn.some(other => each.text.includes(other.text))) deeds.push('joined')
    return deeds
  }
  /** The members who set a value as it is in the later text, or took it out. */
  const settersOf = (element: Y.XmlElement, key: string): readonly MemberId[] => {
    const client = setterAt(element, key, to)
    const member = client === undefined ? null : comparison.writer(client)
    if (client !== undefined) return member ? [member] : []
    const gone = takenOutAt(element, key, to)
    return gone ? comparison.removers(gone.client, gone.clock) : []
  }
  /** Tables of which one cell said already that the header is another, and who made it so. */
  const heads = new Set<string>()
  const statesOf = (each: Paragraph): SetBy => {
    const before = sameIds.get(each)
    if (!before) return {}
    const found = stateDeeds(before, each, is.language, settersOf)
    const { head, ...others } = found
    if (!head) return found
    const name = [each.block.cell?.table, ...head].join(' ')
    const isFirst = !heads.has(name)
    heads.add(name)
    return isFirst ? found : others
  }
  type Rest = Pick<Compared, 'deeds' | 'by' | 'setBy' | 'pieces'>
  const result = (each: Paragraph, rest: Rest): Compared => {
    const { id, kind, number, direction = null, cell } = each.block
    return { block: id, kind, number, direction, ...(cell && { cell }), ...rest }
  }

  for (const [done, group] of groups.entries()) {
    const pieces = piecesOf(group)
    if (group.now.length === 0) {
      for (const each of group.old) {
        const own = pieces.get(each) ?? []
        results.set(
          each,
          result(each, { deeds: ['removed'], by: removersOf(comparison, each), pieces: own }),
        )
      }
    } else {
      for (const each of group.now) {
        const own = pieces.get(each) ?? []
        const deeds = deedsOf(each, group, own)
        const isMade = deeds.some(deed => ['added', 'split', 'moved'].includes(deed))
        const by = isMade ? makersOf(comparison, each) : []
        const setBy = statesOf(each)
        const states = Object.keys(setBy) as StateDeed[]
        results.set(
          each,
          result(each, {
            deeds: [...deeds, ...states],
            by,
            ...(states.length > 0 && { setBy }),
            pieces: own,
          }),
        )
      }
    }
    if (done % 16 === 0) yield done / groups.length
  }
  const notes = changedNotes(was, is).flatMap((group): Compared[] => {
    const [each] = [...group.now, ...group.old]
    const pieces = each && piecesOf(group).get(each)
    if (!pieces || pieces.length === 0) return []
    const { id, direction = null, number } = each.block
    const [came, gone] = [group.old.length === 0, group.now.length === 0]
    const deeds: Deed[] = [
      ...(came ? ['added' as const] : []),
      ...(gone ? ['removed' as const] : []),
    ]
    const own = { what: 'note', block: id, kind: 'paragraph', number: gone ? '' : number } as const
    return [{ ...own, direction, deeds, by: [], pieces }]
  })
  return [...changedTitle(was, is, comparison), ...inPlace(old, now, results, sameIds), ...notes]
}

/** The footnotes that came, went or say something else, as groups of their own; they stand below the text. */
const changedNotes = (was: TextAt, is: TextAt): Group<Passage>[] =>
  [...new Set([...is.notes.keys(), ...was.notes.keys()])].flatMap(id => {
    const [old, now] = [was.notes.get(id), is.notes.get(id)]
    return old && now && old.text === now.text
      ? []
      : [{ old: old ? [old] : [], now: now ? [now] : [] }]
  })

/** The title where it is another one, above the text. */
const changedTitle = (was: TextAt, is: TextAt, comparison: Comparison): Compared[] => {
  if (was.title === is.title) return []
  const members = settersSince(comparison.doc, 'title', comparison).map(comparison.writer)
  const by = [...new Set(members.filter(each => each !== null))]
  // A member who corrects a title of another did not change it alone.
  const byOthers = by.length > 0 && members.includes(null)
  const pieces = wordChanges(was.title, is.title).map((each): Piece =>
    each.kind === 'kept' ? { ...each, by: [] } : { ...each, by, ...(byOthers && { byOthers }) },
  )
  const own = { block: null, kind: 'h1', number: '', direction: null, deeds: [], by: [] } as const
  return [{ what: 'title', ...own, pieces }]
}

/** Removed paragraphs come after the paragraph that they followed. */
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
