// Putting text in brackets and proposing an alternative: changes to the shared tree, each with an
// entry that says who did it. One change of a set is one update, so no device sees half of it.
import type * as Y from 'yjs'
import type { BlockId } from '#shared/ids'
import { newBlockId, type Random, type EntryId } from '#document/ids'
import { readBrackets, type BracketSet } from './bracket-log.ts'
import { bracketIn, bracketKey, cellIn } from '#document/model'
import { markWords, type Stretch, writeEntry } from '#document/review/comments'
import { insertBlock, newBlockElement } from '#document/blocks'
import {
  insertText,
  plainText,
  restyleText,
  attributesOf,
  blockElements,
  setAttribute,
  readMeta,
  readBlock,
} from '#document/tree'
import { levelOf } from '#document/numbering'

export type BracketAct = {
  at: number
  random: Random
  /** Carries out one change; undo takes back what is changed in it. */
  change(work: () => void): void
}

export const bidOf = (block: Y.XmlElement): BlockId | null => readBlock(block).id

const mayChange = (block: Y.XmlElement): boolean => {
  const { unknown, label } = readBlock(block)
  return unknown !== true && label === undefined
}

/** The blocks and what hangs below each of them: a paragraph goes with its subparagraphs. */
const withBelow = (blocks: readonly Y.XmlElement[], indexes: readonly number[]): number[] => {
  const found = new Set<number>()
  for (const index of indexes) {
    const block = blocks[index]
    const level = block && levelOf(readBlock(block).kind)
    found.add(index)
    if (level?.family !== 'paragraphs') continue
    for (let next = index + 1; next < blocks.length; next++) {
      const below = blocks[next]
      const other = below && levelOf(readBlock(below).kind)
      if (other?.family !== 'paragraphs' || other.depth <= level.depth) break
      found.add(next)
    }
  }
  return [...found].toSorted((a, b) => a - b)
}

/** Puts whole blocks in one pair of brackets. Null when there is none that is not in brackets yet. */
export const bracketBlocks = (
  doc: Y.Doc,
  indexes: readonly number[],
  { at, random, change }: BracketAct,
): EntryId | null => {
  const all = blockElements(doc)
  const blocks = withBelow(all, indexes)
    .flatMap(index => all[index] ?? [])
    .filter(block => mayChange(block) && bidOf(block) && !bracketIn(attributesOf(block)))
    // In a table only words stand in brackets: another version of a cell would be no cell.
    .filter(block => !cellIn(attributesOf(block)))
  if (blocks.length === 0) return null
  let id: EntryId | null = null
  change(() => {
    const named = blocks.flatMap(block => bidOf(block) ?? []).slice(0, 200)
    id = writeEntry(doc, null, { kind: 'bracket', at, blocks: named }, random)
    for (const block of blocks) setAttribute(block, bracketKey(id), id)
  })
  return id
}

export const wordsIn = (block: Y.XmlElement): string =>
  readBlock(block)
    .runs.map(({ text }) => text)
    .join('')

/** Puts words of one block in brackets; where some of them are, those brackets now hold all of them. */
export const bracketWords = (
  doc: Y.Doc,
  words: Pick<Stretch, 'index' | 'from' | 'to'>,
  { at, random, change }: BracketAct,
): EntryId | null => {
  const block = blockElements(doc)[words.index]
  const named = block && bidOf(block)
  if (!block || !named || !mayChange(block)) return null
  const text = wordsIn(block).slice(words.from, words.to)
  const from = words.from + text.length - text.trimStart().length
  const to = from + text.trim().length
  if (from >= to) return null
  const touched = readBrackets(doc)
    .flatMap(set => set.versions.map(version => ({ set, version })))
    .find(({ version }) =>
      version.words.some(each => each.index === words.index && each.from < to && each.to > from),
    )
  let id: EntryId | null = null
  change(() => {
    id =
      touched?.version.id ?? writeEntry(doc, null, { kind: 'bracket', at, blocks: [named] }, random)
    markWords(doc, { index: words.index, from, to }, bracketKey(id), touched?.set.id ?? id)
  })
  return id
}

export const setWith = (doc: Y.Doc, version: EntryId): BracketSet | undefined =>
  readBrackets(doc).find(({ versions }) => versions.some(({ id }) => id === version))

/**
 * A further version behind the last of its set: an empty paragraph like the first, or `words` behind
 * words. Names the block in which to write. Null when there is no such version.
 */
export const proposeAlternative = (
  doc: Y.Doc,
  version: EntryId,
  words: string,
  { at, random, change }: BracketAct,
): BlockId | null => {
  const set = setWith(doc, version)
  const [first] = set?.versions ?? []
  if (!set || !first) return null
  const all = blockElements(doc)
  const text = plainText(words)
  if (first.blocks.length > 0) {
    const last = Math.max(...set.versions.flatMap(({ blocks }) => blocks))
    const [like, before] = [all[first.blocks[0] ?? -1], all[last]]
    if (!like || !before) return null
    const { kind, language, direction } = readBlock(like)
    const id = newBlockId(random)
    change(() => {
      const entry = writeEntry(doc, null, { kind: 'bracket', at, blocks: [id] }, random)
      const made = newBlockElement(
        {
          id,
          kind,
          runs: text === '' ? [] : [{ text }],
          ...(language && { language }),
          ...(direction && { direction }),
        },
        { language: readMeta(doc).language, random },
      )
      setAttribute(made, bracketKey(entry), set.id)
      insertBlock(doc, before, made)
    })
    return id
  }
  const last = set.versions
    .flatMap(each => each.words)
    .toSorted(byPlace)
    .at(-1)
  const block = last && all[last.index]
  const named = block && bidOf(block)
  if (!last || !block || !named || text.trim() === '') return null
  change(() => {
    const entry = writeEntry(doc, null, { kind: 'bracket', at, blocks: [named] }, random)
    insertMarked(block, last.to, text.trim(), bracketKey(entry), set.id)
  })
  return named
}

export const byPlace = (a: Stretch, b: Stretch): number => a.index - b.index || a.from - b.from

/** Words with one state of their own and none of those around them. */
export const insertMarked = (
  block: Y.XmlElement,
  at: number,
  words: string,
  key: string,
  value: unknown,
): void => {
  insertText(block, at, words)
  // Text put behind marked words gets their marks until they are reset.
  restyleText(block, at, at + words.length, attributes => ({
    ...Object.fromEntries(Object.keys(attributes).map(each => [each, null])),
    [key]: value,
  }))
}
