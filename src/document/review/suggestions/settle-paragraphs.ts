// Settling suggestions about whole paragraphs. Taking one in changes the text and writes the entry in one
// transaction, so that no device has the one without the other. The same one may be taken in by two
// people apart: a new paragraph then has the same id in both, and its words, as those of every other
// acceptance, are listed in the entry, so that they can be taken out again (see `doubled-words.ts`).
import * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import type { Acting, Refusal } from '#document/review/amendments'
import { longestRemark, writeEntry } from '#document/review/comments'
import {
  emptyParagraph,
  insertBlock,
  joinBlocks,
  moveBlock,
  removeBlock,
  setKind,
  splitBlock,
  placeInAll,
  reword,
  type Run,
  newBlockElement,
} from '#document/blocks'
import { drawnIn, type EntryId } from '#document/ids'
import { blockElements, readMeta, readBlock } from '#document/tree'
import { movedBy } from './paragraph-places.ts'
import {
  isOfPlace,
  readParagraphSuggestions,
  type ParagraphSuggestion,
} from './paragraph-suggestions.ts'
import { joinQuoted, splitQuoted, takeLooks } from './quoted-paragraphs.ts'

/** The id of the paragraph that a suggestion would make: the same on every device. */
export const paragraphOf = (id: EntryId): BlockId => drawnIn(id) as BlockId

const addParagraph = (doc: Y.Doc, suggestion: ParagraphSuggestion, random: Acting['random']) => {
  const { id, target, as, wording, looks, direction } = suggestion
  const all = blockElements(doc)
  const after = target === null ? all.at(-1) : all[target.index]
  const { language: own } = after ? readBlock(after) : {}
  const made = newBlockElement(
    {
      id: paragraphOf(id),
      kind: as ?? 'paragraph',
      runs: [],
      ...(own !== undefined && { language: own }),
      ...(direction && { direction }),
    },
    { language: readMeta(doc).language, random },
  )
  insertBlock(doc, after ?? null, made)
  const runs = reword(made, wording)
  takeLooks(made, looks)
  return runs
}

/** All that `work` writes, as one run. */
const written = (doc: Y.Doc, work: () => void): Run[] => {
  const since = Y.getState(doc.store, doc.clientID)
  work()
  const length = Y.getState(doc.store, doc.clientID) - since
  return length > 0 ? [[doc.clientID, since, length]] : []
}

/** Each paragraph that is made again is a run. One that stands there already is left as it is. */
const moveParagraphs = (doc: Y.Doc, { target, along, whither }: ParagraphSuggestion): Run[] => {
  const all = blockElements(doc)
  const moved = movedBy({ block: target?.block ?? null, along: [...along] }, all)
  const index = whither?.index ?? -1
  if (moved.every((element, at) => element === all[index + 1 + at])) return []
  let after = all[index] ?? null
  return moved.flatMap(element => written(doc, () => void (after = moveBlock(element, after))))
}

/**
 * The one that was larger at the time of the suggestion stays, on every device: two people who
 * accept it apart, each into another one, would each remove what the other kept.
 */
const joinParagraphs = (doc: Y.Doc, suggestion: ParagraphSuggestion): Run[] => {
  const { target, base, wording } = suggestion
  const all = blockElements(doc)
  const second = target ? all[target.index] : undefined
  const first = target ? all[target.index - 1] : undefined
  if (!first || !second) return []
  if (suggestion.quoted) return written(doc, () => joinQuoted(first, second))
  const isFirst = wording !== '' && wording.length >= base.length
  return written(doc, () => joinBlocks(first, second, isFirst ? 'first' : 'second'))
}

const carryOut = (doc: Y.Doc, suggestion: ParagraphSuggestion, random: Acting['random']): Run[] => {
  const { what, as, target, result } = suggestion
  if (what === 'add') return addParagraph(doc, suggestion, random)
  const all = blockElements(doc)
  const block = all[target?.index ?? -1]
  if (!block) return []
  if (what === 'words') return reword(block, result)
  if (what === 'move') return moveParagraphs(doc, suggestion)
  if (what === 'join') return joinParagraphs(doc, suggestion)
  if (what === 'split') {
    const { id, whither, quoted } = suggestion
    const made = paragraphOf(id)
    if (quoted)
      return written(doc, () =>
        splitQuoted(block, { id, made, at: whither?.inAll ?? 0, as }, random),
      )
    const at = placeInAll(block, whither?.at ?? 0)
    return written(doc, () => splitBlock(block, at, random, made))
  }
  if (what === 'kind') {
    if (as !== null) setKind(block, as)
    return []
  }
  if (all.length === 1) insertBlock(doc, block, emptyParagraph(readMeta(doc).language, random))
  removeBlock(block)
  return []
}

/**
 * Accepts, rejects or withdraws it; only its author withdraws. The caller checks the right to the
 * first two. A settled one stays settled; it can be suggested again.
 */
export const settleParagraph = (
  doc: Y.Doc,
  id: EntryId,
  verdict: 'accept' | 'reject' | 'withdraw',
  { at, random, isSame, change }: Acting,
): Refusal => {
  const found = readParagraphSuggestions(doc, isSame).find(each => each.id === id)
  if (!found) return 'not-found'
  if (found.standing !== 'open') return 'invalid-input'
  if (verdict === 'withdraw') {
    if (!isSame(found.client, doc.clientID)) return 'not-permitted'
    change(() => void writeEntry(doc, id, { kind: 'withdraw', at }, random))
    return null
  }
  if (verdict === 'reject') {
    change(() => void writeEntry(doc, id, { kind: 'reject', at, removed: '' }, random))
    return null
  }
  const { what, target } = found
  if (what !== 'add' && target === null) return 'not-found'
  if (isOfPlace(what) && found.whither === null) return 'not-found'
  // A name that another app gave on purpose: no two paragraphs have the same id.
  const isTaken = blockElements(doc).some(block => readBlock(block).id === paragraphOf(id))
  if ((what === 'add' || what === 'split') && isTaken) return 'invalid-input'
  const removed = what === 'remove' ? (target?.text ?? '').slice(0, longestRemark) : ''
  change(() => {
    const runs = carryOut(doc, found, random)
    writeEntry(doc, id, { kind: 'accept', at, removed, runs }, random)
  })
  return null
}
