// The changes of a text between two states: in words, paragraph by paragraph, with their authors as
// far as they can be known.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { blockText, settledPage } from '#document/model'
import { nothingWritten, stateOf, type DocumentState } from '#document/history/versions'
import {
  readPage,
  deleteText,
  formatText,
  insertReference,
  insertText,
  openNote,
  blockElements,
  setAttribute,
  writeMeta,
} from '#document/tree'
import type { MemberId } from '#shared/ids'
import { applyEditScript } from '#document/edits'
import { countedRandom } from '#tests/editor-peer'
import { block, copyOf, documentWith } from '#tests/shared-pages'
import { compared } from '../../src/document/history/compare/compare.ts'
import { isBy, isChanged, type Compared } from '#document/history/compare'
import {
  insertBlock,
  joinBlocks,
  moveBlock,
  removeBlock,
  splitBlock,
  newBlockElement,
} from '#document/blocks'
import { diceFrom, editAtRandom, textIn } from '#tests/documents'

const random = countedRandom(9)
const names: Record<number, string> = { 7: 'Amina', 8: 'Badia', 9: 'Chen' }
const writer = (client: number): MemberId | null => (names[client] as MemberId) ?? null

/** Amina's text, and Badia's copy of it. */
const two = (...texts: string[]) => {
  const amina = documentWith(texts.map(text => block('num1', text)))
  const badia = new Y.Doc({ gc: false })
  badia.clientID = 8
  Y.applyUpdate(badia, Y.encodeStateAsUpdate(amina))
  const meet = (): void => {
    Y.applyUpdate(amina, Y.encodeStateAsUpdate(badia, Y.encodeStateVector(amina)))
    Y.applyUpdate(badia, Y.encodeStateAsUpdate(amina, Y.encodeStateVector(badia)))
  }
  return { amina, badia, meet, start: stateOf(amina) }
}
const at = (doc: Y.Doc, index: number): Y.XmlElement => blockElements(doc)[index] as Y.XmlElement

const compare = (doc: Y.Doc, from: DocumentState, removers: readonly string[] = []) =>
  compared({ doc, from, to: stateOf(doc), writer, removers: () => removers as readonly MemberId[] })

/** "split kind:Amina Badia kept [Badia:removed ]{Amina:added }": who set the kind, and who split it. */
const said = ({ deeds, by, setBy = {}, pieces }: Compared): string => {
  const setters = Object.entries(setBy)
  const all = deeds.map(deed => {
    const members = setters.find(([set]) => set === deed)?.[1] ?? []
    return members.length > 0 ? `${deed}:${members.join('+')}` : deed
  })
  const text = pieces
    .map(piece => {
      const members = [...piece.by, ...(piece.byOthers ? ['?'] : [])]
      const who = members.length > 0 ? `${members.join('+')}:` : '?:'
      if (piece.kind === 'kept') return piece.text
      return piece.kind === 'added' ? `{${who}${piece.text}}` : `[${who}${piece.text}]`
    })
    .join('')
  return [...all, ...by, text].join(' ')
}

test('words have their author, and who took words out is said only where it is known', () => {
  const { amina, badia, meet, start } = two('States should protect them.', 'Unchanged.')
  insertText(at(badia, 0), 20, ' always')
  deleteText(at(amina, 0), 7, 6)
  insertText(at(amina, 0), 7, 'shall')
  meet()
  expect(compare(amina, start).map(said)).toEqual([
    'States [?:should ][Badia:protect]{Amina:shall }{Badia:protec alwayst} them.',
    'Unchanged.',
  ])
})

test('a moved, split, joined, added or removed paragraph is reported as such', () => {
  const { badia, start } = two('One two three four.', 'Five six.', 'Seven.', 'Eight.', 'Nine ten.')
  splitBlock(at(badia, 0), 8, random)
  moveBlock(at(badia, 2), at(badia, 3))
  removeBlock(at(badia, 4))
  expect(compare(badia, start, ['Badia']).map(said)).toEqual([
    'One two ',
    'split Badia three four.',
    'Seven.',
    'removed Badia [Badia:Eight.]',
    'moved Badia Five six.',
    'Nine ten.',
  ])
  const before = stateOf(badia)
  joinBlocks(at(badia, 0), at(badia, 1))
  setAttribute(at(badia, 1), 's_kind', 'h1')
  formatText(at(badia, 2), 0, 4, 'bold')
  expect(compare(badia, before).map(said)).toEqual([
    'joined One two three four.',
    'kind:Badia Seven.',
    'look Five six.',
    'Nine ten.',
  ])
  expect(compare(badia, before).filter(isChanged)).toHaveLength(3)
})

test('each change of a paragraph beside its words is named, with its member where that is known', () => {
  const cell = { table: 'aaaaaaaaaa', row: 'bbbbbbbbbb', column: 'cccccccccc' }
  const hash = 'ab'.repeat(32)
  const picture = { type: 'png', size: 9, width: 1, height: 1, hash } as const
  const amina = documentWith([
    { kind: 'action', runs: [{ text: 'Write.' }] },
    { kind: 'num1', runs: [{ text: 'See the ' }, { text: 'site', href: 'https://one.example/' }] },
    { kind: 'figure', runs: [{ text: 'Map' }], picture, alternative: 'A map' },
    { kind: 'paragraph', runs: [{ text: 'Region' }], cell },
    { kind: 'paragraph', runs: [{ text: 'Count' }], cell: { ...cell, column: 'dddddddddd' } },
    { kind: 'num1', runs: [{ text: 'Agreed.' }], meeting: { time: 10 } },
  ])
  const badia = copyOf(amina, 8)
  const changed = (...steps: object[]): string[] => {
    const from = stateOf(badia)
    const options = { random, now: () => 0 }
    expect(applyEditScript(badia, steps, options).refused).toEqual([])
    return compare(badia, from).filter(isChanged).map(said)
  }
  const set = (index: number, key: string, value: string): string[] => {
    const from = stateOf(badia)
    setAttribute(at(badia, index), key, value)
    return compare(badia, from).filter(isChanged).map(said)
  }
  const owner = 'cd'.repeat(32)
  expect(changed({ states: { owner, due: '2026-12-05' }, block: 1 })).toEqual([
    'owner:Badia due:Badia Write.',
  ])
  expect(changed({ states: { off: true }, block: 1 })).toEqual(['off:Badia Write.'])
  expect(changed({ states: { off: null, naming: 'role' }, block: 1 })).toEqual([
    'on:Badia naming:Badia Write.',
  ])
  expect(changed({ states: { time: 20 }, block: 6 })).toEqual(['details:Badia Agreed.'])
  // The acts say which decision a line states.
  expect(changed({ states: { question: 'ef'.repeat(32) }, block: 6 })).toEqual([])
  const link = { link: 'https://two.example/', block: 2, from: 8, to: 12 }
  expect(changed(link)).toEqual(['link See the site'])
  expect(
    changed(
      { link: 'https://three.example/', block: 2, from: 9, to: 12 },
      { format: 'bold', block: 2, from: 0, to: 3 },
      { insert: 'Now ', block: 2, at: 0 },
    ),
  ).toEqual(['look link {Badia:Now }See the site'])
  expect(changed({ bracket: 6 })).toEqual(['brackets Agreed.'])
  expect(changed({ head: true, block: 5 })).toEqual(['head:Badia Region'])
  expect(set(2, 's_alt', 'A plan')).toEqual(['alternative:Badia Map'])
  expect(set(2, 's_picture', `png 9 1x1 ${'ef'.repeat(32)}`)).toEqual(['picture:Badia Map'])
  expect(set(5, 's_lang', 'fr')).toEqual(['language:Badia Agreed.'])
  expect(set(5, '__dir', 'rtl')).toEqual(['direction:Badia Agreed.'])
  // The direction of the document, said once more.
  expect(set(0, '__dir', 'ltr')).toEqual([])
})

test('a value that was taken out has the members whose message took it out, and none where another came since', () => {
  const owner = 'cd'.repeat(32) as MemberId
  const amina = documentWith([
    { kind: 'action', runs: [{ text: 'Write.' }], meeting: { owner, due: '2026-12-05' } },
  ])
  const [badia, start] = [copyOf(amina, 8), stateOf(amina)]
  const placeOf = (key: string): string => {
    const { client, clock } = at(badia, 0)._map.get(key)!.id
    return `${client} ${clock}`
  }
  // The messages of Badia and Chen say that they took out the owner, and no message is here about the day.
  const messages = new Map([[placeOf('s_owner'), ['Badia', 'Chen'] as MemberId[]]])
  const between = (from: DocumentState, to: DocumentState): string[] =>
    compared({
      ...{ doc: badia, from, to, writer },
      removers: (client, clock) => messages.get(`${client} ${clock}`) ?? [],
    }).map(said)
  for (const key of ['s_owner', 's_due']) at(badia, 0).removeAttribute(key)
  const without = stateOf(badia)
  expect(between(start, without)).toEqual(['owner:Badia+Chen due Write.'])
  // One of the two may have replaced it, and not taken it out.
  setAttribute(at(badia, 0), 's_owner', owner)
  expect(between(start, without)).toEqual(['owner due Write.'])
  expect(between(without, stateOf(badia))).toEqual(['owner:Badia Write.'])
})

test('each who changed what a paragraph is has the own change, and none where one moved it', () => {
  const { amina, badia, meet, start } = two('One.', 'Two.', 'Three.')
  setAttribute(at(amina, 0), 's_kind', 'quote')
  meet()
  setAttribute(at(badia, 0), 's_lang', 'fr')
  expect(compare(badia, start).filter(isChanged).map(said)).toEqual([
    'kind:Amina language:Badia One.',
  ])
  moveBlock(at(badia, 0), at(badia, 2))
  expect(compare(badia, start).filter(isChanged).map(said)).toEqual([
    'moved kind language Badia One.',
  ])
})

test('a line that is restricted or opened says nothing of what is hidden with it', () => {
  const [picture, owner] = [`png 9 1x1 ${'ab'.repeat(32)}`, 'cd'.repeat(32)]
  const amina = documentWith([
    { kind: 'action', runs: [{ text: '' }], meeting: { off: true, owner: owner as MemberId } },
    { kind: 'figure', runs: [{ text: '' }] },
  ])
  setAttribute(at(amina, 1), 's_picture', picture)
  setAttribute(at(amina, 1), 's_alt', 'A map')
  const open = stateOf(amina)
  for (const index of [0, 1]) setAttribute(at(amina, index), 's_label', 'Restricted')
  expect(compare(amina, open).filter(isChanged)).toEqual([])
  const hidden = stateOf(amina)
  for (const index of [0, 1]) at(amina, index).removeAttribute('s_label')
  expect(compare(amina, hidden).filter(isChanged)).toEqual([])
})

test('a header row that two changed is said of each of them, and once for all cells of one', () => {
  const cell = { table: 'aaaaaaaaaa', row: 'bbbbbbbbbb', column: 'cccccccccc' }
  const cells = ['cccccccccc', 'dddddddddd', 'eeeeeeeeee', 'ffffffffff']
  const amina = documentWith(
    cells.map(column => ({
      kind: 'paragraph',
      runs: [{ text: column }],
      cell: { ...cell, column },
    })),
  )
  const [badia, start] = [copyOf(amina, 8), stateOf(amina)]
  const setHead = (doc: Y.Doc, index: number): void => setAttribute(at(doc, index), 's_head', true)
  for (const index of [0, 1]) setHead(amina, index)
  for (const index of [2, 3]) setHead(badia, index)
  setAttribute(at(badia, 3), 's_lang', 'fr')
  Y.applyUpdate(badia, Y.encodeStateAsUpdate(amina))
  expect(compare(badia, start).filter(isChanged).map(said)).toEqual([
    'head:Amina cccccccccc',
    'head:Badia eeeeeeeeee',
    'language:Badia ffffffffff',
  ])
})

test('another footnote in the same place is no other look of the words', () => {
  const { amina } = two('One two.')
  openNote(amina, 'aaaaaaaaaa', 'See the report.')
  openNote(amina, 'bbbbbbbbbb', 'See the law.')
  insertReference(at(amina, 0), 3, { note: 'aaaaaaaaaa' })
  const before = stateOf(amina)
  deleteText(at(amina, 0), 3, 1)
  insertReference(at(amina, 0), 3, { note: 'bbbbbbbbbb' })
  expect(compare(amina, before)[0]?.deeds).toEqual([])
})

test('a speaker who came, went or was replaced is named, and bears the author of the change', () => {
  const [ana, joy] = ['ab'.repeat(32), 'cd'.repeat(32)]
  const { amina, badia, meet } = two(' spoke.')
  const options = { random, now: () => 0 }
  applyEditScript(amina, [{ who: ana, block: 1, at: 0 }], options)
  meet()
  const start = stateOf(amina)
  applyEditScript(
    badia,
    [
      { delete: 1, block: 1, at: 0 },
      { who: joy, block: 1, at: 0 },
    ],
    options,
  )
  const speaker = (who: string): string => (who === ana ? 'Ana' : 'Joy')
  const removers = () => ['Badia' as MemberId]
  const found = compared({
    ...{ doc: badia, from: start, to: stateOf(badia), writer, removers, speaker },
  })
  expect(found.map(said)).toEqual(['[Badia:Ana]{Badia:Joy} spoke.'])
  expect(found[0]?.pieces.map(({ raw }) => raw)).toEqual(['\u2060', '\u2060', undefined])
})

test('a footnote that came, went or says something else stands below the text, and the title above it', () => {
  const { amina, badia, meet, start } = two('One two.', 'Three.')
  const options = { random, now: () => 0 }
  const edit = (doc: Y.Doc, ...steps: object[]): void =>
    expect(applyEditScript(doc, steps, options).refused).toEqual([])
  edit(badia, { footnote: 'See the report.', block: 1, at: 3 })
  meet()
  expect(compare(amina, start).map(said)).toEqual([
    'One{Badia:[1]} two.',
    'Three.',
    'added {Badia:See the report.}',
  ])
  const noted = stateOf(amina)
  expect(compare(amina, noted).filter(isChanged)).toEqual([])
  edit(amina, { insert: ' of 2017', note: 1, at: 14 })
  writeMeta(amina, { title: 'Another title' })
  const [title, ...others] = compare(amina, noted)
  expect(title).toMatchObject({ block: null, kind: 'h1' })
  expect([title as Compared, ...others].map(said)).toEqual([
    '{Amina:Another title}',
    'One[1] two.',
    'Three.',
    'See the report{Amina: of 2017}.',
  ])
  expect(others.map(({ number }) => number)).toEqual(['1.', '2.', '[1]'])
  expect(others[2]?.block).toBe(others[0]?.block)
  const changed = stateOf(amina)
  edit(amina, { delete: 1, block: 1, at: 3 })
  expect(compare(amina, changed).map(said)).toEqual([
    'One[?:[1]] two.',
    'Three.',
    'removed [?:See the report of 2017.]',
  ])
  // The words are known to be gone by whom the sign of them is.
  expect(compare(amina, changed, ['Amina']).map(said)[2]).toBe(
    'removed [Amina:See the report of 2017.]',
  )
  expect(compare(amina, changed)[2]?.number).toBe('')
  const before = stateOf(amina)
  writeMeta(amina, { title: 'Another name' })
  expect(compare(amina, before).map(said)[0]).toBe('Another [Amina:title]{Amina:name}')
  meet()
  writeMeta(badia, { title: 'Another headline' })
  meet()
  expect(compare(amina, before).map(said)[0]).toBe(
    'Another [Badia+Amina:title]{Badia+Amina:headline}',
  )
})

test('a title that a member changed and another, who is not known, names the member and says so', () => {
  const { amina, badia, meet } = two('One.')
  writeMeta(amina, { title: 'A name' })
  const named = stateOf(amina)
  meet()
  badia.clientID = 10
  writeMeta(badia, { title: 'A title' })
  meet()
  expect(compare(amina, named).map(said)[0]).toBe('A [?:name]{?:title}')
  writeMeta(amina, { title: 'A headline' })
  const [title] = compare(amina, named)
  expect(title && said(title)).toBe('A [Amina+?:name]{Amina+?:headline}')
  // The words of the unknown member are unread for Amina.
  expect(title?.pieces.map(piece => isBy(piece, writer(7)))).toEqual([false, false, false])
  expect(isBy({ by: ['Amina' as MemberId] }, writer(7))).toBe(true)
})

test('a footnote whose words all went is shown with the words that went', () => {
  const { amina } = two('One two.')
  const note = openNote(amina, 'aaaaaaaaaa', 'See the report.')
  insertReference(at(amina, 0), 3, { note: 'aaaaaaaaaa' })
  const before = stateOf(amina)
  note.delete(0, 15)
  const [, emptied] = compare(amina, before, ['Amina'])
  expect(emptied).toMatchObject({ what: 'note', number: '[1]', deeds: [] })
  expect(said(emptied as Compared)).toBe('[Amina:See the report.]')
})

test('a suggested footnote is no part of the text, and is new once it is taken in', () => {
  const { amina, start } = two('One two.')
  const note = openNote(amina, 'aaaaaaaaaa', 'See the report.')
  insertReference(at(amina, 0), 3, { note: 'aaaaaaaaaa' })
  textIn(amina, 0).format(3, 1, { 's_in:abcdefgh': '1' })
  expect(note.toJSON()).toBe('See the report.')
  expect(compare(amina, start).filter(isChanged)).toEqual([])
  const waiting = stateOf(amina)
  textIn(amina, 0).format(3, 1, { 's_in:abcdefgh': null })
  expect(compare(amina, waiting).map(said)).toEqual([
    expect.stringMatching(/^One\{.*\[1\]\} two\.$/),
    expect.stringMatching(/^added \{.*See the report\.\}$/),
  ])
})

test('a paragraph whose words were put back as another one is there, and was not removed', () => {
  const { amina, start } = two('One two.', 'Three four five.', 'Yes.', 'Yes.')
  for (const index of [3, 2, 1]) removeBlock(at(amina, index))
  const again = (text: string, kind: 'num1' | 'paragraph' = 'num1'): void => {
    const made = newBlockElement({ kind, runs: [{ text }] }, { language: 'en', random })
    insertBlock(amina, at(amina, 0), made)
  }
  again('Yes.', 'paragraph')
  again('Three four five.')
  expect(compare(amina, start).map(said)).toEqual([
    'One two.',
    'Three four five.',
    'kind Yes.',
    'removed [?:Yes.]',
  ])
})

test('words that another member moved keep their author, or have none', () => {
  const { amina, badia, meet, start } = two('First.', 'Last.')
  const add = (text: string): void => {
    insertText(at(amina, 0), 6, text)
    meet()
  }
  add(' All members of the group agree with the text as it stands.')
  splitBlock(at(badia, 0), 'First. All members of the group agree'.length, random)
  insertText(at(badia, 1), 0, 'Hence ')
  meet()
  expect(compare(amina, start).map(said)).toEqual([
    'First.{Amina: All members of the group agree}',
    'added Badia {Badia:Hence  }{Amina:with the text as it stands.}',
    'Last.',
  ])
  // Cut here and put in elsewhere: this cannot be told from writing the same again.
  const cut = ' the text as it stands'
  deleteText(at(badia, 1), 11, cut.length)
  insertText(at(badia, 2), 0, 'the text as it stands: ')
  expect(compare(badia, nothingWritten).map(said)[2]).toContain('{?:the text as it stands: }')
})

test('suggested words are no part of the text, and two states of any history are compared', () => {
  for (let seed = 1; seed <= 6; seed++) {
    const dice = diceFrom(seed)
    const doc = documentWith([block('num1', 'Begin here.')])
    const states = [stateOf(doc)]
    for (let step = 0; step < 60; step++) {
      editAtRandom(doc, dice)
      if (step % 10 === 0) states.push(stateOf(doc))
    }
    // The title is shown where it changed.
    const between = (from: DocumentState) =>
      compared({ doc, from, to: stateOf(doc), writer, removers: () => [] }).filter(
        ({ what }) => what === undefined,
      )
    const now = between(nothingWritten).map(textOf)
    for (const from of states) {
      const left = between(from).filter(({ deeds }) => !deeds.includes('removed'))
      expect(left.map(textOf)).toEqual(now)
      expect(compared({ doc, from, to: from, writer, removers: () => [] }).some(isChanged)).toBe(
        false,
      )
    }
    expect(now).toEqual(settledPage(readPage(doc)).blocks.map(blockText))
  }
})

const textOf = ({ pieces }: Compared): string =>
  pieces
    .filter(({ kind }) => kind !== 'removed')
    .map(({ text }) => text)
    .join('')

test('a footnote or a space within a word was put there by its writer, and so were the halves', () => {
  const { amina, badia, meet, start } = two('The harbour is open.', 'Women defend.')
  openNote(badia, 'aaaaaaaaaa', 'See.')
  insertReference(at(badia, 0), 7, { note: 'aaaaaaaaaa' })
  insertText(at(badia, 1), 3, ' ')
  meet()
  expect(compare(amina, start).map(said)).toEqual([
    'The [Badia:harbour]{Badia:har[1]bour} is open.',
    '[Badia:Women]{Badia:Wom en} defend.',
    'added {Badia:See.}',
  ])
  deleteText(at(badia, 1), 3, 1)
  const split = stateOf(amina)
  meet()
  expect(compare(amina, split, ['Badia']).map(said)[1]).toBe('[Badia:Wom en]{Badia:Women} defend.')
})
