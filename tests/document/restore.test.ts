// An earlier text brought back: as a change like any other, which others' words survive.
import * as Y from 'yjs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { blockText, settledPage, type Page, bracketKey } from '#document/model'
import {
  joinRuns,
  readPage,
  rootOf,
  deleteText,
  insertText,
  restyleText,
  blockElements,
  setAttribute,
} from '#document/tree'
import { newBlockId, type EntryId } from '#document/ids'
import { pageAt, stateOf, type DocumentState } from '#document/history/versions'
import { PageUndo } from '#document/undo'
import { block, documentWith, copyOf, meet } from '#tests/shared-pages'
import { diceFrom, editAtRandom } from '#tests/documents'
import { moveBlock, removeBlock, splitBlock } from '#document/blocks'
import { restorePage } from '#document/history/restore'

const dice = diceFrom(11)
const origin = Symbol('restore')

const restore = (doc: Y.Doc, page: Page): { updates: Uint8Array[]; changed: number } => {
  const updates: Uint8Array[] = []
  const note = (update: Uint8Array): void => void updates.push(update)
  doc.on('update', note)
  const changed = restorePage(doc, page, {
    random: dice.bytes,
    change: work => doc.transact(work, origin),
  })
  doc.off('update', note)
  return { updates, changed }
}

/** The reader's view, without ids: a paragraph that two made again would have one twice. */
const seen = (page: Page) =>
  settledPage(page).blocks.map(({ id, kind, language, direction, runs }) => ({
    id,
    kind,
    language,
    direction,
    runs: joinRuns(runs),
  }))
const lines = (doc: Y.Doc): string[] => readPage(doc).blocks.map(blockText)
const at = (doc: Y.Doc, index: number): Y.XmlElement => blockElements(doc)[index] as Y.XmlElement
const three = (): Y.Doc =>
  documentWith(
    ['First paragraph.', 'Second paragraph.', 'Third paragraph.'].map(text => block('num1', text)),
  )

test('any text of any history comes back, one change for each paragraph that differs', () => {
  for (let seed = 1; seed <= 10; seed++) {
    const own = diceFrom(seed)
    const doc = documentWith([block('num1', 'Begin here.')])
    const states: DocumentState[] = []
    for (let step = 0; step < 80; step++) {
      editAtRandom(doc, own)
      if (step % 16 === 0) states.push(stateOf(doc))
    }
    for (const state of states) {
      const page = pageAt(doc, state)
      const { updates, changed } = restore(doc, page)
      expect(seen(readPage(doc))).toEqual(seen(page))
      expect(updates.length).toBeLessThanOrEqual(changed)
      expect(restore(doc, page)).toEqual({ updates: [], changed: 0 })
    }
  }
})

test('words that others write meanwhile stay, in the same paragraph and around it', () => {
  const ana = three()
  const before = readPage(ana)
  deleteText(at(ana, 0), 0, 5)
  insertText(at(ana, 0), 0, 'Changed')
  insertText(at(ana, 1), 17, ' Added.')
  removeBlock(at(ana, 2))
  const badia = copyOf(ana, 8)
  const { changed } = restore(ana, before)
  expect(changed).toBe(3)
  insertText(at(badia, 0), 18, ' Badia’s.')
  insertText(at(badia, 1), 0, 'Also: ')
  meet(ana, badia)
  expect(lines(ana)).toEqual([
    'First paragraph. Badia’s.',
    'Also: Second paragraph.',
    'Third paragraph.',
  ])
  expect(lines(badia)).toEqual(lines(ana))
})

test('undo takes it back, and nothing of what others wrote since', () => {
  const ana = three()
  const before = readPage(ana)
  const undo = new PageUndo(rootOf(ana), { trackedOrigins: new Set([origin]) })
  insertText(at(ana, 0), 0, 'The ')
  removeBlock(at(ana, 1))
  moveBlock(at(ana, 1), null)
  const changedLines = lines(ana)
  restore(ana, before)
  expect(seen(readPage(ana))).toEqual(seen(before))
  const badia = copyOf(ana, 8)
  insertText(at(badia, 0), 16, ' Badia’s.')
  meet(ana, badia)
  undo.undo()
  const left = lines(ana).map(line => line.replace(' Badia’s.', ''))
  expect(left.filter(line => line !== '')).toEqual(changedLines)
  expect(lines(ana).join()).toContain('Badia’s.')
})

test('words that wait to be taken in, and marks of comments, are left as they are', () => {
  const ana = three()
  const before = readPage(ana)
  insertText(at(ana, 0), 5, ' new')
  const mark = (from: number, to: number, key: string): void =>
    restyleText(at(ana, 0), from, to, attributes => ({ ...attributes, [key]: 1 }))
  mark(5, 9, 's_in:7-aaaaaaaaaa')
  mark(10, 19, 's_cm:7-bbbbbbbbbb')
  expect(restore(ana, before).changed).toBe(0)
  deleteText(at(ana, 0), 0, 2)
  restore(ana, before)
  expect(settledPage(readPage(ana)).blocks.map(blockText)[0]).toBe('First paragraph.')
  expect(lines(ana)[0]).toBe('First new paragraph.')
})

test('brackets that came since go, and those that went come back', () => {
  const ana = three()
  const set = '7-aaaaaaaaaa' as EntryId
  const plain = readPage(ana)
  setAttribute(at(ana, 1), bracketKey(set), set)
  restyleText(at(ana, 0), 0, 5, attributes => ({ ...attributes, [bracketKey(set)]: set }))
  const bracketed = readPage(ana)
  expect(bracketed).not.toEqual(plain)
  restore(ana, plain)
  expect(readPage(ana)).toEqual(plain)
  restore(ana, bracketed)
  expect(readPage(ana)).toEqual(bracketed)
})

test('a restoration beside others’ work: all replicas end with one text and lose no safe word', () => {
  let typed = 0
  for (let seed = 1; seed <= 40; seed++) {
    const own = diceFrom(seed)
    const docs = [three()]
    const start = readPage(docs[0] as Y.Doc)
    docs.push(copyOf(docs[0] as Y.Doc, 8), copyOf(docs[0] as Y.Doc, 9))
    const words = new Set<string>()
    for (let round = 0; round < 4; round++) {
      for (const doc of docs) {
        if (own.chance(0.4)) restore(doc, start)
        const element = at(doc, own.below(blockElements(doc).length))
        if (own.chance(0.2)) splitBlock(element, own.below(8), own.bytes)
      }
      meet(...docs)
      // In paragraphs that restoring keeps, while others restore.
      const kept = start.blocks.map(({ id }) => id)
      const [writer, ...others] = docs as [Y.Doc, Y.Doc, Y.Doc]
      const element = blockElements(writer).find(each =>
        kept.includes(each.getAttribute('s_bid') as never),
      )
      const word = `word${seed}x${round}y`
      if (element) {
        insertText(element, 0, `${word} `)
        words.add(word)
        typed++
      }
      for (const doc of others) if (own.chance(0.5)) restore(doc, start)
      meet(...docs)
      const digests = docs.map(doc => JSON.stringify(readPage(doc)))
      expect(new Set(digests).size).toBe(1)
      expect(lines(writer).join(' ')).toContain(element ? word : '')
    }
  }
  expect(typed).toBeGreaterThan(100)
})

test('a character of two units goes in one, so that undo brings it back as it was', () => {
  const doc = documentWith([block('num1', 'Signed by Ms 𠮷田.')])
  const before = readPage(doc)
  const text = at(doc, 0).get(0) as Y.XmlText
  text.delete('Signed by Ms '.length, '𠮷田'.length)
  const after = readPage(doc)
  restore(doc, before)
  const undo = new PageUndo(rootOf(doc), { trackedOrigins: new Set([origin]) })
  restore(doc, after)
  undo.undo()
  expect(lines(doc)).toEqual(['Signed by Ms 𠮷田.'])
})

/** How many items of the shared tree Yjs looks at meanwhile: it asks each whether it was removed. */
const looksDuring = (work: () => void): number => {
  const looks = vi.spyOn(Y.Item.prototype, 'deleted', 'get')
  onTestFinished(() => looks.mockRestore())
  work()
  const { length } = looks.mock.calls
  looks.mockRestore()
  return length
}

const texts = (count: number, word: string) =>
  Array.from({ length: count }, (_, at) => block('num1', `${word} ${at}.`))

/** The first paragraph is settled, and more may come in anywhere. */
const restoreAround = (doc: Y.Doc, page: Page): void => {
  const [first] = blockElements(doc)
  const change = (work: () => void) => doc.transact(work, origin)
  const kept = {
    any: () => true,
    isKept: (each: Y.XmlElement) => each === first,
    mayComeBetween: () => true,
    straysAmong: () => [],
    isBehindItem: () => false,
    refused: () => {},
  }
  restorePage(doc, page, { random: dice.bytes, change, kept })
  expect(seen(readPage(doc))).toEqual(seen(page))
}

/** For a text of `count` paragraphs: all others are new, or all others stand the other way round. */
const restorations: Record<string, (count: number) => [Y.Doc, Page]> = {
  new(count) {
    const doc = documentWith([block('num1', 'Settled.'), ...texts(count, 'Old')])
    const [settled] = readPage(doc).blocks
    const page = readPage(documentWith(texts(count, 'New')))
    const others = page.blocks.map(each => ({ ...each, id: newBlockId(dice.bytes) }))
    return [doc, { ...page, blocks: settled ? [settled, ...others] : [] }]
  },
  moved(count) {
    const doc = documentWith([block('num1', 'Settled.'), ...texts(count, 'Old')])
    const { blocks, ...page } = readPage(doc)
    const [settled, ...others] = blocks
    return [doc, { ...page, blocks: settled ? [settled, ...others.toReversed()] : [] }]
  },
}

test.each(Object.entries(restorations))(
  'twice the length around settled lines is twice the work: %s',
  (_, begin) => {
    const looksAt = (count: number): number => {
      const given = begin(count)
      return looksDuring(() => restoreAround(...given))
    }
    looksAt(10)
    const [once, twice] = [looksAt(100), looksAt(200)]
    expect(once).toBeGreaterThan(100)
    expect(twice / once).toBeLessThan(2.3)
  },
)
