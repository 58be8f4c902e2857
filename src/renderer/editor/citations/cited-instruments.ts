// Which documents and sessions the open page cites, in its footnotes too, and where; each block is read
// once for each of its states, and all footnotes again a moment after one of them changed.
import { useMemo, useSyncExternalStore } from 'react'
import { instrumentsIn } from '#document/citations'
import { notesName } from '#document/tree'
import type * as Y from 'yjs'
import { wordsOf } from '../notes/note-text.ts'
import { usePage, type PageBlock } from '../page/page-state.ts'

export type CitedHere = { instrument: string; blocks: readonly PageBlock[] }

/** Milliseconds by which the list may follow typing in a footnote. */
const follow = 300

const known = new WeakMap<PageBlock, readonly string[]>()

const namesOf = (text: string): string[] => [
  ...new Set(instrumentsIn(text).map(({ instrument }) => instrument)),
]

const namesIn = (block: PageBlock): readonly string[] => {
  let names = known.get(block)
  if (!names) {
    names = namesOf(block.text)
    known.set(block, names)
  }
  return names
}

/** In the order in which the page first cites them. A footnote cites where the text refers to it. */
function citedInstruments(
  blocks: readonly PageBlock[],
  citedInNote: (note: string) => readonly string[],
): CitedHere[] {
  const found = new Map<string, PageBlock[]>()
  for (const block of blocks)
    for (const name of new Set([...namesIn(block), ...(block.notes ?? []).flatMap(citedInNote)])) {
      const where = found.get(name) ?? []
      found.set(name, where)
      where.push(block)
    }
  return Array.from(found, ([instrument, where]) => ({ instrument, blocks: where }))
}

/** Reads each footnote once. */
const noteReader = (doc: Y.Doc): ((note: string) => readonly string[]) => {
  const read = new Map<string, readonly string[]>()
  return note => {
    const names = read.get(note) ?? namesOf(wordsOf(doc, note))
    read.set(note, names)
    return names
  }
}

const watchNotes = (doc: Y.Doc) => {
  const notes = doc.getMap(notesName)
  let reader = noteReader(doc)
  return {
    reader: () => reader,
    subscribe(listen: () => void): () => void {
      let timer: ReturnType<typeof setTimeout> | undefined
      const read = (): void => {
        timer = undefined
        reader = noteReader(doc)
        listen()
      }
      const hear = (): void => void (timer ??= setTimeout(read, follow))
      notes.observeDeep(hear)
      return () => {
        clearTimeout(timer)
        notes.unobserveDeep(hear)
      }
    },
  }
}

/** The citations of the open page. */
export function useCited(doc: Y.Doc): CitedHere[] {
  const blocks = usePage(each => each.blocks)
  const notes = useMemo(() => watchNotes(doc), [doc])
  const citedInNote = useSyncExternalStore(notes.subscribe, notes.reader)
  return useMemo(() => citedInstruments(blocks, citedInNote), [blocks, citedInNote])
}
