// Captions of pictures: only a number that the file counts, or one behind a word for a figure, is taken off.
import { expect, test } from 'vitest'
import { withCaptions, withoutFigureNumber } from '../../../src/core/files/captions.ts'
import {
  paragraphOf,
  pictureOf,
  pieceOf,
  type Flow,
  type Paragraph,
  type Piece,
} from '#document/flow'

const left = (...pieces: (string | Piece)[]): string =>
  withoutFigureNumber(pieces.map(each => (typeof each === 'string' ? pieceOf(each) : each)))
    .map(({ text }) => text)
    .join('')
const counted = (text: string): Piece => ({ ...pieceOf(text), isCounted: true })
const caption = (text: string): Paragraph => ({
  ...paragraphOf({ kind: 'body' }, text),
  isCaption: true,
})

test.each([
  'Agenda 2030 launch in Kampala',
  'March 2024: women march in Juba',
  'CSW67 delegates of the region',
  'Article 19 members in Nairobi',
  'Resolution 1325 at the hall',
  'Photo 12 March: the hall',
  'Photo 12.03.2024: the hall',
  'Photo 5–7 March: the hall',
  'Image 10:30 in the hall',
  'Figure 2030: the goals',
  'Figures 3. The goals',
])('when a caption is "%s", it keeps its words', words => {
  expect(left(words)).toBe(words)
})

test.each([
  ['Figure 3. The districts', 'The districts'],
  ['Fig. 3: The districts', 'The districts'],
  ['Figure 3 : Les districts', 'Les districts'],
  ['Figura 3.1 – Los distritos', 'Los distritos'],
  ['Photo 3. The hall', 'The hall'],
  ['الشكل ٣: المقاطعات', 'المقاطعات'],
  ['شكل 3 - المقاطعات', 'المقاطعات'],
  ['图3：地区', '地区'],
  ['图 3 地区', '地区'],
  ['Рис. 3. Районы', 'Районы'],
  ['Figure 3. 2020 in words', '2020 in words'],
])('when a number is typed behind a word for a figure, as in "%s", both go', (words, rest) => {
  expect(left(words)).toBe(rest)
})

test('when the file counts the number, it goes with the one word before it, whatever the word is', () => {
  expect(left('Abbildung ', counted('3'), ': Bezirke')).toBe('Bezirke')
  expect(left('Figure 2-', counted('1'), '. Districts')).toBe('Districts')
  expect(left('Figure ', counted('1'), counted('2'), ' Districts')).toBe('Districts')
  expect(left(counted('3'), '. 2020 in words')).toBe('2020 in words')
  expect(left('Women march in Juba, part ', counted('2'))).toBe('Women march in Juba, part 2')
})

test.each<[string, Flow]>([
  ['below', [pictureOf('a.png', ''), caption('Table 2. Votes'), { is: 'table', rows: [] }]],
  ['above', [{ is: 'table', rows: [] }, caption('Table 2. Votes'), pictureOf('a.png', '')]],
])(
  'when a table is the other neighbour of a caption %s a picture, the caption stays',
  (_, flow) => {
    expect(withCaptions(flow)).toEqual(flow)
  },
)

test('when a caption stands between two pictures, the first has its words and the second has none', () => {
  const flow = [pictureOf('a', ''), caption('The hall'), pictureOf('b', '')]
  expect(withCaptions(flow)).toMatchObject([
    { part: 'a', caption: [{ text: 'The hall' }] },
    { part: 'b', caption: [] },
  ])
})

test('when a caption is longer than any label, reading it takes no longer than its length', () => {
  const spaces = ' '.repeat(200_000)
  expect(left(spaces, 'Figure', spaces, counted('3'))).toBe('')
  expect(left(`${spaces}Words`, counted('3'), 'x')).toBe('x')
  const words = `One${spaces}two, three 3x`
  expect(left(words.slice(0, -2), counted('3'), 'x')).toBe(words)
})
