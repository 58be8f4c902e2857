// A generated text as a group has it half way: every kind of block and every mark, a figure, a page break, a table and
// notes; and suggestions and comments of two members beside those of the author. Each act is in a paragraph of its own,
// so that what comes of one is not hidden by another.
import type * as Y from 'yjs'
import type { Language } from '#shared/contract'
import { applyEditScript } from '#document/edits'
import { blockText, type Picture } from '#document/model'
import { readPage, blockElements, textFormats as formats } from '#document/tree'
import { readThreads, replyTo, settleThread } from '#document/review/comments'
import { everyRight } from '#shared/contract'
import { diceFrom, type Dice } from '#tests/documents'
import { generatedText } from '#tests/generated-text'
import { png } from '#tests/pictures'
import { insertBlock, newBlockElement } from '#document/blocks'

/** The members by their client ids; the first wrote the text. */
export const workers: Record<number, string> = { 7: 'Amina', 8: 'Badia', 9: 'Chen' }

export const workedPicture = png({ width: 40, height: 20 })
const picture: Picture = {
  ...{ type: 'png', size: workedPicture.length, width: 40, height: 20, hash: 'a'.repeat(64) },
}

const isSame = (a: number, b: number): boolean => a === b

const addRest = (doc: Y.Doc, language: Language, random: (size: number) => Uint8Array): void => {
  const words = formats.map((_, at) => `mark${at}`).join(' ')
  const steps = [
    { new: `${words} none`, after: 0, kind: 'paragraph' },
    ...formats.map((format, at) => ({ format, block: 1, from: at * 6, to: at * 6 + 5 })),
    { new: '', after: 12, kind: 'pagebreak' },
  ]
  applyEditScript(doc, steps, { random, now: () => 0 })
  const figure = newBlockElement(
    {
      ...{ kind: 'figure', runs: [{ text: 'Districts that were visited' }] },
      ...{ picture, alternative: 'A map of the districts.' },
    },
    { language, random },
  )
  insertBlock(doc, blockElements(doc)[0] ?? null, figure)
}

const levelOf = (kind: string): number => Number(/^num(\d)$/.exec(kind)?.[1] ?? 0)

/** Items stand below a level that is there, behind each heading again: a word processor's list has no other numbers. */
const joinLevels = (doc: Y.Doc, random: (size: number) => Uint8Array): void => {
  let last = 0
  const steps = readPage(doc).blocks.flatMap(({ kind }, at) => {
    const level = levelOf(kind)
    if (/^h\d$/.test(kind)) last = 0
    const isBelow = level <= last + 1
    if (level > 0) last = isBelow ? level : 1
    return isBelow ? [] : [{ kind: 'num1', block: at + 1 }]
  })
  applyEditScript(doc, steps, { random, now: () => 0 })
}

const wordsOf = (text: string) =>
  [...new Intl.Segmenter('zh', { granularity: 'word' }).segment(text)].filter(
    ({ isWordLike }) => isWordLike,
  )

/** Numbers of paragraphs with words, each once, in an order of chance; cells are none. */
const placesIn = (doc: Y.Doc, dice: Dice): number[] => {
  const { blocks } = readPage(doc)
  const places = blocks.flatMap((block, at) => {
    // In an OpenDocument text a page break is a property of the paragraph behind it, and goes with that.
    if (blocks[at - 1]?.kind === 'pagebreak') return []
    const isPlain = block.kind !== 'figure' && block.kind !== 'pagebreak' && !block.cell
    // Without its only word, a paragraph is none in a file.
    const hasWords = wordsOf(blockText(block)).length > 2 && blockText(block).length > 5
    return isPlain && at > 1 && hasWords ? [at + 1] : []
  })
  return places
    .map(place => ({ place, by: dice.below(1 << 20) }))
    .toSorted((a, b) => a.by - b.by)
    .map(({ place }) => place)
}

/** A whole word of a paragraph, since a file shows changes of whole words. */
const wordIn = (doc: Y.Doc, place: number, dice: Dice) => {
  const block = readPage(doc).blocks[place - 1]
  const text = block ? blockText(block) : ''
  const { index, segment } = dice.one(wordsOf(text))
  const end = index + segment.length
  // A person takes out a word with one of the spaces around it.
  const [before, behind] = [text[index - 1] === ' ', text[end] === ' ']
  const at = before && !behind ? index - 1 : index
  return { block: place, end, at, length: end - at + (behind ? 1 : 0) }
}

export const workedText = (seed: number, language: Language): Y.Doc => {
  const doc = generatedText(seed, language)
  const dice = diceFrom(seed + 9)
  const random = (size: number): Uint8Array => dice.bytes(size)
  addRest(doc, language, random)
  joinLevels(doc, random)
  const places = placesIn(doc, dice)
  const { blocks } = readPage(doc)
  const there = (place: number | undefined): number => {
    if (place === undefined) throw new Error(`seed ${seed} has too few paragraphs`)
    return place
  }
  const next = (): number => there(places.pop())
  /** One without a number, on which no other number depends. */
  const unnumbered = (): number => {
    const at = places.findIndex(place => blocks[place - 1]?.number === '')
    return there(at < 0 ? undefined : places.splice(at, 1)[0])
  }
  const by = (client: number, ...steps: object[]): void => {
    doc.clientID = client
    const author = { at: seed + client, isSame, rights: everyRight }
    const { refused } = applyEditScript(doc, steps, { random, now: () => 0, author })
    if (refused.length > 0) throw new Error(`refused: ${JSON.stringify(refused)}`)
  }
  for (const client of [8, 9]) {
    const name = workers[client] ?? ''
    const [behind, struck] = [next(), next()].map(place => wordIn(doc, place, dice))
    by(
      client,
      { suggest: { insert: ` new words of ${name}` }, block: behind?.block, at: behind?.end },
      { suggest: { delete: struck?.length }, block: struck?.block, at: struck?.at },
      { comment: `Why, asks ${name}?`, block: next(), from: 1, to: 4 },
      { comment: `Settled by ${name}.`, block: next(), from: 2, to: 5 },
      { suggestRemoval: unnumbered() },
      {
        suggestNew: `A paragraph of ${name}.`,
        after: next(),
        kind: dice.one(['paragraph', 'quote', 'bullet1']),
      },
    )
    const [open, settled] = readThreads(doc).slice(-2)
    if (!open || !settled) throw new Error('no threads')
    doc.clientID = 7
    replyTo(doc, open.id, { at: seed, text: `Because, ${name}.` }, random)
    settleThread(doc, settled.id, 'resolve', seed, random)
  }
  return doc
}
