// Changes of whole paragraphs that a file brought in, as docs/protocol.md gives them, and values that
// are none. `node tests/support/quoted-paragraphs.ts` wrote
// tests/fixtures/vectors/quoted-paragraphs.json once; it never changes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vectorsOf, type MeetingVectors } from './meeting-vectors.ts'

const at = 1_800_000_000_000
const said = { kind: 'quoted', name: 'R.K.', file: 'Advice draft v7.docx', date: null }
const [first, second] = ['abcdefgh23', 'abcdefgh24']
const about = { kind: 'paragraph', at, base: '', wording: '', why: '', as: null }
const added = {
  ...about,
  what: 'add',
  block: null,
  wording: 'New words of a file',
  as: 'num1',
  along: [first, second],
  looks: [
    [0, 3, 1, ''],
    [4, 9, 0, 'https://un.org/'],
  ],
  direction: 'ltr',
}

export const quotedParagraphs = (): MeetingVectors =>
  vectorsOf(
    [
      added,
      { ...about, what: 'split', block: first, as: 'h2', place: 0 },
      { ...about, what: 'join', block: second, after: first, along: [] },
      { ...about, what: 'remove', block: second },
    ].map(entry => ({ ...said, entry })),
    (
      [
        ['a format that is none', { ...added, looks: [[0, 3, 128, '']] }],
        ['formats of no words', { ...added, looks: [[-1, 3, 1, '']] }],
        ['501 formats', { ...added, looks: Array.from({ length: 501 }, () => [0, 1, 1, '']) }],
        ['another direction', { ...added, direction: 'auto' }],
      ] as const
    ).map(([why, entry]): [string, Record<string, unknown>] => [why, { ...said, entry }]),
  )

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, '../fixtures/vectors')
  const text = `${JSON.stringify(quotedParagraphs(), null, 2)}\n`
  writeFileSync(join(folder, 'quoted-paragraphs.json'), text)
}
