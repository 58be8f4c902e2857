// The next draft of a decided text: a document that goes on from the text of a question, and takes the
// words that were written apart from it. Paragraphs keep their ids, by which the texts are compared.
import type * as Y from 'yjs'
import * as v from 'valibot'
import { ActId, type BlockId } from '#shared/ids'
import type { Random } from '#document/ids'
import { bringMissing } from './bring-paragraphs.ts'
import { insertBlock, removeBlock, reword, settledText, newBlockElement } from '#document/blocks'
import {
  plainText,
  attributesOf,
  blockElements,
  metaName,
  readMeta,
  readPage,
} from '#document/tree'
import { noteSign, blockText, settledPage, type Page } from '#document/model'
import { mergeWords, splicesBetween } from '#document/words'

const draftOfKey = 'draftOf'

/** The question whose text this document goes on from; null for any other document. */
export const readDraftOf = (doc: Y.Doc): ActId | null => {
  const read = v.safeParse(ActId, doc.getMap(metaName).get(draftOfKey))
  return read.success ? read.output : null
}

export const writeDraftOf = (doc: Y.Doc, question: ActId): void =>
  void doc.getMap(metaName).set(draftOfKey, question)

/** A paragraph as the question names it and as the document has it now; null for none. */
export type WordsApart = { block: BlockId; decided: string | null; now: string | null }

/** A change of the draft, by which it is taken back. `before`: null for a paragraph that came. */
export type TakenWords = { block: BlockId; before: string | null; after: string }

const idOf = (block: Y.XmlElement): unknown => attributesOf(block)['s_bid']

const same = (a: string, b: string): boolean => a.normalize('NFC') === b.normalize('NFC')

const withoutNotes = (words: string): string => words.replaceAll(noteSign, '')

/** Units beside new words by which few of them are known again; so many alone are known by themselves. */
const beside = 12
const many = 24

/**
 * Whether `words` have what `now` put into the decided words, each beside what it stood beside,
 * or lack what it only took out.
 */
const hasChanges = (words: string, { decided, now }: { decided: string; now: string }): boolean => {
  let moved = 0
  const added = splicesBetween(decided, now).flatMap(({ from, to, insert }) => {
    const at = from + moved
    moved += insert.length - (to - from)
    return insert.trim() === '' ? [] : [{ from: at, to: at + insert.length }]
  })
  if (added.length === 0) return mergeWords(decided, words, now).text === words
  return added.every(({ from, to }) =>
    (to - from >= many
      ? [now.slice(from, to)]
      : [now.slice(Math.max(0, from - beside), to), now.slice(from, to + beside)]
    ).some(each => words.includes(each.trim())),
  )
}

/** Whether the draft has these words already, in their paragraph or as one of its own. */
export const isInDraft = (draft: Page, { block, decided, now }: WordsApart): boolean => {
  const { blocks } = settledPage(draft)
  const there = blocks.find(({ id }) => id === block)
  if (now === null) return !there
  const isThere = (words: string): boolean => same(withoutNotes(words), withoutNotes(now))
  if (blocks.some(each => isThere(blockText(each)))) return true
  if (!there || decided === null) return false
  return hasChanges(blockText(there), { decided, now })
}

/**
 * Takes the words into the draft, and removes none: words that others changed there meanwhile stay, and
 * those that are in their way come behind them as a paragraph. `source`: the page that has them.
 */
export const takeIntoDraft = (
  doc: Y.Doc,
  { source, apart }: { source: Page; apart: readonly WordsApart[] },
  random: Random,
): TakenWords[] => {
  const taken: TakenWords[] = []
  const wanted = apart.filter(each => each.now !== null && !isInDraft(readPage(doc), each))
  const elementOf = (block: BlockId) => blockElements(doc).find(each => idOf(each) === block)
  doc.transact(() => {
    const missing = new Set(wanted.map(({ block }) => block).filter(block => !elementOf(block)))
    const elements = blockElements(doc)
    const rows = settledPage(source).blocks.map(({ id }, index) => ({
      standing: id !== null && missing.has(id) ? ('missing' as const) : ('current' as const),
      source: index,
      version: elements.findIndex(each => id !== null && idOf(each) === id),
    }))
    if (missing.size > 0) bringMissing(doc, source, rows, random)
    for (const { block, decided, now } of wanted) {
      const element = elementOf(block)
      if (!element || now === null) continue
      const before = settledText(element)
      if (missing.has(block)) {
        taken.push({ block, before: null, after: before })
        continue
      }
      const { text, clashes } = mergeWords(decided ?? '', before, now)
      if (!clashes) {
        reword(element, plainText(text))
        taken.push({ block, before, after: settledText(element) })
        continue
      }
      const { language } = readMeta(doc)
      const runs = [{ text: plainText(withoutNotes(now)) }]
      const made = newBlockElement({ kind: 'paragraph', runs }, { language, random })
      insertBlock(doc, element, made)
      taken.push({ block: idOf(made) as BlockId, before: null, after: settledText(made) })
    }
  })
  return taken
}

/** Takes words back, where nobody changed them since. Gives how many changes stay. */
export const takeBack = (doc: Y.Doc, taken: readonly TakenWords[]): number => {
  let kept = 0
  doc.transact(() => {
    for (const { block, before, after } of taken.toReversed()) {
      const element = blockElements(doc).find(each => idOf(each) === block)
      if (!element || settledText(element) !== after) kept++
      else if (before === null) removeBlock(element)
      else reword(element, before)
    }
  })
  return kept
}
