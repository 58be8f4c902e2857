// The changes of a step of undo or redo, read from its one transaction: announced to people who
// cannot see them, and computed for that step alone, so that they cost no key anything.
import { noteSign } from '#document/model'
import * as Y from 'yjs'

/** `put` and `taken` are words; both are empty where only how the block is set changed. */
export type ChangedBlock = { block: string | null; put: string; taken: string }

/** `came` and `went`: the words of each of these blocks. Null: nothing changed. */
export type UndoChanges = {
  came: string[]
  went: string[]
  changed: ChangedBlock[]
  inNotes: boolean
  /** A footnote was left, since words that the step put there were changed in the footnote. */
  notesLeft?: true
} | null

/** Units of a text that are said. */
const longest = 80

/** A text as it is announced: marked where it goes on, and with no character cut in two. */
export const shortened = (text: string): string => {
  const whole = text.trim()
  if (whole.length <= longest) return whole
  return `${whole
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`
}

/** Words of `text` by what the transaction did to them. */
const wordsIn = (
  text: Y.XmlText,
  { beforeState, deleteSet }: Y.Transaction,
): { put: string; taken: string } => {
  const found = { put: '', taken: '' }
  for (let item = text._start; item !== null; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue
    const isNew = item.id.clock >= (beforeState.get(item.id.client) ?? 0)
    if (isNew && !item.deleted) found.put += item.content.str
    if (!isNew && Y.isDeleted(deleteSet, item.id)) found.taken += item.content.str
  }
  return { put: found.put.replaceAll(noteSign, ''), taken: found.taken.replaceAll(noteSign, '') }
}

const wordsOf = (
  block: Y.XmlElement,
  transaction: Y.Transaction,
  which: 'put' | 'taken',
): string => {
  let words = ''
  for (let item = block._start; item !== null; item = item.right) {
    const { content } = item
    if (content instanceof Y.ContentType && content.type instanceof Y.XmlText)
      words += wordsIn(content.type, transaction)[which]
  }
  return words
}

/**
 * The changes of `transaction` to the blocks of `root` and the words of footnotes, which are all that undo
 * changes.
 */
export const undoChangesIn = (
  root: Y.XmlElement,
  notes: Y.Map<unknown>,
  transaction: Y.Transaction,
): UndoChanges => {
  const { beforeState, changed, deleteSet } = transaction
  const [came, went]: [string[], string[]] = [[], []]
  const moved = new Set<unknown>()
  for (let item = root._start; item !== null; item = item.right) {
    const block = item.content instanceof Y.ContentType ? item.content.type : null
    if (!(block instanceof Y.XmlElement)) continue
    const isNew = item.id.clock >= (beforeState.get(item.id.client) ?? 0)
    if (isNew && !item.deleted) came.push(wordsOf(block, transaction, 'put'))
    else if (!isNew && Y.isDeleted(deleteSet, item.id))
      went.push(wordsOf(block, transaction, 'taken'))
    else continue
    moved.add(block)
  }
  const blocks = new Map<Y.XmlElement, ChangedBlock>()
  for (const type of changed.keys()) {
    const block = type instanceof Y.XmlText ? type.parent : type
    const isThere = block instanceof Y.XmlElement && block.parent === root && !moved.has(block)
    if (!isThere || block._item?.deleted) continue
    const known = blocks.get(block) ?? { block: null, put: '', taken: '' }
    known.block = (block.getAttribute('s_bid') as string | undefined) ?? null
    if (type instanceof Y.XmlText) {
      const { put, taken } = wordsIn(type, transaction)
      known.put += put
      known.taken += taken
    }
    blocks.set(block, known)
  }
  const inNotes = [...changed.keys()].some(type => type.parent === notes)
  const isNothing = came.length + went.length + blocks.size === 0 && !inNotes
  return isNothing ? null : { came, went, changed: [...blocks.values()], inNotes }
}
