// Word files and OpenDocument texts with all that is suggested: with every change rejected the text is
// the one of now, with every change accepted the one in which each suggestion is taken in. Our readers
// judge.
// @module-tag long
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Language } from '#shared/contract'
import { applyEditScript } from '#document/edits'
import { markWords } from '#document/review/comments'
import {
  noteStruck,
  openParagraphs,
  openSuggestion,
  readParagraphSuggestions,
  redlineOfSuggestions,
  suggestionKey,
  settleParagraph,
  readWaiting,
  settleSuggestion,
} from '#document/review/suggestions'
import { readPage, blockElements, textsOf } from '#document/tree'
import { settledPage, type Page } from '#document/model'
import type { MemberId } from '#shared/ids'
import { atOnce } from '../../../src/core/documents/turns.ts'
import { diceFrom, type Dice } from '#tests/documents'
import { generatedText, sixLanguages } from '#tests/generated-text'
import { printed } from '#tests/redline-sheet'
import { fileFormats, readingsOf, type FileFormat } from '#tests/file-readings'

const names: Record<number, string> = { 7: 'Amina', 8: 'Badia', 9: 'Chen' }
const isSame = (a: number, b: number): boolean => a === b

/** Words that wait to come, to go, or to look otherwise, as the document's client. */
const suggestWords = (doc: Y.Doc, dice: Dice): void => {
  const random = (length: number): Uint8Array => dice.bytes(length)
  const elements = blockElements(doc)
  const index = dice.below(elements.length)
  const element = elements[index]
  if (!element) return
  const [text] = textsOf(element)
  const from = dice.below(text.length + 1)
  const to = Math.min(text.length, from + 1 + dice.below(12))
  doc.transact(() => {
    const id = openSuggestion(doc, 5, random)
    const way = dice.below(4)
    if (way === 0) text.insert(from, 'new words ', { [suggestionKey('inserted', id)]: 1 })
    else if (way === 1 && from < to) {
      markWords(doc, { index, from, to }, suggestionKey('struck', id), 1)
      noteStruck(doc, id, { text, from, to }, random)
    } else if (way === 2 && from < to)
      markWords(doc, { index, from, to }, suggestionKey('formats', id), 1)
    else element.setAttribute(suggestionKey('kind', id), 'quote')
  })
}

const suggestParagraphs = (doc: Y.Doc, dice: Dice): void => {
  const { blocks } = readPage(doc)
  const block = 1 + dice.below(blocks.length)
  const length = blocks[block - 1]?.runs.map(({ text }) => text).join('').length ?? 0
  const step = dice.one<object>([
    { suggestNew: 'A new paragraph.', after: block, kind: 'num1', why: 'It lacks.' },
    { suggestRemoval: block },
    { suggestKind: 'h2', block },
    { suggestWords: 'Other words altogether.', block },
    { suggestMove: block, behind: dice.below(blocks.length + 1) },
    { suggestSplit: block, at: dice.below(length + 1) },
    { suggestJoin: block },
  ])
  applyEditScript(doc, [step], { random: size => dice.bytes(size), now: () => 0 })
}

const generated = (seed: number, language: Language): Y.Doc => {
  const doc = generatedText(seed, language)
  const dice = diceFrom(seed)
  for (const client of [8, 9]) {
    doc.clientID = client
    for (let times = 0; times < 5; times++) suggestWords(doc, dice)
    for (let times = 0; times < 3; times++) suggestParagraphs(doc, dice)
  }
  return doc
}

/** Each suggestion taken in, one after another. */
const takenIn = (doc: Y.Doc): Page => {
  const copy = new Y.Doc({ gc: false })
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  const dice = diceFrom(1)
  const acting = {
    at: 0,
    random: (length: number) => dice.bytes(length),
    isSame,
    change: (work: () => void) => copy.transact(work),
  }
  for (const { id } of readWaiting(copy)) settleSuggestion(copy, id, 'accept', acting)
  for (const { id, target } of openParagraphs(readParagraphSuggestions(doc, isSame)))
    if (target) settleParagraph(copy, id, 'accept', acting)
  return readPage(copy)
}

const formats = Object.keys(fileFormats) as FileFormat[]
const count = process.env['BARAZA_PROVE'] === '1' ? 504 : 30

describe.each(sixLanguages)('a generated text in %s with suggestions of every kind', language => {
  test('when its changes are rejected it is the text now, and when they are accepted all is taken in', async () => {
    const own = sixLanguages.indexOf(language)
    for (let seed = own; seed < count; seed += sixLanguages.length) {
      const doc = generated(seed, language)
      const before = Y.encodeStateAsUpdate(doc)
      const { redline } = atOnce(
        redlineOfSuggestions(doc, {
          writer: client => (names[client] as MemberId) ?? null,
          isSame,
          quotedAs: name => name as MemberId,
        }),
      )
      // The document itself is as it was.
      expect(Buffer.compare(Y.encodeStateAsUpdate(doc), before)).toBe(0)
      const nameOf = (by: readonly MemberId[]): string => by.join(', ') || 'Group'
      const sheet = {
        page: printed(redline.is),
        group: 'Group',
        since: { page: printed(settledPage(readPage(doc))), redline, nameOf },
      }
      for (const format of formats) {
        const { accepted, rejected } = await readingsOf(sheet, format)
        const clean = async (page: Page) =>
          (await readingsOf({ page: printed(page), group: 'Group' }, format)).accepted
        expect(rejected).not.toEqual(accepted)
        const at = { seed, format }
        expect({ ...at, flow: rejected }).toEqual({ ...at, flow: await clean(readPage(doc)) })
        expect({ ...at, flow: accepted }).toEqual({ ...at, flow: await clean(takenIn(doc)) })
      }
    }
  })
})
