// The title of a word processor's file: taken out of the text where it is the one title and holds words alone.
import { expect, test } from 'vitest'
import {
  nothingElse,
  paragraphOf,
  pictureOf,
  pieceOf,
  type Flow,
  type Paragraph,
} from '#document/flow'
import { withHeadingAsTitle, withTitle } from '../../../src/core/files/title.ts'

const quoted = { author: 'R.K.', at: null }
const title = (more: Partial<Paragraph> = {}): Paragraph => ({
  ...paragraphOf({ kind: 'title' }, 'On clinics'),
  ...more,
})
const body = paragraphOf({ kind: 'body' }, 'Words.')
const heading = paragraphOf({ kind: 'heading', level: 1 }, 'Part one')
const tableOf = (flow: Flow): Flow[number] => ({
  is: 'table',
  rows: [
    {
      cells: [{ flow, columns: 1, continues: false }],
      isHead: false,
      inserted: null,
      deleted: null,
    },
  ],
})
const read = (...flow: Flow) => withTitle({ ...nothingElse(), flow })

test('the one title leaves the text, also behind the lines of a letterhead', () => {
  expect(read(title(), heading, body)).toMatchObject({ title: 'On clinics', flow: [heading, body] })
  const emblem: Flow = [pictureOf('emblem', ''), tableOf([body, body]), body]
  expect(read(...emblem, title(), body)).toMatchObject({
    title: 'On clinics',
    flow: [...emblem, body],
  })
})

test('a title on which something hangs, one of two, and one in the middle of the text stay there', () => {
  const piece = pieceOf('On clinics')
  const kept: Flow[] = [
    [title(), title(), body],
    [heading, title(), body],
    [body, title()],
    [title({ pieces: [] }), body],
    [title({ pieces: [pieceOf('x'.repeat(301))] }), body],
    [title({ pieces: [{ ...piece, inserted: quoted }] }), body],
    [title({ pieces: [{ ...piece, deleted: quoted }] }), body],
    [title({ pieces: [{ ...piece, comments: ['1'] }] }), body],
    [title({ pieces: [pieceOf('On clinics', {}, 'footnote 1')] }), body],
    [title({ pieces: [pieceOf('On clinics', { href: 'https://un.org/' })] }), body],
    [title({ pieces: [{ ...piece, before: { ...quoted, look: {} } }] }), body],
    [title({ endDeleted: quoted }), body],
    [title({ endInserted: quoted }), body],
    [title({ before: { ...quoted, ...body } }), body],
    [{ ...body, endDeleted: quoted }, title(), body],
    [{ ...body, endDeleted: quoted }, { ...pictureOf('a', ''), deleted: quoted }, title(), body],
    [{ ...body, endInserted: quoted }, title(), body],
    [...Array.from({ length: 13 }, () => body), title(), body],
    [paragraphOf({ kind: 'body' }, 'Words. '.repeat(30)), title(), body],
    [tableOf(Array.from({ length: 13 }, () => body)), title(), body],
  ]
  for (const flow of kept) expect(read(...flow)).toMatchObject({ title: null, flow })
})

const headingOf = (level: number, words: string): Paragraph =>
  paragraphOf({ kind: 'heading', level }, words)
const readHeading = (...flow: Flow) => withHeadingAsTitle({ ...nothingElse(), flow })

test('the one heading with which a file begins is its title, and does not stand in the text again', () => {
  expect(readHeading(headingOf(1, 'On clinics'), body)).toMatchObject({
    title: 'On clinics',
    flow: [body],
  })
  const parts = [headingOf(2, 'One'), headingOf(3, 'Two'), body]
  expect(readHeading(headingOf(1, 'On clinics'), ...parts)).toMatchObject({
    title: 'On clinics',
    flow: [headingOf(1, 'One'), headingOf(2, 'Two'), body],
  })
})

/** The level of the heading was changed in the file, and the change waits. */
const changedFrom = (before: number, now: Paragraph): Paragraph => ({
  ...now,
  before: {
    ...quoted,
    role: { kind: 'heading', level: before },
    isMirrored: false,
    beginsPage: false,
  },
})
const levelsOf = (flow: Flow) =>
  flow.flatMap(each => (each.is === 'paragraph' ? [[each.role, each.before?.role]] : []))

test('a heading whose level was changed goes up one level as it is and as it was', () => {
  const now = changedFrom(3, headingOf(2, 'One'))
  const { flow } = readHeading(headingOf(1, 'On clinics'), now, body)
  expect(levelsOf(flow)).toEqual([
    [
      { kind: 'heading', level: 1 },
      { kind: 'heading', level: 2 },
    ],
    [{ kind: 'body' }, undefined],
  ])
})

test('a heading of the first level before a change keeps the first one in the text', () => {
  const flow = [headingOf(1, 'On clinics'), changedFrom(1, headingOf(2, 'Two')), body]
  expect(readHeading(...flow)).toMatchObject({ title: null, flow })
})

test('a heading of a part, one on which something hangs, and a file with a title are left as they are', () => {
  const piece = pieceOf('On clinics')
  const first = headingOf(1, 'On clinics')
  const kept: Flow[] = [
    [first, body, headingOf(1, 'Another part')],
    [body, first],
    [headingOf(2, 'On clinics'), body],
    [first],
    [{ ...first, pieces: [{ ...piece, inserted: quoted }] }, body],
    [{ ...first, pieces: [{ ...piece, comments: ['1'] }] }, body],
    [headingOf(1, 'x'.repeat(301)), body],
  ]
  for (const flow of kept) expect(readHeading(...flow)).toMatchObject({ title: null, flow })
  const titled = { ...nothingElse(), title: 'Report', flow: [first, body] }
  expect(withHeadingAsTitle(titled)).toBe(titled)
})
