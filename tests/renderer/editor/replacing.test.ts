// Find and replace in the product's own editor: one step of undo, suggestions while suggesting,
// waiting words left alone, and words of others unharmed.
import { noteBody, openNote, readPage, rootOf, writeMeta } from '#document/tree'
import { readSuggestions } from '#document/review/suggestions'
import { chance } from '#tests/fuzz/chance'
import { exchange, openPeer, type EditorPeer } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { $getRoot, $isTextNode, $setState } from 'lexical'
import { expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { $isBlockNode, type BlockNode } from '../../../src/renderer/editor/blocks/block-node.ts'
import { labelState } from '../../../src/renderer/editor/blocks/block-state.ts'
import { replaceAll } from '#tests/replacing'
import { openFind } from '../../../src/renderer/editor/find/find.ts'
import { replacing } from '../../../src/renderer/editor/find/replace-all.ts'
import { openNoteUndo, writeNote } from '../../../src/renderer/editor/notes/note-text.ts'
import { openReferences } from '../../../src/renderer/editor/notes/references.ts'
import { $selectWords } from '../../../src/renderer/editor/find/replace-words.ts'

const open = (client: number, texts: readonly string[]): EditorPeer => {
  const from = Y.encodeStateAsUpdate(documentWith(texts.map(text => block('num1', text))))
  const peer = openPeer({ client, from })
  onTestFinished(() => peer.close())
  return peer
}
const plain = { exact: false, whole: false }
const replace = (peer: EditorPeer, text: string, by: string, options = plain) =>
  replaceAll(peer, { text, ...options }, by)
const gathering = (peer: EditorPeer) => ({ ...peer, step: peer.binder.undo.gather(), notes: [] })
const $block = (index: number): BlockNode => {
  const found = $getRoot().getChildAtIndex(index)
  if (!$isBlockNode(found)) throw new Error('No block')
  return found
}
const type = (peer: EditorPeer, index: number, from: number, to: number, text: string): void =>
  peer.edit(() => {
    if (from < to) $selectWords($block(index), { from, to })?.insertText(text)
    else {
      const [node] = $block(index).getChildren().filter($isTextNode)
      node?.select(from, from).insertText(text)
    }
  })

const texts = ['The state and the State.', 'Statements of states', 'Nothing here.']

test('replaces every place, and undo takes all of it back and nothing that was typed before', () => {
  const ana = open(21, texts)
  type(ana, 2, 0, 0, 'Still. ')
  expect(replace(ana, 'state', 'country')).toEqual({ replaced: 4, left: 0, leftInNotes: 0 })
  expect(ana.texts()).toEqual([
    'The country and the country.',
    'countryments of countrys',
    'Still. Nothing here.',
  ])
  type(ana, 2, 0, 0, 'Now. ')
  ana.binder.undo.undo()
  ana.binder.undo.undo()
  expect(ana.texts()).toEqual([texts[0], texts[1], 'Still. Nothing here.'])
  ana.binder.undo.redo()
  expect(ana.texts()[1]).toBe('countryments of countrys')
  expect(ana.failures).toEqual([])
})

test('whole words, exact words, and replacing by nothing', () => {
  const ana = open(21, texts)
  expect(replace(ana, 'state', 'land', { exact: false, whole: true }).replaced).toBe(2)
  expect(replace(ana, 'States', 'Lands', { exact: true, whole: false }).replaced).toBe(0)
  expect(replace(ana, ' here', '').replaced).toBe(1)
  expect(ana.texts()).toEqual(['The land and the land.', 'Statements of states', 'Nothing.'])
})

/** A footnote of the text, as the editor makes it. */
const withNote = (peer: EditorPeer, words: string): string => {
  peer.doc.transact(() => openNote(peer.doc, 'noteaaaaaa', words))
  return 'noteaaaaaa'
}
const noChange = { came: [], went: [], changed: [], inNotes: false }
const noteOf = (peer: EditorPeer): string => noteBody(peer.doc, 'noteaaaaaa')?.toJSON() ?? ''

test('footnotes are replaced too, and one step of undo takes back the text and the footnotes', () => {
  const ana = open(21, texts)
  const note = withNote(ana, 'See the State and its states.')
  const sums = replaceAll(ana, { text: 'state', ...plain }, 'country', [note])
  expect(sums).toEqual({ replaced: 6, left: 0, leftInNotes: 0 })
  expect(noteOf(ana)).toBe('See the country and its countrys.')
  expect(ana.binder.undo.undo()).toMatchObject({ inNotes: true })
  expect([noteOf(ana), ana.texts()]).toEqual(['See the State and its states.', texts])
  ana.binder.undo.redo()
  expect(noteOf(ana)).toBe('See the country and its countrys.')
  expect(ana.texts()[1]).toBe('countryments of countrys')
})

test('words are in a footnote alone: they are replaced, and undo says so', () => {
  const ana = open(21, texts)
  const note = withNote(ana, 'A code: R-7.')
  const sums = replaceAll(ana, { text: 'R-7', ...plain }, 'R-8', [note])
  expect([sums.replaced, noteOf(ana)]).toEqual([1, 'A code: R-8.'])
  expect(ana.binder.undo.undo()).toEqual({ came: [], went: [], changed: [], inNotes: true })
  expect(noteOf(ana)).toBe('A code: R-7.')
  expect(ana.texts()).toEqual(texts)
})

test('another member writes in the footnote meanwhile: undo takes back the replaced words alone', () => {
  const [ana, badia] = [open(21, texts), open(22, texts)]
  const note = withNote(ana, 'The state.')
  exchange(ana, badia)
  replaceAll(ana, { text: 'state', ...plain }, 'country', [note])
  noteBody(badia.doc, note)?.insert(0, 'Note: ')
  exchange(ana, badia)
  expect(noteOf(ana)).toBe('Note: The country.')
  ana.binder.undo.undo()
  expect(noteOf(ana)).toBe('Note: The state.')
})

test('a replaced word was overwritten by hand in a footnote since: undo leaves the footnote, and says so', () => {
  const ana = open(21, texts)
  const note = withNote(ana, 'A state of R-7, May.')
  const { undo } = ana.binder
  replaceAll(ana, { text: 'R-7', ...plain }, 'R-8', [note])
  replaceAll(ana, { text: 'state', ...plain }, 'land', [note])
  writeNote(ana.doc, note, 'A land of R-9, May.', 13)
  expect(undo.undo()).toMatchObject({ inNotes: true })
  expect([noteOf(ana), ana.texts()]).toEqual(['A state of R-9, May.', texts])
  expect(undo.undo()).toEqual({ ...noChange, notesLeft: true })
  expect(noteOf(ana)).toBe('A state of R-9, May.')
  expect(undo.undo()).toBeNull()
})

test('undo goes on behind a step of which nothing is left: it leaves the footnote that was overwritten there too', () => {
  const [ana, badia] = [open(21, texts), open(22, texts)]
  const note = withNote(ana, 'The R-7.')
  replaceAll(ana, { text: 'R-7', ...plain }, 'R-8', [note])
  type(ana, 2, 0, 0, 'Still. ')
  writeNote(ana.doc, note, 'The R-9.', 8)
  exchange(ana, badia)
  badia.edit(() => $block(2).remove())
  exchange(ana, badia)
  expect(ana.binder.undo.undo()).toEqual({ ...noChange, notesLeft: true })
  expect(noteOf(ana)).toBe('The R-9.')
})

test('nothing but a footnote is left of a step: undo says that the footnote stays', () => {
  const [ana, badia] = [open(21, texts), open(22, texts)]
  const note = withNote(ana, 'The here.')
  exchange(ana, badia)
  replaceAll(ana, { text: 'here', ...plain }, 'land', [note])
  writeNote(ana.doc, note, 'The sand.', 9)
  const heard: boolean[] = []
  onTestFinished(ana.binder.undo.onChange(() => heard.push(ana.binder.undo.canUndo())))
  exchange(ana, badia)
  badia.edit(() => $block(2).remove())
  exchange(ana, badia)
  expect(ana.binder.undo.undo()).toEqual({ ...noChange, notesLeft: true })
  expect(noteOf(ana)).toBe('The sand.')
  expect(heard).toEqual([false])
})

test('one of two replaced words was overwritten in a footnote: undo takes back the text alone', () => {
  const ana = open(21, texts)
  const note = withNote(ana, 'State and state.')
  const { undo } = ana.binder
  replaceAll(ana, { text: 'state', ...plain }, 'land', [note])
  const replaced = ana.texts()
  writeNote(ana.doc, note, 'land and house.', 14)
  expect(undo.undo()).toMatchObject({ inNotes: false, notesLeft: true })
  expect([noteOf(ana), ana.texts()]).toEqual(['land and house.', texts])
  expect(undo.redo()).not.toHaveProperty('notesLeft')
  expect([noteOf(ana), ana.texts()]).toEqual(['land and house.', replaced])
})

test('undo in the footnote took the replacement back: undo in the text has nothing to leave', () => {
  const ana = open(21, texts)
  const note = withNote(ana, 'The state.')
  const inNote = openNoteUndo(ana.doc)
  onTestFinished(() => inNote.close())
  replaceAll(ana, { text: 'state', ...plain }, 'land', [note])
  expect(inNote.turn('undo')).toBe('turned')
  expect(ana.binder.undo.undo()).not.toHaveProperty('notesLeft')
  expect([noteOf(ana), ana.texts()]).toEqual(['The state.', texts])
})

test('the title is counted beside the text, and again when it changes', () => {
  const ana = open(21, texts)
  const find = openFind({ ...ana, references: openReferences(ana.editor) }, { index: 0, at: 0 })
  onTestFinished(find.subscribe(() => {}))
  writeMeta(ana.doc, { title: 'On the state' })
  find.seek({ text: 'state', ...plain })
  expect(find.view()).toMatchObject({ besides: 1, matches: { length: 4 } })
  writeMeta(ana.doc, { title: 'On the country' })
  expect(find.view().besides).toBe(0)
})

test('a restricted paragraph is a text of its own, and is counted as not searched', () => {
  const ana = open(21, texts)
  const find = openFind({ ...ana, references: openReferences(ana.editor) }, { index: 0, at: 0 })
  onTestFinished(find.subscribe(() => {}))
  find.seek({ text: 'state', ...plain })
  expect(find.view().unsearched).toBe(0)
  ana.edit(() => void $setState($block(2), labelState, 'circle'))
  expect(find.view()).toMatchObject({ unsearched: 1, matches: { length: 4 } })
  find.seek({ text: '', ...plain })
  expect(find.view().unsearched).toBe(0)
})

test('while suggesting, words in footnotes are left, and counted', () => {
  const ana = open(21, texts)
  const note = withNote(ana, 'The state, the State.')
  ana.suggesting.set(true)
  const sums = replaceAll(ana, { text: 'state', ...plain }, 'country', [note])
  expect(sums).toEqual({ replaced: 4, left: 0, leftInNotes: 2 })
  expect(noteOf(ana)).toBe('The state, the State.')
})

test('formats of what is replaced stay', () => {
  const ana = open(21, texts)
  ana.edit(() => $selectWords($block(0), { from: 4, to: 9 })?.formatText('bold'))
  replace(ana, 'state', 'country', { exact: true, whole: true })
  expect(readPage(ana.doc).blocks[0]?.runs).toEqual([
    { text: 'The ' },
    { text: 'country', bold: true },
    { text: ' and the State.' },
  ])
})

test('while suggesting every place is a suggestion, and turning one down brings its words back', () => {
  const ana = open(21, texts)
  ana.suggesting.set(true)
  expect(replace(ana, 'state', 'country', { exact: false, whole: true }).replaced).toBe(2)
  const suggested = readSuggestions(ana.doc).toSorted((a, b) => (a.struck < b.struck ? -1 : 1))
  expect(suggested.map(({ inserted, struck }) => [struck, inserted])).toEqual([
    ['State', 'country'],
    ['state', 'country'],
  ])
  ana.settle(suggested[0]!.id, 'reject')
  ana.settle(suggested[1]!.id, 'accept')
  expect(ana.texts()[0]).toBe('The country and the State.')
  for (let step = 0; step < 3; step++) ana.binder.undo.undo()
  expect(ana.texts()).toEqual(texts)
})

test('words that wait for a verdict are left, and counted', () => {
  const [ana, badia] = [open(21, texts), open(22, texts)]
  exchange(ana, badia)
  ana.suggesting.set(true)
  type(ana, 0, 4, 9, 'nation')
  exchange(ana, badia)
  expect(replace(badia, 'state', 'country')).toEqual({ replaced: 3, left: 1, leftInNotes: 0 })
  expect(replace(badia, 'nation', 'land')).toEqual({ replaced: 0, left: 1, leftInNotes: 0 })
  expect(readSuggestions(badia.doc)[0]).toMatchObject({ struck: 'state', inserted: 'nation' })
  badia.suggesting.set(true)
  expect(replace(badia, 'nation', 'land')).toEqual({ replaced: 1, left: 0, leftInNotes: 0 })
  expect([...ana.failures, ...badia.failures]).toEqual([])
})

test('a place is changed where it differs, as that was formatted, and its other letters stay whose they are', () => {
  const ana = open(21, ['a color, colors and a 🙂 face', 'state'])
  ana.edit(() => $selectWords($block(0), { from: 2, to: 7 })?.formatText('bold'))
  const before = ana.doc.store.clients.get(21)?.length ?? 0
  expect(replace(ana, 'color', 'colour').replaced).toBe(2)
  replace(ana, '🙂', '🙃')
  replace(ana, 'state', 'a state')
  expect(readPage(ana.doc).blocks.map(({ runs }) => runs)).toEqual([
    [{ text: 'a ' }, { text: 'colour', bold: true }, { text: ', colours and a 🙃 face' }],
    [{ text: 'a state' }],
  ])
  const written = (ana.doc.store.clients.get(21) ?? []).slice(before)
  const letters = written.map(item =>
    item instanceof Y.Item && item.content instanceof Y.ContentString ? item.content.str : '',
  )
  expect(letters.filter(text => text !== '')).toEqual(['u', 'u', '🙃', 'a '])
})

const many = Array.from({ length: 60 }, (_, at) => `The state ${at} of a state.`)

test('goes in slices: what is typed and what arrives in between stays, and one step takes it back', () => {
  const [ana, badia] = [open(21, many), open(22, many)]
  exchange(ana, badia)
  let time = 0
  const run = replacing(gathering(ana), { text: 'state', ...plain }, 'country', () => (time += 6))
  let slices = 0
  const sums: number[] = []
  for (const { replaced } of run) {
    sums.push(replaced)
    if (slices++ !== 1) continue
    type(ana, 0, 0, 0, 'Now. ')
    type(badia, 1, 6, 6, '!')
    exchange(ana, badia)
  }
  expect(slices).toBeGreaterThan(3)
  expect(sums).toEqual(sums.toSorted((a, b) => a - b))
  expect(sums.at(-1)).toBe(119)
  exchange(ana, badia)
  for (const peer of [ana, badia]) {
    expect(peer.texts().slice(0, 3)).toEqual([
      'Now. The country 0 of a country.',
      'The st!ate 1 of a country.',
      'The country 2 of a country.',
    ])
    expect(peer.texts()[59]).toBe('The country 59 of a country.')
  }
  ana.binder.undo.undo()
  expect(ana.texts()).toEqual([
    'Now. The state 0 of a state.',
    'The st!ate 1 of a state.',
    ...many.slice(2),
  ])
  ana.binder.undo.undo()
  expect(ana.texts()[0]).toBe(many[0])
  ana.binder.undo.redo()
  ana.binder.undo.redo()
  expect(ana.texts()[59]).toBe('The country 59 of a country.')
  expect([...ana.failures, ...badia.failures]).toEqual([])
})

test('while suggesting, the rest of a paragraph that another member edits meanwhile stays', () => {
  const begin = ['state '.repeat(20), 'A state.']
  const [ana, badia] = [open(21, begin), open(22, begin)]
  exchange(ana, badia)
  ana.suggesting.set(true)
  let time = 0
  let slices = 0
  for (const _ of replacing(
    gathering(ana),
    { text: 'state', ...plain },
    'country',
    () => (time += 4),
  )) {
    if (slices++ !== 1) continue
    type(badia, 0, 0, 0, 'Now. ')
    exchange(ana, badia)
  }
  const struck = readSuggestions(ana.doc).map(suggestion => suggestion.struck)
  expect(struck.length).toBeGreaterThan(1)
  expect(struck.length).toBeLessThan(21)
  expect(new Set(struck)).toEqual(new Set(['state']))
})

test.each([false, true])(
  'stopped it is one step of undo, and undone it goes no further',
  suggests => {
    const ana = open(21, many)
    ana.suggesting.set(suggests)
    let time = 0
    const stopped = replacing(
      gathering(ana),
      { text: 'state', ...plain },
      'country',
      () => (time += 3),
    )
    expect(stopped.next().value).toMatchObject({ left: 0, leftInNotes: 0 })
    stopped.next()
    const replaced = ana.texts().filter(text => text.includes('country')).length
    expect(replaced).toBeGreaterThan(0)
    expect(replaced).toBeLessThan(60)
    ana.binder.undo.undo()
    expect(ana.texts()).toEqual(many)
    expect(stopped.next()).toEqual({ done: true, value: 'undone' })
    expect(ana.texts()).toEqual(many)
  },
)

/** Two slices of replacing all, and the step of undo that they are. */
const begun = (peer: EditorPeer) => {
  const parts = gathering(peer)
  let time = 0
  const run = replacing(parts, { text: 'state', ...plain }, 'country', () => (time += 3))
  run.next()
  run.next()
  return { run, step: parts.step }
}
const isReplaced = (texts: readonly string[]): boolean =>
  texts.some(text => text.includes('country'))

test('stopped it leaves nothing, and what was typed before stays', () => {
  const ana = open(21, many)
  type(ana, 0, 0, 0, 'Before. ')
  const { step } = begun(ana)
  expect(isReplaced(ana.texts())).toBe(true)
  expect(step.takeBack()).toBe(true)
  expect(ana.texts()).toEqual([`Before. ${many[0]}`, ...many.slice(1)])
  expect(step.takeBack()).toBe(false)
  ana.binder.undo.undo()
  expect(ana.texts()).toEqual(many)
})

test('stopped it takes back its own step alone, also where nothing of that is left', () => {
  const [ana, badia] = [open(21, ['A state.', 'More.']), open(22, ['A state.', 'More.'])]
  exchange(ana, badia)
  type(ana, 1, 0, 0, 'Before. ')
  const { step } = begun(ana)
  exchange(ana, badia)
  badia.edit(() => $block(0).remove())
  exchange(ana, badia)
  expect(step.takeBack()).toBe(false)
  expect(ana.texts()).toEqual(['Before. More.'])
})

test('nothing is taken back once the text cannot be changed, or is closed', () => {
  const ana = open(21, many)
  const { step } = begun(ana)
  const replaced = ana.texts()
  ana.editor.setEditable(false)
  expect([step.takeBack(), step.isLast()]).toEqual([false, true])
  ana.editor.setEditable(true)
  ana.binder.undo.close()
  expect(step.takeBack()).toBe(false)
  expect(ana.texts()).toEqual(replaced)
})

test('a paragraph that is restricted meanwhile does not end it, and keeps what was done', () => {
  const [ana, badia] = [open(21, many), open(22, many)]
  exchange(ana, badia)
  const { run, step } = begun(ana)
  const replaced = ana.texts().filter(text => text.includes('country')).length
  badia.doc.transact(() => {
    const [element] = rootOf(badia.doc).toArray()
    if (element instanceof Y.XmlElement) element.setAttribute('s_label', 'c-test')
  })
  exchange(ana, badia)
  expect(step.isLast()).toBe(false)
  expect(run.next().done).toBe(false)
  expect(ana.texts().filter(text => text.includes('country')).length).toBeGreaterThan(replaced)
  expect(step.takeBack()).toBe(false)
})

test('its step is the last one until something else is written', () => {
  const ana = open(21, many)
  const parts = gathering(ana)
  let time = 0
  const run = replacing(parts, { text: 'state', ...plain }, 'country', () => (time += 3))
  expect(parts.step.isLast()).toBe(false)
  run.next()
  expect(parts.step.isLast()).toBe(true)
  type(ana, 0, 0, 0, 'Now. ')
  expect(parts.step.isLast()).toBe(false)
  ana.binder.undo.undo()
  expect(parts.step.isLast()).toBe(true)
})

/** Signs that occur nowhere else, so that a lost or doubled one is seen. */
const signAt = (index: number): string => String.fromCharCode(0x4e00 + index)

test('one replaces all while another types in the same paragraphs: nothing lost or doubled', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const by = chance(seed)
    const begin = ['a state, a state', 'states state', 'the state of a state', '']
    const [ana, badia] = [open(21, begin), open(22, begin)]
    exchange(ana, badia)
    ana.suggesting.set(by.next() < 0.4)
    let count = 0
    for (let round = 0; round < 3; round++) {
      for (let step = by.below(6); step >= 0; step--) {
        const index = by.below(4)
        const length = badia.read(() => $block(index).getTextContentSize())
        badia.edit(() => {
          const nodes = $block(index).getChildren().filter($isTextNode)
          const node = nodes.length === 0 ? null : by.pick(nodes)
          const at = by.below((node?.getTextContentSize() ?? 0) + 1)
          ;(node?.select(at, at) ?? $block(index).select()).insertText(signAt(count++))
        })
        expect(badia.read(() => $block(index).getTextContentSize())).toBe(length + 1)
      }
      const found = replace(ana, by.pick(['state', 'a', 's']), by.pick(['ST', 'A state', '']))
      expect(found.left >= 0).toBe(true)
      if (by.next() < 0.3) ana.binder.undo.undo()
      exchange(ana, badia)
    }
    const all = ana.texts().join('')
    const signs = Array.from({ length: count }, (_, index) => all.split(signAt(index)).length - 1)
    expect({ seed, signs }).toEqual({ seed, signs: signs.map(() => 1) })
    expect({ seed, texts: badia.texts() }).toEqual({ seed, texts: ana.texts() })
    expect([...ana.failures, ...badia.failures]).toEqual([])
  }
})
