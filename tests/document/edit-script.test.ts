import { applyEditScript } from '#document/edits'
import { readPage } from '#document/tree'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith, linesOf } from '#tests/shared-pages'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

const page = () =>
  documentWith([
    block('h1', 'Situation'),
    block('num1', 'first paragraph'),
    block('num1', 'second'),
  ])
const run = (doc: Y.Doc, ...steps: unknown[]) =>
  applyEditScript(doc, steps, { random: countedRandom(5), now: () => 1 })

test('words are inserted, deleted and formatted by position', () => {
  const doc = page()
  const result = run(
    doc,
    { insert: 'very ', block: 2, at: 0 },
    { delete: 6, block: 2, at: 0 },
    { insert: 'The f', block: 2, at: 0 },
    { format: 'bold', block: 2, from: 4, to: 9 },
    { format: 'italic', block: 2, from: 7, to: 30 },
  )
  expect(result).toEqual({ applied: 5, refused: [] })
  expect(readPage(doc).blocks[1]?.runs).toEqual([
    { text: 'The ' },
    { text: 'fir', bold: true },
    { text: 'st', bold: true, italic: true },
    { text: ' paragraph', italic: true },
  ])
})

test('words lead somewhere or nowhere, and all formats go at once', () => {
  const doc = page()
  const href = 'https://undocs.org/A/RES/68/181'
  const result = run(
    doc,
    { format: 'bold', block: 2, from: 0, to: 99 },
    { link: href, block: 2, from: 0, to: 5 },
    { link: 'javascript:alert(1)', block: 2, from: 0, to: 5 },
    { format: 'none', block: 2, from: 3, to: 99 },
  )
  expect(result).toEqual({ applied: 3, refused: [{ step: 3, code: 'invalid-input' }] })
  expect(readPage(doc).blocks[1]?.runs).toEqual([
    { text: 'fir', bold: true, href },
    { text: 'st', href },
    { text: ' paragraph' },
  ])
  run(doc, { link: '', block: 2, from: 0, to: 99 })
  expect(readPage(doc).blocks[1]?.runs).toEqual([
    { text: 'fir', bold: true },
    { text: 'st paragraph' },
  ])
})

test('footnotes are made, written in and numbered as the text refers to them', () => {
  const doc = page()
  const result = run(
    doc,
    { footnote: 'Later.', block: 3, at: 6 },
    { footnote: 'Earlier', block: 2, at: 5 },
    { insert: ' still', note: 1, at: 7 },
    { delete: 1, note: 2, at: 5 },
    { insert: 'x', note: 3, at: 0 },
    { insert: '!', block: 2, at: 6 },
  )
  expect(result).toEqual({ applied: 5, refused: [{ step: 5, code: 'not-found' }] })
  const { blocks, notes = [] } = readPage(doc)
  expect(notes.map(({ text }) => text)).toEqual(['Earlier still', 'Later'])
  expect(blocks[1]?.runs).toEqual([
    { text: 'first' },
    { text: '\u2060', note: notes[0]?.id },
    { text: '! paragraph' },
  ])
  run(doc, { delete: 1, block: 2, at: 5 })
  expect(readPage(doc).notes?.map(({ text }) => text)).toEqual(['Later'])
  run(doc, { move: 3, after: 0 }, { split: 3, at: 5 }, { join: 3 })
  expect(readPage(doc).notes?.map(({ text }) => text)).toEqual(['Later'])
})

test('blocks are made, removed, split, joined, moved and given a kind', () => {
  const doc = page()
  run(doc, { new: 'third', after: 3, kind: 'num2' }, { split: 2, at: 6 })
  expect(linesOf(doc)).toEqual([
    'I. Situation',
    '1. first ',
    '2. paragraph',
    '3. second',
    '(a) third',
  ])
  const [, first, half] = readPage(doc).blocks
  expect(half?.from).toBe(first?.id)
  run(doc, { move: 5, after: 1 }, { join: 3 }, { kind: 'quote', block: 4 })
  expect(linesOf(doc)).toEqual(['I. Situation', '(a) third', '1. first paragraph', 'second'])
  run(doc, { remove: 1 }, { new: 'top', after: 0 }, { new: 'end', after: 99 })
  expect(linesOf(doc)).toEqual(['top', '(a) third', '1. first paragraph', 'second', 'end'])
})

test('a split at an end moves no text, a join keeps the larger block, a move keeps the id', () => {
  const doc = page()
  const ids = () => readPage(doc).blocks.map(({ id }) => id)
  const [heading, first, second] = ids()
  run(doc, { split: 2, at: 0 })
  expect(ids()[2]).toBe(first)
  run(doc, { remove: 2 }, { split: 2, at: 99 })
  expect(ids()[1]).toBe(first)
  run(doc, { remove: 3 }, { join: 1 })
  expect(readPage(doc).blocks[0]).toMatchObject({ id: first, kind: 'h1', number: 'I.' })
  run(doc, { move: 2, after: 0 })
  expect(ids()).toEqual([second, first])
  expect(ids()).not.toContain(heading)
})

test('joining takes formats along and what an empty first block was does not stay', () => {
  const doc = documentWith([
    block('h1', ''),
    { kind: 'num1', runs: [{ text: 'a' }, { text: 'b', bold: true }] },
    { kind: 'num1', runs: [{ text: 'c', italic: true }] },
  ])
  run(doc, { join: 1 }, { join: 1 })
  expect(readPage(doc).blocks).toMatchObject([
    { kind: 'num1', runs: [{ text: 'a' }, { text: 'b', bold: true }, { text: 'c', italic: true }] },
  ])
})

test('each step is one update, and undo takes back one step of the script', () => {
  const doc = page()
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  const result = run(
    doc,
    { insert: 'A', block: 3, at: 0 },
    { insert: 'B', block: 3, at: 1 },
    { undo: true },
    { undo: true },
    { redo: true },
    { undo: true },
    { undo: true },
  )
  expect(updates).toHaveLength(6)
  expect(result).toEqual({ applied: 6, refused: [{ step: 7, code: 'not-found' }] })
  expect(linesOf(doc)[2]).toBe('2. second')
})

test('an edit that does not fit is clamped where harmless and refused otherwise, and the rest goes on', () => {
  const doc = page()
  const result = run(
    doc,
    { insert: '!', block: 3, at: 999 },
    { insert: '?', block: 4, at: 0 },
    { delete: 999, block: 1, at: 3 },
    { join: 3 },
    { accept: 'ID' },
  )
  expect(result).toEqual({
    applied: 2,
    refused: [
      { step: 2, code: 'not-found' },
      { step: 4, code: 'not-found' },
      { step: 5, code: 'not-found' },
    ],
  })
  expect(linesOf(doc)).toEqual(['I. Sit', '1. first paragraph', '2. second!'])
})

test('a script with steps of an unknown shape changes nothing and names each of them', () => {
  const doc = page()
  const before = Y.encodeStateVector(doc)
  const result = run(
    doc,
    { insert: '!', block: 3, at: 0 },
    { rewrite: 'x', block: 1 },
    { insert: 'x', block: 1 },
    { insert: 'x', block: -1, at: 0 },
    { kind: 'zz', block: 1 },
    null,
    { suggest: { insert: 'x', delete: 1 }, block: 1, at: 0 },
    { suggest: 'x', block: 1, at: 0 },
    { comment: '', block: 1, from: 0, to: 1 },
    { comment: 'x', block: 1, from: 0, to: 1, bold: true },
    { accept: 7 },
    { reject: 'x'.repeat(33) },
  )
  const wrong = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  expect(result).toEqual({
    applied: 0,
    refused: wrong.map(step => ({ step, code: 'invalid-input' })),
  })
  expect(Y.encodeStateVector(doc)).toEqual(before)
})

test('no line break, tab or private-use character comes in, no character is cut in two', () => {
  const doc = documentWith([block('paragraph', 'a😀b')])
  run(doc, { insert: 'x\n\ty\uf0b7\u0007', block: 1, at: 2 }, { delete: 1, block: 1, at: 0 })
  expect(linesOf(doc)).toEqual(['x y😀b'])
})

test('a block that a newer version made, or that is withheld, is not changed', () => {
  const doc = page()
  const root = doc.get('root-v2', Y.XmlElement)
  ;(root.get(1) as Y.XmlElement).setAttribute('s_kind', 'zz-later')
  ;(root.get(2) as Y.XmlElement).setAttribute('s_label', 'circle')
  const result = run(doc, { insert: 'x', block: 2, at: 0 }, { remove: 3 }, { join: 1 })
  expect(result.refused.map(({ code }) => code)).toEqual(Array(3).fill('not-permitted'))
  expect(linesOf(doc)).toEqual(['I. Situation', 'first paragraph', '1. second'])
})

test('the last block leaves an empty paragraph', () => {
  const doc = documentWith([block('h1', 'x')])
  run(doc, { remove: 1 })
  expect(readPage(doc).blocks).toMatchObject([{ kind: 'paragraph', runs: [] }])
})
