// The plan of pages: every piece on one page and every note once, at the foot of the page of its mark where it fits.
import { expect, test } from 'vitest'
import { diceFrom } from '#tests/documents'
import { planPages, type Measures, type Piece } from '../../../src/renderer/print/plan.ts'

const line = (at: number, more: Partial<Piece> = {}): Piece => ({
  ...{ top: at * 10, bottom: at * 10 + 10, mayBegin: true, notes: [], ...more },
})
const lines = (count: number, more: (at: number) => Partial<Piece> = () => ({})): Piece[] =>
  Array.from({ length: count }, (_, at) => line(at, more(at)))
const without: Measures = { room: 100, rule: 5, notes: [] }
const cuts = (pages: ReturnType<typeof planPages>): number[][] =>
  pages.map(({ from, to }) => [from, to])

test('a page takes what it has room for', () => {
  expect(cuts(planPages(lines(25), without))).toEqual([
    [0, 10],
    [10, 20],
    [20, 25],
  ])
  expect(planPages([], without)).toEqual([])
})

test('a piece that may not begin a page takes those before it along', () => {
  const pieces = lines(15, at => ({ mayBegin: at < 8 || at > 10 }))
  expect(cuts(planPages(pieces, without))).toEqual([
    [0, 7],
    [7, 15],
  ])
})

test('a page begins where it must, and a piece that is higher than a page stands alone', () => {
  const pieces = lines(6, at => (at === 3 ? { mustBegin: true } : {}))
  expect(cuts(planPages(pieces, without))).toEqual([
    [0, 3],
    [3, 6],
  ])
  const high = [line(0), { ...line(1), bottom: 200 }, { ...line(20), top: 200, bottom: 210 }]
  expect(cuts(planPages(high, without))).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
  ])
})

test('the head of a table is counted where a page begins within the table', () => {
  const pieces = lines(20, at => (at >= 10 ? { again: 20 } : {}))
  expect(cuts(planPages(pieces, without))).toEqual([
    [0, 10],
    [10, 18],
    [18, 20],
  ])
})

test('a note stands on the page of its mark: the line of the mark goes on with it', () => {
  const pieces = lines(12, at => (at === 8 ? { notes: [0] } : {}))
  const pages = planPages(pieces, { ...without, notes: [[30]] })
  expect(cuts(pages)).toEqual([
    [0, 8],
    [8, 12],
  ])
  expect(pages.map(({ notes }) => notes.length)).toEqual([0, 1])
  expect(pages[1]?.below).toBe(35)
})

test('a long note flows on to the next pages, in its order', () => {
  const pieces = lines(12, at => (at === 0 ? { notes: [0] } : {}))
  const parts = Array.from({ length: 8 }, () => 30)
  const pages = planPages(pieces, { ...without, notes: [parts] })
  expect(pages.flatMap(({ notes }) => notes.map(({ part }) => part))).toEqual(
    parts.map((_, at) => at),
  )
  for (const { used, below } of pages) expect(used + below).toBeLessThanOrEqual(100)
})

test('whatever stands in a text, no piece and no part of a note is lost, doubled or moved', () => {
  for (let seed = 0; seed < 200; seed++) {
    const dice = diceFrom(seed)
    const notes = Array.from({ length: dice.below(12) }, () =>
      Array.from({ length: 1 + dice.below(4) }, () => 5 + dice.below(25)),
    )
    let [top, note] = [0, 0]
    const pieces = Array.from({ length: dice.below(80) }, (): Piece => {
      const bottom = top + 1 + dice.below(30)
      const marks = dice.chance(0.2) && note < notes.length ? [note++] : []
      const piece: Piece = {
        ...{ top, bottom, mayBegin: dice.chance(0.7), notes: marks },
        ...(dice.chance(0.05) && { mustBegin: true as const }),
        ...(dice.chance(0.1) && { again: 8 }),
      }
      top = bottom + dice.below(5)
      return piece
    })
    const pages = planPages(pieces, { room: 100, rule: 5, notes })
    const shown = pages.flatMap(({ from, to }) => pieces.slice(from, to))
    expect(shown).toEqual(pieces)
    const placed = pages.flatMap(page => page.notes.map(each => `${each.note}.${each.part}`))
    const wanted = notes
      .slice(0, note)
      .flatMap((parts, at) => parts.map((_, part) => `${at}.${part}`))
    expect([...placed].toSorted()).toEqual(wanted.toSorted())
    for (const at of notes.keys()) {
      const own = placed.filter(each => each.startsWith(`${at}.`))
      expect(own).toEqual(own.toSorted())
    }
    for (const { from, to, used, below } of pages)
      expect(used + below <= 100 || to - from === 1).toBe(true)
  }
})
