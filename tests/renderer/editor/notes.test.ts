// Footnotes between people: references that come and go with the text, and words of notes that merge.
import { blockElements, insertReference, noteBody, notesIn, readPage } from '#document/tree'
import { exchange, openPeer, countedRandom } from '#tests/editor-peer'
import { replaceAll } from '#tests/replacing'
import { block, documentWith } from '#tests/shared-pages'
import { noteSign } from '#document/model'
import { registerRichText } from '@lexical/rich-text'
import { $getRoot, $getSelection, $isRangeSelection } from 'lexical'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { $joinBlocks, $selectAt } from '../../../src/renderer/editor/blocks/block-edits.ts'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import {
  INSERT_NOTE_COMMAND,
  MAKE_NOTES_COMMAND,
  READ_NOTE_COMMAND,
  registerNoteCommands,
} from '../../../src/renderer/editor/notes/note-commands.ts'
import { settle } from '../../../src/renderer/editor/blocks/settled-state.ts'
import {
  isSettledNote,
  onNoteChange,
  openNoteUndo,
  placeAfter,
  writeNote,
} from '../../../src/renderer/editor/notes/note-text.ts'
import { $noteOf } from '../../../src/renderer/editor/notes/reference.ts'
import { openReferences } from '../../../src/renderer/editor/notes/references.ts'
import { $insertPasted } from '../../../src/renderer/editor/paste/insert.ts'
import { readClipboard } from '../../../src/renderer/editor/paste/read-clipboard.ts'

const $blockAt = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error(`No block ${index}`)
  return found
}

const open = (client: number, state: Uint8Array) => {
  const peer = openPeer({ client, from: state })
  registerRichText(peer.editor)
  const references = openReferences(peer.editor)
  const parts = {
    doc: peer.doc,
    references,
    random: countedRandom(client),
    separate: () => peer.binder.undo.separate(),
  }
  registerNoteCommands(peer.editor, parts)
  const select = (index: number, at: number): void =>
    peer.edit(() => $selectAt($blockAt(index), at))
  return {
    peer,
    references,
    select,
    /** Puts in a note and says something in it. */
    note(index: number, at: number, words: string): string {
      select(index, at)
      peer.edit(() => void peer.editor.dispatchCommand(INSERT_NOTE_COMMAND, undefined))
      const note = references.view().asked ?? ''
      references.ask(null)
      if (words !== '') writeNote(peer.doc, note, words, words.length)
      return note
    },
    write: (words: string) =>
      peer.edit(() => {
        const selection = $getSelection()
        if ($isRangeSelection(selection)) selection.insertText(words)
      }),
    /** Without a window there is no Backspace; notes.electron.test.ts presses it. */
    remove: (index: number) =>
      peer.edit(() => {
        for (const node of $blockAt(index).getChildren()) if ($noteOf(node) !== null) node.remove()
      }),
    notes: () => (readPage(peer.doc).notes ?? []).map(({ text }) => text),
    runs: (index: number) => readPage(peer.doc).blocks[index]?.runs ?? [],
  }
}
const state = (...texts: string[]): Uint8Array =>
  Y.encodeStateAsUpdate(documentWith(texts.map(text => block('num1', text))))

test('notes are numbered as the text refers to them, whatever order they were made in', () => {
  const page = open(11, state('one', 'two'))
  const later = page.note(1, 3, 'Later')
  const earlier = page.note(0, 3, 'Earlier')
  expect(page.notes()).toEqual(['Earlier', 'Later'])
  expect(page.references.view().notes).toEqual([earlier, later])
  // Moving the second paragraph up changes the numbers.
  page.peer.edit(() => void $blockAt(0).insertBefore($blockAt(1), false))
  expect(page.references.view().notes).toEqual([later, earlier])
  expect(page.notes()).toEqual(['Later', 'Earlier'])
})

test('text typed on either side of a reference is no part of it; it comes back with its words', () => {
  const page = open(11, state('one two'))
  const note = page.note(0, 3, 'Says')
  page.write(' behind')
  page.select(0, 3)
  page.write(' before')
  expect(page.runs(0)).toEqual([
    { text: 'one before' },
    { text: '\u2060', note },
    { text: ' behind two' },
  ])
  page.peer.binder.undo.separate()
  page.remove(0)
  expect(page.runs(0)).toEqual([{ text: 'one before behind two' }])
  expect(page.notes()).toEqual([])
  page.peer.binder.undo.undo()
  expect(page.notes()).toEqual(['Says'])
  expect(page.references.view().notes).toEqual([note])
})

test('beside a reference the key goes to its note and makes no other', () => {
  const page = open(11, state('one'))
  const note = page.note(0, 3, 'Says')
  expect(page.note(0, 4, '')).toBe(note)
  expect(page.note(0, 3, '')).toBe(note)
  expect(page.notes()).toEqual(['Says'])
})

test('two write in one note apart, and both stay; undo takes back one’s own', () => {
  const from = state('one')
  const ana = open(11, from)
  const note = ana.note(0, 3, 'middle')
  const badia = open(12, Y.encodeStateAsUpdate(ana.peer.doc))
  const undo = openNoteUndo(ana.peer.doc)
  writeNote(ana.peer.doc, note, 'begin middle', 6)
  writeNote(badia.peer.doc, note, 'middle end', 10)
  exchange(ana.peer, badia.peer)
  expect(ana.notes()).toEqual(['begin middle end'])
  expect(badia.notes()).toEqual(['begin middle end'])
  undo.turn('undo')
  expect(ana.notes()).toEqual(['middle end'])
})

test('the note of a settled line stays, by undo too, and notes of other lines are open', () => {
  const page = open(11, state('one', 'two'))
  const { doc } = page.peer
  const [decided, other] = [page.note(0, 3, 'Annex'), page.note(1, 3, 'Report')]
  const undo = openNoteUndo(doc)
  writeNote(doc, decided, 'Annex II', 8)
  const release = settle(new Map([[readPage(doc).blocks[0]!.id!, 'line']]))
  expect([decided, other].map(note => isSettledNote(doc, note))).toEqual([true, false])
  expect(undo.turn('undo')).toBe('refused')
  expect(undo.turn('undo')).toBe('nothing')
  writeNote(doc, other, 'Report 3', 8)
  expect(undo.turn('undo')).toBe('turned')
  expect(page.notes()).toEqual(['Annex II', 'Report'])
  release()
  expect(isSettledNote(doc, decided)).toBe(false)
})

test('words are replaced everywhere: the note of a settled line stays, and so does it by undo', () => {
  const page = open(11, state('one', 'two'))
  const { peer } = page
  const all = [page.note(0, 3, 'Annex'), page.note(1, 3, 'Annex')]
  const release = settle(new Map([[readPage(peer.doc).blocks[0]!.id!, 'line']]))
  const sought = { text: 'Annex', exact: false, whole: false }
  const sums = replaceAll(peer, sought, 'Report', all)
  expect(sums).toEqual({ replaced: 1, left: 1, leftInNotes: 0 })
  expect(page.notes()).toEqual(['Annex', 'Report'])
  release()
  replaceAll(peer, sought, 'Report', all)
  onTestFinished(settle(new Map([[readPage(peer.doc).blocks[0]!.id!, 'line']])))
  expect(peer.binder.undo.undo()).toBe('refused')
  expect(page.notes()).toEqual(['Report', 'Report'])
})

/** `note` is typed, and then "Jane" is replaced in it and in the text. */
const replacedJane = (note: string) => {
  const page = open(11, state('Jane said so'))
  const { peer } = page
  const id = page.note(0, 12, '')
  const undo = openNoteUndo(peer.doc)
  writeNote(peer.doc, id, note, note.length)
  replaceAll(peer, { text: 'Jane', exact: false, whole: false }, 'R-7', [id])
  return { page, peer, undo }
}

test('words of a note were replaced from the text: undo in the note takes that back first, then what was typed', () => {
  const { page, peer, undo } = replacedJane('Letter of Jane, May')
  expect(page.notes()).toEqual(['Letter of R-7, May'])
  expect([undo.turn('undo'), ...page.notes()]).toEqual(['turned', 'Letter of Jane, May'])
  expect(peer.texts()[0]).toContain('R-7')
  peer.binder.undo.undo()
  expect(peer.texts()[0]).toContain('Jane')
  expect(page.notes()).toEqual(['Letter of Jane, May'])
  expect([undo.turn('undo'), ...page.notes()]).toEqual(['turned', ''])
  expect(undo.turn('undo')).toBe('nothing')
})

test('words of a note were replaced from the text, and undo in the text took it back: undo in the note goes on before', () => {
  const { page, peer, undo } = replacedJane('Jane')
  peer.binder.undo.undo()
  expect(page.notes()).toEqual(['Jane'])
  expect([undo.turn('undo'), ...page.notes()]).toEqual(['turned', ''])
})

test('a note that is only suggested in a settled line is open, until the words themselves refer to it', () => {
  const page = open(11, state('one'))
  const { doc } = page.peer
  const note = page.note(0, 3, 'Annex')
  const [line] = blockElements(doc) as [Y.XmlElement]
  const sign = line.get(0) as Y.XmlText
  sign.format(3, 1, { 's_in:abcdefgh': '1' })
  onTestFinished(settle(new Map([[readPage(doc).blocks[0]!.id!, 'line']])))
  const undo = openNoteUndo(doc)
  expect(isSettledNote(doc, note)).toBe(false)
  writeNote(doc, note, 'Annex II', 8)
  expect(undo.turn('undo')).toBe('turned')
  expect(page.notes()).toEqual(['Annex'])
  insertReference(line, 1, { note })
  expect(isSettledNote(doc, note)).toBe(true)
})

test('two make notes in one place apart, and one takes the paragraph of another away', () => {
  const from = state('one', 'two')
  const [ana, badia] = [open(11, from), open(12, from)]
  ana.note(0, 3, 'Ana’s')
  badia.note(0, 3, 'Badia’s')
  exchange(ana.peer, badia.peer)
  expect(ana.notes().toSorted()).toEqual(['Ana’s', 'Badia’s'])
  expect(badia.notes()).toEqual(ana.notes())
  const lost = notesIn(readPage(ana.peer.doc).blocks)[0] ?? ''
  ana.peer.edit(() => void $joinBlocks($blockAt(0), $blockAt(1)))
  badia.peer.edit(() => $blockAt(0).remove())
  writeNote(ana.peer.doc, lost, 'More', 4)
  exchange(ana.peer, badia.peer)
  expect(ana.peer.texts()).toEqual(badia.peer.texts())
  // The text of the note is still there when its reference is restored.
  expect(noteBody(badia.peer.doc, lost)?.toJSON()).toBe('More')
  expect([...ana.peer.failures, ...badia.peer.failures]).toEqual([])
})

test('a suggested note waits like any word, and stays whole', () => {
  const page = open(11, state('one two'))
  page.peer.suggesting.set(true)
  const note = page.note(0, 3, 'Waits')
  expect(page.runs(0)[1]).toEqual({ text: '\u2060', note, suggested: true })
  page.write(' so')
  expect(page.runs(0).map(({ text }) => text)).toEqual(['one', '\u2060', ' so', ' two'])
  expect(
    page.peer.read(() =>
      $blockAt(0)
        .getChildren()
        .map(node => node.getTextContent()),
    ),
  ).toContain('\u2060')
})

test('words and places that others write over are read as what they are', () => {
  const page = open(11, state('one'))
  const note = page.note(0, 3, 'Says')
  const element = page.peer.doc.get('root-v2', Y.XmlElement).get(0)
  const text = element instanceof Y.XmlElement ? element.get(0) : null
  // A stranger's tool puts words into the reference, and a number where a name belongs.
  if (text instanceof Y.XmlText) {
    text.insert(4, 'words', { p: { __mode: 1 }, s_fn: note })
    text.insert(0, 'x', { s_fn: { deep: 1 } })
  }
  page.peer.doc.getMap('footnotes').set('aaaaaaaaab', 7)
  expect(page.runs(0)).toEqual([{ text: 'xone' }, { text: '\u2060', note }, { text: 'words' }])
  page.peer.doc.getMap('footnotes').set(note, new Y.Map())
  expect(page.notes()).toEqual([''])
  expect(page.peer.failures).toEqual([])
})

test('the caret stays among what others write', () => {
  const doc = new Y.Doc()
  const seen: number[] = []
  writeNote(doc, 'aaaaaaaaab', 'middle', 6)
  onNoteChange(doc, 'aaaaaaaaab', delta => seen.push(placeAfter(3, delta)))
  const body = noteBody(doc, 'aaaaaaaaab')
  body?.insert(0, 'ab')
  body?.insert(8, 'end')
  body?.delete(0, 2)
  body?.delete(0, 6)
  writeNote(doc, 'aaaaaaaaab', '😀', 2)
  writeNote(doc, 'aaaaaaaaab', '😁', 2)
  expect(seen.slice(0, 4)).toEqual([5, 3, 1, 0])
  expect(body?.toJSON()).toBe('😁')
})

describe('a footnote that is copied', () => {
  /** The clipboard of the line, as a window writes it. */
  const copiedFrom = ({ peer }: ReturnType<typeof open>, index: number): string => {
    let said = ''
    peer.edit(() => {
      const line = $blockAt(index)
      const nodes = line.getChildren().map(child => {
        const note = $noteOf(child)
        const read = (was: string): void => void (said = was)
        if (note === null) return { type: 'text', text: child.getTextContent() }
        peer.editor.dispatchCommand(READ_NOTE_COMMAND, { note, read })
        return { type: 'text', text: noteSign, $: { fn: note, was: said } }
      })
      said = JSON.stringify({ nodes: [{ type: 'block', children: nodes }, ...nodes] })
    })
    return said
  }
  const pasteInto = ({ peer, select }: ReturnType<typeof open>, json: string, isOwn: boolean) => {
    const pasted = readClipboard(json, isOwn)
    select(0, 0)
    peer.edit(() => {
      peer.editor.dispatchCommand(MAKE_NOTES_COMMAND, pasted?.notes ?? new Map())
      $insertPasted(pasted?.blocks ?? [])
    })
  }

  test('into another text: it has its words there, once for two signs, and is a note of its own', () => {
    const from = open(51, state('As agreed.'))
    const note = from.note(0, 9, 'At the session in June.')
    const into = open(52, state('Other text.'))
    pasteInto(into, copiedFrom(from, 0), false)
    expect(into.notes()).toEqual(['At the session in June.'])
    expect(into.references.view().notes).toHaveLength(1)
    expect(into.references.view().notes).not.toContain(note)
    expect(
      into
        .runs(0)
        .concat(into.runs(1))
        .filter(run => run.note !== undefined),
    ).toHaveLength(2)
  })

  test('into the same text: it is cited again', () => {
    const page = open(53, state('Below.', 'As agreed.'))
    const note = page.note(1, 9, 'At the session in June.')
    pasteInto(page, copiedFrom(page, 1), true)
    expect(page.references.view().notes).toEqual([note])
    expect(page.notes()).toEqual(['At the session in June.'])
  })

  test('a sign without its words is left out', () => {
    const nodes = [
      { type: 'text', text: 'Agreed' },
      { type: 'text', text: noteSign, $: { fn: 'abcdefghij' } },
    ]
    const pasted = readClipboard(JSON.stringify({ nodes }))
    expect(pasted?.blocks[0]?.runs).toEqual([{ text: 'Agreed' }])
    expect(pasted?.notes?.size).toBe(0)
  })
})
