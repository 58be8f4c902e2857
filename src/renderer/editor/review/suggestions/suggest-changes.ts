// The marks of one change to a paragraph: words that went come back struck, words that came are marked as inserted,
// formats, links and kinds go back and wait as marks. Without suggesting, words that are typed are freed of marks that
// they only follow.
import { $getSelection, $isRangeSelection } from 'lexical'
import type { BlockKind } from '#document/model'
import type { EntryId } from '#document/ids'
import {
  $caretIn,
  $offsetOf,
  $selectAt,
  $selectedIn,
  $selectWords,
} from '../../blocks/block-edits.ts'
import type { BlockNode } from '../../blocks/block-node.ts'
import { $kindOf, $setKind } from '../../blocks/block-state.ts'
import { replacement, type Around } from '../../collab/splice-words.ts'
import {
  $marksOf,
  $piecesOf,
  $setMark,
  $setPieces,
  changed,
  textOf,
  within,
  without,
  type Marks,
  type Piece,
} from './pieces.ts'

/** The words of a block before a change, what was selected of them, and where the caret stood. */
export type Before = { pieces: Piece[]; selected: Around['selected']; caret: number | null }

/** Words that are struck in a suggestion, in units of the text of their block. */
export type Struck = { id: EntryId; from: number; to: number }

export type MarkOptions = {
  /** Begins a suggestion. */
  begin(): EntryId
  /** A suggestion of this window that still waits. */
  isOwn(id: string): boolean
}

/** Marks on words; text typed behind them is not part of them. */
const isMark = (key: string): boolean => /^((cm|in|de|fm|lk|br):|href$)/.test(key)
const isStruckKey = (key: string): boolean => key.startsWith('de:')

/** Where words lead, whether or not it may be followed; empty without a link. */
const linkOf = (marks: Marks): unknown => marks['href'] ?? ''

/** Marks of the piece that ends at `at`, or that begins there. */
const marksAt = (pieces: readonly Piece[], at: number): [Marks | undefined, Marks | undefined] => {
  const [before] = within(pieces, at - 1, at)
  const [after] = within(pieces, at, at + 1)
  return [before?.marks, after?.marks]
}

/** The suggestion of this window in which words were inserted or struck. */
const ownIdIn = (marks: Marks | undefined, options: MarkOptions): EntryId | null => {
  for (const key of Object.keys(marks ?? {})) {
    const [what, id] = [key.slice(0, 3), key.slice(3)]
    if ((what === 'in:' || what === 'de:') && options.isOwn(id)) return id as EntryId
  }
  return null
}

/**
 * The suggestion of this person for a link or a format of these words, so that another address
 * replaces it, and a removed format is no longer suggested.
 */
const ownLook = (what: 'lk:' | 'fm:', marks: Marks, options: MarkOptions): EntryId | null => {
  const key = Object.keys(marks).find(each => each.startsWith(what) && options.isOwn(each.slice(3)))
  return key === undefined ? null : (key.slice(3) as EntryId)
}

/** Typed text is no part of struck words, nor of marked words that it only follows. */
export const $free = (block: BlockNode, before: Piece[]): void => {
  const now = $piecesOf(block)
  if (textOf(before) === textOf(now)) return
  if (![...before, ...now].some(({ marks }) => Object.keys(marks).some(isMark))) return
  const { start, inserted } = changed(textOf(before), textOf(now), $caretIn(block))
  const added = within(now, start, inserted)
  if (added.length === 0) return
  const next = marksAt(now, inserted)[1] ?? {}
  const previous = marksAt(now, start)[0] ?? {}
  // A link that came with the words is theirs; one that only goes on from those before is not.
  const goesOn = (key: string, value: unknown): boolean =>
    !(key in next) && (key !== 'href' || previous[key] === value)
  const freed = added.map(piece => ({
    ...piece,
    marks: without(
      piece.marks,
      key => isStruckKey(key) || (isMark(key) && goesOn(key, piece.marks[key])),
    ),
  }))
  if (JSON.stringify(freed) === JSON.stringify(added)) return
  const caret = $caretIn(block)
  $setPieces(block, [
    ...within(now, 0, start),
    ...freed,
    ...within(now, inserted, textOf(now).length),
  ])
  if (caret !== null) $selectAt(block, caret)
}

/** Changes the pieces of a block and selects the same units of it afterwards. */
const $keepSelection = (block: BlockNode, change: () => void): void => {
  const selection = $getSelection()
  const [from, to] = $isRangeSelection(selection)
    ? [$offsetOf(selection.anchor, block), $offsetOf(selection.focus, block)]
    : [null, null]
  change()
  if (from !== null && to !== null) $selectWords(block, from, to)
}

const $suggestLooks = (
  block: BlockNode,
  before: Piece[],
  now: Piece[],
  options: MarkOptions,
): void => {
  let at = 0
  let id: EntryId | null = null
  const pieces: Piece[] = []
  for (const piece of now) {
    for (const old of within(before, at, at + piece.text.length)) {
      const bits = old.format ^ piece.format
      const [was, wanted] = [linkOf(old.marks), linkOf(piece.marks)]
      if (bits === 0 && was === wanted) {
        pieces.push({ ...piece, text: old.text })
        continue
      }
      const known = ownLook(was === wanted ? 'fm:' : 'lk:', old.marks, options)
      id ??= known ?? ownIdIn(old.marks, options) ?? options.begin()
      const [format, link] = [`fm:${known ?? id}`, `lk:${known ?? id}`]
      const waits = old.marks[format]
      const switched = bits ^ (typeof waits === 'number' ? waits : 0)
      pieces.push({
        text: old.text,
        format: old.format,
        marks: {
          ...without(piece.marks, key => key === format || key === 'href'),
          ...('href' in old.marks && { href: old.marks['href'] }),
          ...(switched !== 0 && { [format]: switched }),
          ...(was !== wanted && { [link]: wanted }),
        },
      })
    }
    at += piece.text.length
  }
  if (id === null) return
  $keepSelection(block, () => $setPieces(block, pieces))
}

/** The kind that this person suggested is taken back where it is chosen again, and changes where another one is. */
const $suggestKind = (block: BlockNode, kind: BlockKind, options: MarkOptions): void => {
  const now = $kindOf(block)
  if (now === kind) return
  $setKind(block, kind)
  const marks = $marksOf(block)
  const own = Object.keys(marks).filter(
    key => key.startsWith('kd:') && marks[key] !== undefined && options.isOwn(key.slice(3)),
  )
  const isBack = own.some(key => marks[key] === now)
  for (const key of own) $setMark(block, key, undefined)
  if (!isBack) $setMark(block, own[0] ?? `kd:${options.begin()}`, now)
}

/** Where words change, in units of each text: words that are typed over are struck as a whole. */
const $changedWords = (block: BlockNode, { pieces, selected }: Before, now: string) => {
  const caret = $caretIn(block)
  const before = textOf(pieces)
  const over = replacement({ caret, selected }, before, now)
  if (over === null) return changed(before, now, caret)
  const { at, remove, insert } = over
  return { start: at, removed: at + remove, inserted: at + insert.length }
}

/** One letter, typed over itself: another word may go on from it. */
const $isTypedAgain = (block: BlockNode, { pieces, selected }: Before, now: Piece[]): boolean =>
  selected !== null &&
  selected.to - selected.from === 1 &&
  $caretIn(block) === selected.to &&
  $selectedIn(block) === null &&
  JSON.stringify(pieces) === JSON.stringify(now)

/** The words that are struck now; null where none are. */
const $suggestWords = (
  block: BlockNode,
  was: Before,
  now: Piece[],
  options: MarkOptions,
): Struck | null => {
  const before = was.pieces
  const ownId = (marks: Marks | undefined): EntryId | null => ownIdIn(marks, options)
  const { start, removed, inserted } = $changedWords(block, was, textOf(now))
  const [gone, come] = [within(before, start, removed), within(now, start, inserted)]
  const isMine = ({ marks }: Piece): boolean =>
    ownId(without(marks, key => !key.startsWith('in:'))) !== null
  const isDone = come.every(piece => isMine(piece) && !Object.keys(piece.marks).some(isStruckKey))
  const kept = gone.filter(piece => !isMine(piece))
  if (isDone && kept.length === 0) return null
  const around = [...marksAt(before, start), ...marksAt(before, removed)]
  const id = around.map(ownId).find(each => each !== null) ?? options.begin()
  const backwards = (was.caret ?? removed) > start
  const back = kept.map(piece => {
    const isStruck = Object.keys(piece.marks).some(isStruckKey)
    return isStruck ? piece : { ...piece, marks: { ...piece.marks, [`de:${id}`]: 1 } }
  })
  const added = come.map(piece => ({
    ...piece,
    marks: { ...without(piece.marks, key => /^(in|de|fm|lk|cm):/.test(key)), [`in:${id}`]: 1 },
  }))
  const caret = $caretIn(block)
  $setPieces(block, [
    ...within(now, 0, start),
    ...back,
    ...added,
    ...within(now, inserted, textOf(now).length),
  ])
  const [again, written] = [textOf(back).length, textOf(added).length]
  if (caret !== null) $selectAt(block, start + (written > 0 || !backwards ? again + written : 0))
  return back.length > 0 ? { id, from: start, to: start + again } : null
}

/** Suggests what was done to the block; the words that are struck now, null where none are. */
export const $suggest = (
  block: BlockNode,
  was: Before,
  kind: BlockKind,
  options: MarkOptions,
): Struck | null => {
  const now = $piecesOf(block)
  const isSame = textOf(was.pieces) === textOf(now)
  let struck: Struck | null = null
  if (isSame && !$isTypedAgain(block, was, now)) $suggestLooks(block, was.pieces, now, options)
  else struck = $suggestWords(block, was, now, options)
  $suggestKind(block, kind, options)
  return struck
}
