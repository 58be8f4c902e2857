// Replacing every place, in slices between which others are let in: keys, what arrives, and frames.
// Plain words are spliced in the shared tree itself, place by place; while suggesting, and wherever the
// tree is not what the editor has, the editor replaces each.
import { findWords, type Found, type Sought } from '#document/reading'
import { $getNodeByKey, $getRoot, type NodeKey } from 'lexical'
import type * as Y from 'yjs'
import { $isBlockNode } from '../blocks/block-node.ts'
import { ownChange } from '../undo/own-undo.ts'
import { prepare } from '../collab/rescue.ts'
import { $piecesOf, textOf } from '../review/suggestions/pieces.ts'
import type { Gathering } from '../undo/undo-steps.ts'
import { foundInNotes, placesOf, replaceInNotes } from './note-places.ts'
import { $isSimple, $mayReplace, replaceAt, type Replacing } from './replace-words.ts'
import { sharedWords, splicePlaces } from './splice-places.ts'

export type Replaced = {
  replaced: number
  /** Places that were left because something waits there. */
  left: number
  /** Places in footnotes that were left because they take no suggestions. */
  leftInNotes: number
}

/** `step`: the step of undo that all of it becomes. `notes`: those that the text refers to. */
export type ReplacingAll = Replacing & { step: Gathering; notes: readonly string[] }

/** Milliseconds of a slice, with all that is shown of it. */
const slice = 12
/** Places of the first one: how long one takes is known after it. */
const firstSlice = 8

const $wordsOf = (key: NodeKey): string => {
  const block = $getNodeByKey(key)
  return $isBlockNode(block) ? textOf($piecesOf(block)) : ''
}

/** The matches of a block in the tree. */
type Plain = { text: Y.XmlText; places: Found[]; left: number }

const $plain = ({ binder }: Replacing, key: NodeKey, places: readonly Found[]): Plain | null => {
  const block = $getNodeByKey(key)
  if (!$isBlockNode(block)) return null
  const text = sharedWords(binder.binding.mapping.getSharedType(block), $wordsOf(key))
  const may = places.filter(words => $mayReplace(block, words, false) && $isSimple(block, words))
  return text && { text, places: may, left: places.length - may.length }
}

/**
 * One splice or change for each place, from the last to the first; each `next` does a slice and gives the
 * sums so far. A paragraph is read when it is its turn. It ends where its step is undone
 * before.
 */
export function* replacing(
  parts: ReplacingAll,
  sought: Sought,
  by: string,
  clock: () => number = () => performance.now(),
): Generator<Replaced, 'done' | 'undone'> {
  const { editor, binder, suggesting, step } = parts
  const { doc } = binder.binding
  const count: Replaced = { replaced: 0, left: 0, leftInNotes: 0 }
  const read = <T>(work: () => T): T => editor.getEditorState().read(work)
  const placesIn = (key: NodeKey): Found[] =>
    findWords(
      read(() => $wordsOf(key)),
      sought,
    )
  const waiting = read(() => $getRoot().getChildrenKeys()).filter(key => placesIn(key).length > 0)

  /** Paragraphs with `most` places or a few more; how many those were. */
  const inTree = (most: number): number => {
    const plain: Plain[] = []
    let done = 0
    while (done < most) {
      const key = waiting.pop()
      if (key === undefined) break
      const places = placesIn(key)
      const found = read(() => $plain(parts, key, places))
      done += places.length
      if (found) plain.push(found)
      else for (const words of places.toReversed()) inEditor(key, words)
    }
    doc.transact(() => {
      for (const { text, places } of plain) splicePlaces(text, places, by)
    }, ownChange)
    for (const { places, left } of plain) {
      count.replaced += places.length
      count.left += left
    }
    return done
  }
  const inEditor = (key: NodeKey, words: Found): void => {
    count[replaceAt(parts, key, words, by) === null ? 'left' : 'replaced']++
  }
  /** The rest of the current paragraph, and its words before the last replaced match. */
  let rest: { key: NodeKey; places: Found[]; before: string } | null = null
  const suggest = (until: number): void => {
    while (clock() < until) {
      if (rest === null) {
        const key = waiting.pop()
        if (key === undefined) return
        rest = { key, places: placesIn(key), before: read(() => $wordsOf(key)) }
      }
      const { key, places, before } = rest
      const last = places.pop()
      // Another change came there: the rest of it has unknown positions, and stays.
      if (!last || !read(() => $wordsOf(key)).startsWith(before)) rest = null
      else {
        inEditor(key, last)
        rest = places.length > 0 ? { key, places, before: before.slice(0, last.from) } : null
      }
    }
  }

  const inNotes = foundInNotes(doc, parts.notes, sought)
  if (inNotes.length > 0) {
    prepare(doc)
    if (suggesting.isOn()) count.leftInNotes = placesOf(inNotes)
    else step.add(() => (count.left = replaceInNotes(doc, inNotes, by)))
    count.replaced = placesOf(inNotes) - count.left - count.leftInNotes
    yield { ...count }
  }
  let most = firstSlice
  while (waiting.length > 0 || rest !== null) {
    prepare(doc)
    const began = clock()
    const isGoingOn = step.add(() => {
      if (suggesting.isOn() || rest !== null) return suggest(began + slice)
      const done = inTree(most)
      most = Math.max(1, Math.round((done * slice) / Math.max(1, clock() - began)))
    })
    if (!isGoingOn) return 'undone'
    yield { ...count }
  }
  return 'done'
}
