// Tables as comma-separated values: read back by a reader of its own, and no cell that a spreadsheet computes.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCsv } from '#core/paper'

const textOf = (rows: string[][]): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(toCsv(rows))

/** Every cell is quoted; a quote within is doubled. */
const readCsv = (text: string): string[][] => {
  const rows: string[][] = [[]]
  let at = 0
  while (at < text.length) {
    if (text[at] !== '"') throw new Error(`no quote at ${at}`)
    let cell = ''
    for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
      if (at >= text.length) throw new Error('a cell without an end')
      cell += text[at]
      if (text[at] === '"') at++
    }
    at++
    rows.at(-1)?.push(cell)
    if (text[at] === ',') at++
    else if (text.startsWith('\r\n', at)) {
      at += 2
      rows.push([])
    } else throw new Error(`no end of a cell at ${at}`)
  }
  return rows.slice(0, -1)
}

test.each([
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n1',
  '\uff1d1',
  '\uff0b1',
  '\uff0d1',
  '\uff20a',
  ' =1',
  '\u200f=1',
  '\u202e=1',
  '\u2060=1',
  '\ufeff-1',
])('a cell %j that a spreadsheet would compute begins with an apostrophe', text => {
  expect(textOf([[text]])).toBe(`\ufeff"'${text}"\r\n`)
})

test.each(['', '4 (b)', 'a=1', "'=1", '“quoted”', 'ثلاثة', '1 - 2'])(
  'a cell %j stays as it is',
  text => {
    expect(textOf([[text]])).toBe(`\ufeff"${text}"\r\n`)
  },
)

test('500 random tables are read back, but for the apostrophe', () => {
  const letter = fc.constantFrom('"', ',', '\n', '\r', '=', '@', 'a', 'م', ' ', '\t')
  const row = fc.array(fc.string({ unit: letter }), { minLength: 1 })
  fc.assert(
    fc.property(fc.array(row), rows => {
      const text = textOf(rows)
      expect(text[0]).toBe('\ufeff')
      const read = readCsv(text.slice(1))
      expect(read.map(({ length }) => length)).toEqual(rows.map(({ length }) => length))
      for (const [at, cells] of rows.entries())
        for (const [column, wanted] of cells.entries()) {
          const found = read[at]?.[column] ?? ''
          expect([wanted, `'${wanted}`]).toContain(found)
          expect(found).not.toMatch(/^\s*[=+\-@]/)
        }
    }),
    { numRuns: 500 },
  )
})
