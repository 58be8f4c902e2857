// A Word file of 300 pages: written clean, read again, and written with a change in each of its 3,000
// paragraphs. The clean file is the peer of the one with changes: both are made of the same text.
import * as Y from 'yjs'
import { toDocx, type Sheet } from '#core/paper'
import { readPage, writeMeta, blockElements } from '#document/tree'
import { stateOf } from '#document/history/versions'
import { writeBlocks } from '#document/blocks'
import { newPage } from '#tests/documents'
import { countedRandom } from '#tests/editor-peer'
import { redlineSheet } from '#tests/redline-sheet'
import { readDocx } from '../src/core/files/docx/index.ts'
import { report, verdict, type Rounds } from './measure.ts'
import { wordOfRank } from './words.ts'

const paragraphs = 3000
/** About 350 words a page. */
const wordsEach = 35
const rounds = 3
/** Milliseconds. */
const goals = { written: 3000, read: 5000, redline: 5000 }

const textOf = (paragraph: number): string =>
  Array.from({ length: wordsEach }, (_, at) => wordOfRank((paragraph * 31 + at * 7) % 5000)).join(
    ' ',
  )

const longText = (): Y.Doc => {
  const doc = newPage(7)
  const blocks = Array.from({ length: paragraphs }, (_, at) => ({
    kind: at % 20 === 0 ? ('h2' as const) : ('num1' as const),
    runs: [{ text: textOf(at) }],
  }))
  writeBlocks(doc, blocks, { random: countedRandom(1) })
  writeMeta(doc, { title: 'A long report', language: 'en', kind: 'recommendations' })
  return doc
}

/** Puts new words in place of some in each paragraph, as another member. */
const changeEach = (doc: Y.Doc): void => {
  doc.clientID = 8
  for (const element of blockElements(doc)) {
    const text = element.get(0)
    if (!(text instanceof Y.XmlText)) continue
    text.delete(12, 9)
    text.insert(12, 'other words')
  }
}

const timed = async (work: () => unknown): Promise<number> => {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const judged = (what: string, samples: readonly number[], goal: number): void => {
  const least = Math.min(...samples)
  console.log(`${what}: ${least.toFixed(0)} ms, ${verdict(what, `${goal} ms`, least <= goal)}`)
}

export const wordFiles = async (): Promise<void> => {
  const doc = longText()
  const from = stateOf(doc)
  changeEach(doc)
  const clean: Sheet = { page: readPage(doc), group: 'Group' }
  const bytes = await toDocx(clean)
  const times = { written: [] as number[], read: [] as number[], redline: [] as number[] }
  const both: Rounds = { product: [], peer: [] }
  for (let round = 0; round < rounds; round++) {
    const written = await timed(() => toDocx(clean))
    const redline = await timed(() => toDocx(redlineSheet(doc, from)))
    times.written.push(written)
    times.read.push(await timed(() => readDocx(bytes)))
    times.redline.push(redline)
    both.product.push([redline])
    both.peer.push([written])
  }
  judged('300 pages written as a Word file', times.written, goals.written)
  judged('300 pages read from a Word file', times.read, goals.read)
  judged('300 pages with 3,000 changed paragraphs, as a Word file', times.redline, goals.redline)
  report('Word file with changes against the clean one', both, [{ at: 0.5, most: 40 }])
}
