// Another member's result costs a comparison as much as there is of it, and no more.
import { mergeReview, readForReview, type ReviewPage } from '#document/history/conflicts'
import { noteSign } from '#document/model'
import { openNote } from '#document/tree'
import type { BlockId } from '#shared/ids'
import { documentWith } from '#tests/shared-pages'
import { expect, test } from 'vitest'

type Part = ReviewPage['blocks'][number]

const part = (id: string, text: string, more: Partial<Part> = {}): Part => ({
  id: id as BlockId,
  kind: 'paragraph',
  number: '',
  runs: [{ text }],
  element: id,
  made: text,
  written: [],
  notes: { said: [], made: '' },
  ...more,
})

const page = (...blocks: Part[]): ReviewPage => ({
  meta: {
    title: '',
    kind: 'brief',
    language: 'en',
    reference: '',
    symbol: '',
    status: 'draft',
  } as ReviewPage['meta'],
  blocks,
})

const sidesOf = (...pages: [ReviewPage, ReviewPage, ReviewPage]) =>
  mergeReview(...pages).map(({ mine, theirs }) => [mine, theirs])

test('halves of halves of halves are all found, however long the chain is and whichever way it goes', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) =>
    part(`b${at}`, 'w', { from: (at === 0 ? 'a' : `b${at - 1}`) as BlockId }),
  )
  for (const halves of [chain, chain.toReversed()]) {
    const theirs = page(part('a', 'x'), ...halves)
    expect(sidesOf(page(part('a', 'x')), page(part('a', 'y')), theirs)).toEqual([
      [
        { change: 'words', text: 'y' },
        { change: 'split', text: `x${'\nw'.repeat(20_000)}` },
      ],
    ])
  }
})

test('halves that name each other in a circle began nowhere', () => {
  const circle = [
    part('b', 'w', { from: 'c' as BlockId }),
    part('c', 'w', { from: 'b' as BlockId }),
    part('d', 'w', { from: 'c' as BlockId }),
  ]
  const before = page(part('a', 'x'))
  expect(sidesOf(before, page(part('a', 'y')), page(part('a', 'x'), ...circle))).toEqual([])
})

test('many blocks of one id are one, with the words of all of them', () => {
  const same = Array.from({ length: 20_000 }, (_, at) => part('a', 'x', { element: `7:${at}` }))
  const before = page(part('a', 'x'))
  expect(sidesOf(before, page(part('a', 'y')), page(...same))).toEqual([
    [
      { change: 'words', text: 'y' },
      { change: 'moved', text: `x${'\nx'.repeat(19_999)}` },
    ],
  ])
})

test('the words of many paragraphs that went are looked for in so much text and no more', () => {
  const gone = Array.from({ length: 100 }, (_, at) => part(`a${at}`, `Number ${at}.`))
  const mine = gone.map((each, at) => part(`a${at}`, `Mine ${at}.`))
  const holder = part('c', gone.map(each => each.runs[0]?.text).join(' '))
  const theirs = page(part('b', 'z'.repeat(1 << 24)), holder)
  const changes = mergeReview(page(...gone), page(...mine), theirs).map(each => each.theirs.change)
  expect(changes.filter(change => change === 'joined')).toHaveLength(15)
  expect(changes.filter(change => change === 'removed')).toHaveLength(85)
})

test('a note that every paragraph refers to is read once', () => {
  const [count, length] = [4000, 100_000]
  const note = 'aaaaaaaaab'
  const refers = { kind: 'paragraph' as const, runs: [{ text: noteSign, note }] }
  const doc = documentWith(Array.from({ length: count }, () => refers))
  openNote(doc, note, 'x'.repeat(length))
  const { blocks } = readForReview(doc)
  expect(blocks.flatMap(({ notes }) => notes.said).map(said => said.length)).toEqual([length])
})
