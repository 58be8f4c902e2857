// Every word that came or went is marked, and no other: by what stood where, not by equal words. Held
// against a difference written plainly here, from a record of the letters that the test itself keeps:
// words whose letters all stayed are the same words, and between two of them the longest row of equal
// words stayed. 200 edited texts here, 20,000 in `npm run prove`.
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { stateOf } from '#document/history/versions'
import { countedRandom } from '#tests/editor-peer'
import { block, documentWith } from '#tests/shared-pages'
import { diceFrom, type Dice } from '#tests/documents'
import { patiently, trials } from '#tests/trials'
import { compared } from '../../src/document/history/compare/compare.ts'
import type { Compared } from '#document/history/compare'
import { joinBlocks, moveBlock, splitBlock } from '#document/blocks'
import { deleteText, insertText, blockElements } from '#document/tree'

const figure = trials(20_000)

const said = ({ pieces }: Compared): string =>
  pieces
    .map(({ kind, text }) =>
      kind === 'kept' ? text : kind === 'added' ? `{${text}}` : `[${text}]`,
    )
    .join('')

const between = (doc: Y.Doc, from: ReturnType<typeof stateOf>): Compared[] =>
  compared({ doc, from, to: stateOf(doc), writer: () => null, removers: () => [] })

const first = (doc: Y.Doc): Y.XmlElement => blockElements(doc)[0] as Y.XmlElement

test('a repeated word that came or went is marked where it came or went', () => {
  const after = (text: string, edit: (at: Y.XmlElement) => void): string => {
    const doc = documentWith([block('num1', text)])
    const start = stateOf(doc)
    edit(first(doc))
    return between(doc, start).map(said).join('|')
  }
  expect(after('said that that was', at => insertText(at, 5, 'that '))).toBe(
    'said {that }that that was',
  )
  expect(after('said that that was', at => insertText(at, 9, ' that'))).toBe(
    'said that {that }that was',
  )
  expect(after('protect and fulfil rights', at => insertText(at, 18, ' and'))).toBe(
    'protect and fulfil {and }rights',
  )
  expect(after('protect and fulfil and respect', at => deleteText(at, 18, 4))).toBe(
    'protect and fulfil [and ]respect',
  )
  expect(after('人权人权', at => insertText(at, 2, '人'))).toBe('人权{人}人权')
  expect(after('حقوق حقوق الإنسان', at => insertText(at, 0, 'حقوق '))).toBe(
    '{حقوق }حقوق حقوق الإنسان',
  )
  expect(after('the text protects', at => deleteText(at, 16, 1))).toBe(
    'the text [protects]{protect}',
  )
  expect(
    after('one two three four', at => {
      deleteText(at, 4, 9)
      insertText(at, 4, '2 3')
    }),
  ).toBe('one [two three]{2 3} four')
})

/** A letter and a number of its own: one that was written again is another one. */
type Letter = { unit: string; id: number }
type Word = { text: string; ids: number[]; at: number }

/** Words and signs, without spaces; each sign of Chinese is a word. `at` counts letters of all lines. */
const wordsOf = (lines: readonly (readonly Letter[])[]): Word[] => {
  const words: Word[] = []
  let at = 0
  for (const letters of lines) {
    let isOpen = false
    for (const { unit, id } of letters) {
      const isPart = /[\p{L}\p{M}\p{N}'’]/u.test(unit) && !/\p{Script=Han}/u.test(unit)
      const last = words.at(-1)
      if (isPart && isOpen && last) {
        last.text += unit
        last.ids.push(id)
      } else if (unit.trim() !== '') words.push({ text: unit, ids: [id], at })
      isOpen = isPart
      at++
    }
  }
  return words
}

const longestRow = (old: readonly Word[], now: readonly Word[]): number => {
  let above = Array.from({ length: now.length + 1 }, () => 0)
  for (const word of old) {
    const row = [0]
    for (const [at, other] of now.entries())
      row.push(
        word.text === other.text
          ? (above[at] ?? 0) + 1
          : Math.max(above[at + 1] ?? 0, row[at] ?? 0),
      )
    above = row
  }
  return above.at(-1) ?? 0
}

/** How many words stayed, and the places of those whose letters all did. */
const expectedOf = (old: readonly Word[], now: readonly Word[]) => {
  const places = new Map(now.map((word, at) => [word.ids.join(), at]))
  const same: string[] = []
  let [x, y, kept] = [0, 0, 0]
  for (const [at, word] of [...old, null].entries()) {
    const place = word ? places.get(word.ids.join()) : now.length
    if (place === undefined) continue
    kept += longestRow(old.slice(x, at), now.slice(y, place))
    if (word) same.push(`${word.at} ${now[place]?.at}`)
    ;[x, y] = [at + 1, place + 1]
  }
  return { kept: kept + same.length, same }
}

const textOf = (letters: readonly Letter[]): string => letters.map(({ unit }) => unit).join('')

/** Both texts as the comparison gives them, and for each letter of the earlier one where it is now. */
const givenBy = (results: readonly Compared[]) => {
  let old = ''
  const now: string[] = []
  const places: (number | null)[] = []
  let place = 0
  for (const { pieces } of results) {
    let text = ''
    for (const piece of pieces) {
      if (piece.kind !== 'removed') text += piece.text
      for (const unit of piece.text.split('')) {
        if (piece.kind !== 'added') {
          old += unit
          places.push(piece.kind === 'kept' ? place : null)
        }
        if (piece.kind !== 'removed') place++
      }
    }
    now.push(text)
  }
  return { old, now, places }
}

/** The places of the words that it says stayed. */
const keptBy = (
  { places }: Pick<ReturnType<typeof givenBy>, 'places'>,
  old: readonly Word[],
  now: readonly Word[],
): string[] => {
  const later = new Map(now.map(word => [word.at, word]))
  return old.flatMap(({ at, text }) => {
    const place = places[at]
    const word = place === undefined || place === null ? undefined : later.get(place)
    const isWhole =
      word?.text === text && text.split('').every((_, unit) => places[at + unit] === word.at + unit)
    return isWhole ? [`${at} ${word.at}`] : []
  })
}

const vocabularies = [
  ['that', 'and', 'was', 'said', 'fulfil', 'and', 'that', 'the', 'the,'],
  ['حقوق', 'المدافعات', 'و', 'حقوق', 'الإنسان', 'و'],
  ['人权', '人', '权', '保护人权', '和', '和'],
]

/** A paragraph with the record of its letters, and of those that it began with. */
type Line = { letters: Letter[]; was: Letter[] }

const newScribe = (dice: Dice) => {
  const words = dice.one(vocabularies)
  const space = words === vocabularies[2] && dice.chance(0.8) ? '' : ' '
  let next = 0
  const lettersOf = (text: string): Letter[] => text.split('').map(unit => ({ unit, id: next++ }))
  const phrase = (most: number): string =>
    Array.from({ length: 1 + dice.below(most) }, () => dice.one(words)).join(space)
  const startsIn = ({ letters }: Line): number[] =>
    letters.flatMap((_, at) =>
      at === 0 || space === '' || letters[at - 1]?.unit === ' ' ? [at] : [],
    )
  return {
    phrase,
    lettersOf,
    again: (letters: readonly Letter[]): Letter[] => lettersOf(textOf(letters)),
    /** One word or a few in or out; now and then half of one. */
    edit(line: Line, element: Y.XmlElement): void {
      const { letters } = line
      const starts = dice.chance(0.9) ? startsIn(line) : letters.map((_, at) => at)
      const from = starts.length > 0 ? dice.one(starts) : 0
      if (dice.chance(0.55) || letters.length === 0) {
        const added = dice.chance(0.5) ? phrase(2) + space : space + phrase(2)
        const at = dice.chance(0.2) ? letters.length : from
        insertText(element, at, added)
        letters.splice(at, 0, ...lettersOf(added))
      } else {
        const ends = [...starts.filter(each => each > from), letters.length]
        const to = ends[dice.below(Math.min(3, ends.length))] ?? letters.length
        deleteText(element, from, to - from)
        letters.splice(from, to - from)
      }
    },
  }
}

/** Lines that became each other, and what the comparison says of them. */
type Family = { old: Letter[][]; now: Letter[][]; results: Compared[] }

const wrongWith = ({ old, now, results }: Family): string[] => {
  const given = givenBy(results)
  const isSame = old.map(textOf).join('|') === now.map(textOf).join('|')
  // Words that read as before have not changed, also when another member wrote them again.
  const [before, after] = [wordsOf(old), wordsOf(now)]
  const expected = isSame ? { kept: before.length, same: [] } : expectedOf(before, after)
  const kept = keptBy(given, before, after)
  const wrong: string[] = []
  if (given.old !== old.map(textOf).join('')) wrong.push(`was ${given.old}`)
  if (given.now.join('|') !== now.map(textOf).join('|')) wrong.push(`is ${given.now.join('|')}`)
  if (kept.length !== expected.kept) wrong.push(`kept ${kept.length} of ${expected.kept}`)
  for (const each of expected.same) if (!kept.includes(each)) wrong.push(`marked ${each}`)
  return wrong.length > 0 ? [...wrong, results.map(said).join('|')] : []
}

/** The missed and made-up words in one text that was edited a few times. */
const wrongIn = (seed: number): string[] => {
  const dice = diceFrom(seed)
  const scribe = newScribe(dice)
  const texts = [scribe.phrase(8), scribe.phrase(8)]
  const doc = documentWith(texts.map(text => block('num1', text)))
  const [above, below] = texts.map((text): Line => {
    const letters = scribe.lettersOf(text)
    return { letters, was: [...letters] }
  }) as [Line, Line]
  let lines = [above, below]
  const start = stateOf(doc)
  const edit = (): void => {
    const at = dice.below(lines.length)
    const [line, element] = [lines[at], blockElements(doc)[at]]
    if (line && element) scribe.edit(line, element)
  }
  for (let times = dice.below(3); times > 0; times--) edit()
  const [one, other] = blockElements(doc) as [Y.XmlElement, Y.XmlElement]
  const deed = dice.one(['none', 'none', 'none', 'split', 'move', 'join'])
  const into = dice.one(['first', 'second'] as const)
  if (deed === 'split' && above.letters.length > 1) {
    const at = 1 + dice.below(above.letters.length - 1)
    splitBlock(one, at, countedRandom(seed))
    lines = [above, { letters: scribe.again(above.letters.splice(at)), was: [] }, below]
  } else if (deed === 'move') {
    moveBlock(one, other)
    above.letters = scribe.again(above.letters)
    lines = [below, above]
  } else if (deed === 'join') {
    joinBlocks(one, other, into)
    if (into === 'first') above.letters.push(...scribe.again(below.letters))
    else below.letters.unshift(...scribe.again(above.letters))
    lines = [into === 'first' ? above : below]
  }
  if (lines.length > 1) for (let times = 1 + dice.below(4); times > 0; times--) edit()
  const results = between(doc, start)
  const now = lines.map(({ letters }) => letters)
  const alone = (at: number): Family => ({
    old: [lines[at]?.was ?? []],
    now: [now[at] ?? []],
    results: results.slice(at, at + 1),
  })
  if (lines.length === 3)
    return [
      ...wrongWith({ old: [above.was], now: now.slice(0, 2), results: results.slice(0, 2) }),
      ...wrongWith(alone(2)),
    ]
  if (lines.length === 2) return [...wrongWith(alone(0)), ...wrongWith(alone(1))]
  // A change from before the acceptance is gone, and came with the other.
  const gone = results.findIndex(({ deeds }) => deeds.includes('removed'))
  if (gone < 0) return wrongWith({ old: [above.was, below.was], now, results })
  const [left, lost] = into === 'first' ? [above, below] : [below, above]
  return [
    ...wrongWith({ old: [left.was], now, results: results.filter((_, at) => at !== gone) }),
    ...wrongWith({ old: [lost.was], now: [[]], results: results.slice(gone, gone + 1) }),
  ]
}

test('no word that came or went is missed, and none is made up', patiently, () => {
  const wrong: string[] = []
  for (let seed = 1; seed <= figure && wrong.length < 5; seed++) {
    const found = wrongIn(seed)
    if (found.length > 0) wrong.push([`seed ${seed}`, ...found].join('\n'))
  }
  expect(wrong).toEqual([])
})
