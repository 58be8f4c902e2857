// Cards say what their sources say: the statement's words are looked up in the statement itself.
import { instrumentIn, referenceCard } from '#document/citations'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const seed = readFileSync(new URL('../fixtures/seed-statement.txt', import.meta.url), 'utf8')
const plain = (text: string): string => text.replace(/[\s’']+/gu, ' ')
const cited = ['A/RES/68/181', 'A/RES/66/164', 'A/HRC/RES/22/6', 'CSW61', 'CSW62']

test('every instrument that the statement cites has a card, and nothing else has', () => {
  for (const instrument of cited) {
    expect(instrumentIn(instrument)).toBe(instrument)
    expect(referenceCard(instrument)?.facts.length).toBeGreaterThan(1)
  }
  expect(referenceCard('A/66/203')).toBe(null)
  expect(referenceCard('__proto__')).toBe(null)
})

test('where statement and public sources differ, both are there, each with its source', () => {
  const dates = referenceCard('A/RES/68/181')?.facts.find(({ about }) => about === 'date')
  expect(dates?.differ).toBe(true)
  expect(dates?.statements.map(({ says, source }) => [says.slice(0, 16), source.by])).toEqual([
    ['27 November 2013', 'UN Women'],
    ['27 November 2013', 'United Nations, Department of Public Information'],
    ['18 December 2013', expect.stringContaining('General Assembly')],
  ])
  const other = referenceCard('A/RES/66/164')?.facts.find(({ about }) => about === 'date')
  expect(other).toMatchObject({ differ: false, statements: { length: 2 } })
})

test.each(cited)('%s: what the statement is said to say stands in it', instrument => {
  const said = referenceCard(instrument)?.facts.flatMap(({ statements }) => statements) ?? []
  const ofStatement = said.filter(({ source }) => source.by === 'UN Women')
  expect(ofStatement.length).toBeGreaterThan(0)
  for (const { says, quote } of ofStatement) {
    const words = plain(quote ?? says).match(/[\p{L}\p{N}/-]+/gu) ?? []
    const missing = words.filter(word => !plain(seed).toLowerCase().includes(word.toLowerCase()))
    // "Paragraph 42" stands there as "para 42".
    expect(missing.filter(word => word !== 'Paragraph')).toEqual([])
    expect(plain(seed)).toContain(plain(quote ?? ''))
  }
})
