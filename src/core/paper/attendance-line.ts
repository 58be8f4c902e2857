// The attendance of a meeting as a paragraph of its minutes, in the language of the minutes. Members stand in it as
// speakers do, so the naming of the minutes decides how they read.
import type { Language } from '#shared/contract'
import { joinRuns } from '#document/tree'
import { noteSign, type Run, type SpeakerNaming } from '#document/model'
import { speakerBehind } from '#document/meetings'
import type { MemberId } from '#shared/ids'
import { printedPartsOf, type PrintedWord } from './printed-words.ts'

/** `alternate`: the member who held the seat in that member's place. */
type Attendee = { member: MemberId; alternate: MemberId | null }

const marks = ['present', 'remote', 'text', 'left', 'apologies', 'absent'] as const

/** The attendance of a meeting, without members of whom nothing is known. */
export type Attended = Record<(typeof marks)[number], Attendee[]> & {
  /** Members whose marks were made apart, and differ. */
  apart: MemberId[]
  /** Seats that were held, of those entitled, how many of these by an alternate, and how many the quorum needs. */
  counts: { seats: number; byAlternate: number; entitled: number; needed: number }
}

const parts = {
  present: 'paper.attendance.present',
  remote: 'paper.attendance.remote',
  text: 'paper.attendance.text',
  left: 'paper.attendance.left',
  apologies: 'paper.attendance.apologies',
  absent: 'paper.attendance.absent',
} as const satisfies Record<(typeof marks)[number], PrintedWord>

const sign = (who: MemberId): Run => ({ text: noteSign, who })

/** A message with runs in the place of its values. */
const filledRuns = (
  language: Language,
  id: PrintedWord,
  values: Readonly<Record<string, readonly Run[]>>,
): Run[] =>
  printedPartsOf(language, id).flatMap(({ text, value }) =>
    value === undefined ? [{ text }] : (values[value] ?? []),
  )

const listOf = (language: Language): Intl.ListFormat =>
  new Intl.ListFormat(language, { type: 'conjunction' })

const listed = (language: Language, names: readonly (readonly Run[])[]): Run[] =>
  listOf(language)
    .formatToParts(names.map((_, at) => String(at)))
    .flatMap(({ type, value }) =>
      type === 'element' ? (names[Number(value)] ?? []) : [{ text: value }],
    )

const attendeeRuns = (language: Language, { member, alternate }: Attendee): Run[] =>
  alternate === null
    ? [sign(member)]
    : filledRuns(language, 'paper.attendance.alternate', {
        member: [sign(member)],
        alternate: [sign(alternate)],
      })

const countRuns = (
  language: Language,
  { seats, byAlternate, entitled, needed }: Attended['counts'],
): Run[][] => {
  const number = (count: number): Run[] => [{ text: String(count) }]
  return [
    filledRuns(
      language,
      byAlternate > 0 ? 'paper.attendance.seatsByAlternates' : 'paper.attendance.seats',
      { seats: number(seats), entitled: number(entitled), alternates: number(byAlternate) },
    ),
    filledRuns(language, 'paper.attendance.quorum', { needed: number(needed) }),
  ]
}

/**
 * One sentence: a handle can end in a dot, behind which no other may stand. Where the minutes name nobody, it has the
 * counts alone. Empty where it would say nothing.
 */
export const attendanceLine = (
  language: Language,
  attended: Attended,
  naming: SpeakerNaming,
): Run[] => {
  const named = marks.filter(mark => naming !== 'none' && attended[mark].length > 0)
  const all = [
    ...named.map(mark => {
      const names = attended[mark].map(each => attendeeRuns(language, each))
      return filledRuns(language, parts[mark], { names: listed(language, names) })
    }),
    ...countRuns(language, attended.counts),
  ]
  const [first, ...rest] = joinRuns(
    all.reduce(
      (before, next) =>
        before.length === 0 ? next : filledRuns(language, 'paper.attendance.and', { before, next }),
      [],
    ),
  )
  return first ? [{ ...first, text: speakerBehind('', first.text) }, ...rest] : []
}
