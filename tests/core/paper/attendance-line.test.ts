// The attendance of a meeting as a paragraph of its minutes.
import { expect, test } from 'vitest'
import { attendanceLine, type Attended } from '../../../src/core/paper/attendance-line.ts'
import { Language } from '#shared/contract'
import type { Run } from '#document/model'
import type { MemberId } from '#shared/ids'

const [a, b, c, d, e, f, g] = ['A.', 'B.', 'C.', 'D.', 'E.', 'F.', 'G.'] as unknown as [
  MemberId,
  ...MemberId[],
]
const alone = (...members: (MemberId | undefined)[]) =>
  members.flatMap(member => (member ? [{ member, alternate: null }] : []))
const nobody: Attended = {
  ...{ present: [], remote: [], text: [], left: [], absent: [], apologies: [], apart: [] },
  counts: { seats: 0, byAlternate: 0, entitled: 7, needed: 4 },
}
const everything: Attended = {
  ...nobody,
  ...{ present: alone(a, b, c), remote: alone(d), text: alone(e) },
  left: [{ member: f!, alternate: b! }],
  apologies: [{ member: g!, alternate: a }, ...alone(f)],
  absent: alone(g),
  counts: { seats: 6, byAlternate: 2, entitled: 7, needed: 4 },
}
const read = (runs: readonly Run[]): string => runs.map(({ text, who }) => who ?? text).join('')

test('those present, apologies, alternates and the quorum are one sentence, in which no dot follows a handle', () => {
  expect(read(attendanceLine('en', everything, 'named'))).toBe(
    'Present: A., B., and C.; by call: D.; by text: E.; left before the end: F. (alternate: B.); ' +
      'apologies: G. (alternate: A.) and F.; not present: G.; ' +
      'seats represented: 6 of 7, of which by an alternate: 2; quorum: 4.',
  )
})

test('nothing is said of groups without members', () => {
  const line = attendanceLine('en', { ...nobody, apologies: alone(b) }, 'role')
  expect(read(line)).toBe('Apologies: B.; seats represented: 0 of 7; quorum: 4.')
})

test.each(Language.options)(
  'where the minutes name nobody, it has the counts alone in %s',
  language => {
    const line = attendanceLine(language, everything, 'none')
    expect(line).toHaveLength(1)
    expect(read(line)).toMatch(/^[^{}]*7[^{}]*4[^{}]*$|^[^{}]*6[^{}]*7[^{}]*4[^{}]*$/u)
  },
)

test.each(Language.options)('no two signs of a sentence follow each other in %s', language => {
  expect(read(attendanceLine(language, everything, 'named'))).not.toMatch(/\.[.。]|[{}]/u)
})
