// The attendance of a meeting as a paragraph of its minutes, and how it is known again.
import { expect, test } from 'vitest'
import {
  attendanceLine,
  isAttendanceLine,
  type Attended,
} from '../../../src/core/paper/attendance-line.ts'
import { Language } from '#shared/contract'
import type { Run } from '#shared/document'
import type { MemberId } from '#shared/ids'

const [a, b, c, d, e, f, g] = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as unknown as MemberId[]
const all = { a: 'A.', b: 'B.', c: 'C.', d: 'D.', e: 'E.', f: 'F.', g: 'G.' } as Record<
  string,
  string
>
const nobody: Attended = {
  ...{ present: [], remote: [], text: [], left: [], absent: [], apologies: [] },
  ...{ attended: 0, entitled: 7, needed: 4 },
}
const everything: Attended = {
  ...{ present: [a!, b!, c!], remote: [d!], text: [e!], left: [f!], absent: [g!] },
  apologies: [
    { member: g!, alternate: a! },
    { member: f!, alternate: null },
  ],
  ...{ attended: 6, entitled: 7, needed: 4 },
}
const read = (runs: readonly Run[]): string =>
  runs.map(({ text, who }) => (who === undefined ? text : all[who])).join('')

test('those present, apologies and alternates, and the quorum; nothing is said of groups without members', () => {
  expect(read(attendanceLine('en', everything))).toBe(
    'Present: A., B., and C.. By call: D.. By text: E.. Left before the end: F.. ' +
      'Apologies: G. (alternate: A.) and F.. Not present: G.. ' +
      'Entitled members who attended: 6 of 7. Quorum: 4.',
  )
  const line = attendanceLine('en', { ...nobody, apologies: [{ member: b!, alternate: null }] })
  expect(read(line)).toBe('Apologies: B.. Entitled members who attended: 0 of 7. Quorum: 4.')
})

test('members stand in it as speakers, so that the minutes decide how they read', () => {
  const who = attendanceLine('en', everything).flatMap(run => run.who ?? [])
  expect(who).toEqual([a, b, c, d, e, f, g, a, f, g])
})

test.each(Language.options)('an attendance of earlier is known again in %s', language => {
  for (const attended of [everything, nobody]) {
    const line = attendanceLine(language, attended)
    expect(isAttendanceLine(language, line)).toBe(true)
    // Two devices may have put it at the same place at once.
    expect(isAttendanceLine(language, [...line, ...line])).toBe(true)
  }
})

test('a word that a member wrote makes it that member’s paragraph', () => {
  const line = attendanceLine('en', everything)
  for (const text of ['The session began at nine. ', 'x', '7'])
    expect(isAttendanceLine('en', [{ text }, ...line])).toBe(false)
  expect(isAttendanceLine('en', [...line, { text: ' G. came late.' }])).toBe(false)
  expect(
    isAttendanceLine(
      'en',
      line.map(run => ({ ...run, suggested: true })),
    ),
  ).toBe(false)
  expect(isAttendanceLine('en', [])).toBe(false)
})
