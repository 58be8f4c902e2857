// Finds sought words in the text itself, so that paragraphs out of sight are found too, and in its
// footnotes; counts those in the title and in descriptions of pictures.
import { findWords, type Found, type Sought } from '#document/reading'
import { metaName, notesName, readMeta } from '#document/tree'
import { $getRoot, type LexicalEditor, type LexicalNode, type NodeKey } from 'lexical'
import { $isBlockNode } from '../blocks/block-node.ts'
import { $figureOf, $isWithheld } from '../blocks/block-state.ts'
import type { Binder } from '../collab/binder.ts'
import type { References } from '../notes/references.ts'
import { placesInNote } from './note-places.ts'

/** `index` counts blocks, and behind them the footnotes. */
export type TextMatch = Found & { key: NodeKey; index: number }
export type NoteMatch = Found & { note: string; number: number; index: number }
export type Match = TextMatch | NoteMatch

export const isInNote = (match: Match): match is NoteMatch => 'note' in match

export type Matches = {
  matches: readonly Match[]
  /** Places in the title and in descriptions of pictures. */
  besides: number
  /** Restricted paragraphs: each is a text of its own, in which nothing is sought. */
  unsearched: number
}

export type MatcherParts = {
  editor: LexicalEditor
  binder: Binder
  references: Pick<References, 'view' | 'subscribe'>
}

export type Matcher = {
  look(sought: Sought): Matches
  /** Calls when words of the text, its footnotes or its title changed. Returns its undo. */
  onChange(listen: () => void): () => void
}

const $descriptionOf = (block: LexicalNode): string =>
  ($isBlockNode(block) ? $figureOf(block)?.alternative : undefined) ?? ''

export const openMatcher = ({ editor, binder, references }: MatcherParts): Matcher => {
  const { doc } = binder.binding
  let last: Sought | null = null
  const known = new Map<NodeKey, { text: string; found: readonly Found[] }>()

  const foundIn = (key: NodeKey, text: string, sought: Sought): readonly Found[] => {
    const before = known.get(key)
    if (before?.text === text) return before.found
    const found = findWords(text, sought)
    known.set(key, { text, found })
    return found
  }
  return {
    look(sought) {
      if (sought !== last) known.clear()
      last = sought
      if (sought.text === '') return { matches: [], besides: 0, unsearched: 0 }
      return editor.getEditorState().read(() => {
        const blocks = $getRoot().getChildren()
        const inText = blocks.flatMap((block, index) => {
          const key = block.getKey()
          const found = foundIn(key, block.getTextContent(), sought)
          return found.map(place => ({ ...place, key, index }))
        })
        const inNotes = references.view().notes.flatMap((note, at) => {
          const which = { note, number: at + 1, index: blocks.length + at }
          return placesInNote(doc, note, sought).map(place => ({ ...place, ...which }))
        })
        const besides = [readMeta(doc).title, ...blocks.map($descriptionOf)]
        return {
          matches: [...inText, ...inNotes],
          besides: besides.flatMap(words => findWords(words, sought)).length,
          unsearched: blocks.filter($isWithheld).length,
        }
      })
    },
    onChange(listen) {
      const [notes, meta] = [doc.getMap(notesName), doc.getMap(metaName)]
      notes.observeDeep(listen)
      meta.observe(listen)
      const stops = [
        editor.registerUpdateListener(({ dirtyElements, dirtyLeaves }) => {
          if (dirtyElements.size + dirtyLeaves.size > 0) listen()
        }),
        references.subscribe(listen),
        () => notes.unobserveDeep(listen),
        () => meta.unobserve(listen),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}
