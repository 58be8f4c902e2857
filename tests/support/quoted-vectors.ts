// Entries that a file brought in under other names, as docs/protocol.md gives them, and values that
// are none. `node tests/support/quoted-vectors.ts` wrote tests/fixtures/vectors/quoted-entries.json
// once; it never changes.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vectorsOf, type MeetingVectors } from './meeting-vectors.ts'

const at = 1_800_000_000_000
const date = 1_500_000_000_000
const said = { kind: 'quoted', name: 'R.K.', file: 'Advice draft v7.docx', date }
const comment = {
  kind: 'comment',
  at,
  block: 'abcdefgh23',
  quote: 'should',
  start: null,
  end: null,
  text: 'Same verb as in A/RES/68/181?',
}
const long = 'x'.repeat(121)

export const quotedVectors = (): MeetingVectors =>
  vectorsOf(
    [
      { ...said, entry: comment },
      { ...said, name: 'منى', file: 'تقرير.docx', date: null, entry: { kind: 'suggestion', at } },
      { ...said, name: '', entry: { ...comment, text: '' } },
    ],
    [
      ['a name that is too long', { ...said, name: long, entry: comment }],
      ['a file with a name that is too long', { ...said, file: long, entry: comment }],
      ['a date that is none', { ...said, date: '2018-03-01', entry: comment }],
      ['no entry', said],
      ['a verdict', { ...said, entry: { kind: 'accept', at, removed: '' } }],
      ['struck words', { ...said, entry: { kind: 'strike', runs: [] } }],
      ['a withdrawal', { ...said, entry: { kind: 'withdraw', at } }],
      ['a quotation of a quotation', { ...said, entry: { ...said, entry: comment } }],
    ],
  )

if (process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, '../fixtures/vectors')
  const text = `${JSON.stringify(quotedVectors(), null, 2)}\n`
  writeFileSync(join(folder, 'quoted-entries.json'), text)
}
