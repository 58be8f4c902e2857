// Suggesting: what a person does to the words of a paragraph becomes marks on them. A change is looked
// at as a whole before it is shared, whatever brought it about (keys, paste, another language's
// keyboard): words that went come back struck, words that came are marked as inserted, formats, links
// and kinds go back and wait as marks. Also without suggesting, what is typed behind marked words, or
// among struck ones, is not part of them.
import {
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $hasUpdateTag,
  $isRangeSelection,
  $isTextNode,
  COLLABORATION_TAG,
  HISTORIC_TAG,
  mergeRegister,
  SKIP_COLLAB_TAG,
  TextNode,
  type EditorState,
  type LexicalEditor,
  type NodeKey,
} from 'lexical'
import type { BlockKind, EntryId } from '#shared/document'
import type { Tracking } from '../binder.ts'
import {
  $blockOf,
  $caretIn,
  $mayChange,
  $offsetOf,
  $selectAt,
  $selectedIn,
  $selectWords,
} from '../block-edits.ts'
import { $isBlockNode, BlockNode } from '../block-node.ts'
import { $isForeign, $isWithheld, $kindOf, $setKind } from '../block-state.ts'
import { replacement, type Around } from '../splice-words.ts'
import {
  $marksOf,
  $piecesOf,
  $setPieces,
  changed,
  $setMark,
  textOf,
  within,
  without,
  type Marks,
  type Piece,
} from './pieces.ts'

type Known = { pieces: Piece[]; kind: BlockKind }
/** The words of a block before a change, and what was selected of them. */
type Before = { pieces: Piece[]; selected: Around['selected'] }

export type TrackOptions = {
  isOn(): boolean
  /** Begins a suggestion. */
  begin(): EntryId
  /** A suggestion of this window that still waits. */
  isOwn(id: string): boolean
  /** Words were struck in a suggestion, and that is shared by now. */
  struck(id: EntryId, words: { index: number; from: number; to: number }): void
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
const ownIdIn = (marks: Marks | undefined, options: TrackOptions): EntryId | null => {
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
const ownLook = (what: 'lk:' | 'fm:', marks: Marks, options: TrackOptions): EntryId | null => {
  const key = Object.keys(marks).find(each => each.startsWith(what) && options.isOwn(each.slice(3)))
  return key === undefined ? null : (key.slice(3) as EntryId)
}

/** Typed text is no part of struck words, nor of marked words that it only follows. */
const $free = (block: BlockNode, before: Piece[], now: Piece[]): void => {
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
  options: TrackOptions,
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
const $suggestKind = (block: BlockNode, kind: BlockKind, options: TrackOptions): void => {
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

const inBlock = <T>(state: EditorState, key: NodeKey, $read: (block: BlockNode) => T): T | null =>
  state.read(() => {
    const block = $getNodeByKey(key)
    return $isBlockNode(block) ? $read(block) : null
  })

/** An input method composes in this block: words that are replaced there would end that. */
const $isComposed = (block: BlockNode): boolean =>
  block.getChildren().some(child => $isTextNode(child) && child.isComposing())

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

type Over = { key: NodeKey; selected: NonNullable<Around['selected']> }

/**
 * The selected words of one block that may change; the caret goes behind them. Behind words in several blocks it goes
 * too, and these stay as they are: no change over several paragraphs can be suggested.
 */
const $leaveSelected = (): Over | null => {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || selection.isCollapsed()) return null
  const end = selection.isBackward() ? selection.anchor : selection.focus
  const block = $blockOf(end.getNode())
  if (!block || !$mayChange(block)) return null
  const selected = $selectedIn(block)
  $selectAt(block, $offsetOf(end, block))
  return selected && { key: block.getKey(), selected }
}

/** Takes out words that were composed over; the new ones stand behind them. They come back struck. */
const $takeOver = (block: BlockNode, { selected }: Over, before: Piece[]): boolean => {
  const now = $piecesOf(block)
  const length = textOf(now).length - textOf(before).length
  if (length <= 0) return false
  const { from, to } = selected
  $setPieces(block, [...within(now, 0, from), ...within(now, to, textOf(now).length)])
  $selectAt(block, from + length)
  return true
}

export const trackChanges = (editor: LexicalEditor, options: TrackOptions): Tracking => {
  /** As it was left here, until that is shared: what was made of a change is no change of a person's. */
  const left = new Map<NodeKey, Known>()
  /** The page before a composition began: all that is composed is one change, made when it ends. */
  let begun: EditorState | null = null
  /** Words that are composed over. They stay as they are until it ends: the browser would take them out. */
  let over: Over | null = null
  const struck: { key: NodeKey; id: EntryId; from: number; to: number }[] = []

  const ownId = (marks: Marks | undefined): EntryId | null => ownIdIn(marks, options)
  const pageBefore = (): EditorState =>
    (editor.isComposing() ? null : begun) ?? editor.getEditorState()
  const $known = (block: BlockNode): Known => ({ pieces: $piecesOf(block), kind: $kindOf(block) })

  const $suggestWords = (block: BlockNode, was: Before, now: Piece[]): void => {
    const before = was.pieces
    const { start, removed, inserted } = $changedWords(block, was, textOf(now))
    const [gone, come] = [within(before, start, removed), within(now, start, inserted)]
    const isMine = ({ marks }: Piece): boolean =>
      ownId(without(marks, key => !key.startsWith('in:'))) !== null
    const isDone = come.every(piece => isMine(piece) && !Object.keys(piece.marks).some(isStruckKey))
    const kept = gone.filter(piece => !isMine(piece))
    if (isDone && kept.length === 0) return
    const around = [...marksAt(before, start), ...marksAt(before, removed)]
    const id = around.map(ownId).find(each => each !== null) ?? options.begin()
    const backwards = (inBlock(pageBefore(), block.getKey(), $caretIn) ?? removed) > start
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
    if (back.length > 0)
      struck.push({ key: block.getKey(), id, from: start, to: start + textOf(back).length })
    if (caret === null) return
    const [again, written] = [textOf(back).length, textOf(added).length]
    $selectAt(block, start + (written > 0 || !backwards ? again + written : 0))
  }

  const $settle = (block: BlockNode, was: Before, kind: BlockKind): void => {
    const before = was.pieces
    const now = $piecesOf(block)
    const isSame = textOf(before) === textOf(now)
    if (!options.isOn()) {
      if (!isSame) $free(block, before, now)
      return
    }
    if (isSame && !$isTypedAgain(block, was, now)) $suggestLooks(block, before, now, options)
    else $suggestWords(block, was, now)
    $suggestKind(block, kind, options)
  }

  const $look = (block: BlockNode): void => {
    const key = block.getKey()
    if ($isForeign(block) || $isWithheld(block)) return
    // A remote change may wait to be shown together with a change made here, and is no change of
    // this person. Nor is the end of a composition where the right to write is gone or the line was decided.
    const isOther = [COLLABORATION_TAG, HISTORIC_TAG, SKIP_COLLAB_TAG].some($hasUpdateTag)
    if (isOther || !editor.isEditable() || !$mayChange(block)) {
      left.set(key, $known(block))
      return
    }
    const last = left.get(key) ?? inBlock(pageBefore(), key, $known)
    // A paragraph of one's own making holds no words of others.
    if (last === null || $isComposed(block)) return
    const taken = over?.key === key && $takeOver(block, over, last.pieces) ? over : null
    const selected = taken?.selected ?? inBlock(pageBefore(), key, $selectedIn)
    $settle(block, { pieces: last.pieces, selected }, last.kind)
    left.set(key, $known(block))
  }

  return {
    isOn: options.isOn,
    composes() {
      let found: Over | null = null
      const $find = (): void => void (found = options.isOn() ? $leaveSelected() : null)
      editor.update($find, { discrete: true })
      over = found
    },
    register: () =>
      mergeRegister(
        editor.registerNodeTransform(BlockNode, $look),
        // Words that change in their place leave their block as it was, as Lexical counts.
        editor.registerNodeTransform(TextNode, node => {
          const block = node.isAttached() ? node.getParent() : null
          if ($isBlockNode(block)) $look(block)
        }),
        editor.registerUpdateListener(({ prevEditorState }) => {
          left.clear()
          begun = editor.isComposing() ? (begun ?? prevEditorState) : null
          if (begun === null) over = null
        }),
      ),
    shared(editorState) {
      const told = struck.splice(0)
      if (told.length === 0) return
      const keys = editorState.read(() => $getRoot().getChildrenKeys())
      for (const { key, id, from, to } of told)
        options.struck(id, { index: keys.indexOf(key), from, to })
    },
  }
}
