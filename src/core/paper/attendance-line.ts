// The attendance of a meeting as a paragraph of its minutes, in the language of the minutes. Members stand in it as
// speakers do, so the naming of the minutes decides how they read.
import type { Language } from '#shared/contract'
import { joinRuns, noteSign, type Run } from '#shared/document'
import type { MemberId } from '#shared/ids'
import { printedPartsOf, type PrintedWord } from './printed-words.ts'

/** The attendance of a meeting, without members of whom nothing is known. */
export type Attended = Record<'present' | 'remote' | 'text' | 'left' | 'absent', MemberId[]> & {
  /** Apologies of members who did not attend. `alternate`: the member who attended in that seat. */
  apologies: { member: MemberId; alternate: MemberId | null }[]
  /** Seats that attended, of those entitled, and how many the quorum needs. */
  attended: number
  entitled: number
  needed: number
}

const marks = ['present', 'remote', 'text', 'left', 'apologies', 'absent'] as const

const sentences = {
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

const apologyRuns = (
  language: Language,
  { member, alternate }: Attended['apologies'][number],
): Run[] =>
  alternate === null
    ? [sign(member)]
    : filledRuns(language, 'paper.attendance.alternate', {
        member: [sign(member)],
        alternate: [sign(alternate)],
      })

const gapIn = (language: Language): string => (language === 'zh' ? '' : ' ')

export const attendanceLine = (language: Language, attended: Attended): Run[] => {
  const number = (count: number): Run[] => [{ text: String(count) }]
  const said = marks.flatMap(mark => {
    const names =
      mark === 'apologies'
        ? attended.apologies.map(each => apologyRuns(language, each))
        : attended[mark].map(member => [sign(member)])
    if (names.length === 0) return []
    return [filledRuns(language, sentences[mark], { names: listed(language, names) })]
  })
  const counts = filledRuns(language, 'paper.attendance.quorum', {
    attended: number(attended.attended),
    entitled: number(attended.entitled),
    needed: number(attended.needed),
  })
  const all = [...said, counts]
  return joinRuns(
    all.flatMap((runs, at) => (at === 0 ? runs : [{ text: gapIn(language) }, ...runs])),
  )
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** A message as a pattern, with these patterns in the place of its values. */
const patternOf = (language: Language, id: PrintedWord, of: (value: string) => string): string =>
  printedPartsOf(language, id)
    .map(({ text, value }) => (value === undefined ? escaped(text) : of(value)))
    .join('')

const shapeOf = (language: Language): RegExp => {
  const apology = patternOf(language, 'paper.attendance.alternate', () => noteSign)
  const name = `(?:${apology}|${noteSign})`
  // All that stands between names: of two, and of more.
  const between = [2, 4].flatMap(count =>
    listOf(language)
      .formatToParts(Array.from({ length: count }, () => '0'))
      .filter(({ type }) => type === 'literal')
      .map(({ value }) => escaped(value)),
  )
  const names = `${name}(?:(?:${between.join('|')})${name})*`
  const all = [
    ...marks.map(mark => patternOf(language, sentences[mark], () => names)),
    patternOf(language, 'paper.attendance.quorum', () => String.raw`\d+`),
  ]
  return new RegExp(`^(?:\\s*(?:${all.join('|')}))+\\s*$`, 'u')
}

/** Whether a paragraph says the attendance, of now or of earlier, and has no other words. */
export const isAttendanceLine = (language: Language, runs: readonly Run[]): boolean => {
  const isPlain = runs.every(({ note, to, bracket, suggested, struck }) =>
    [note, to, bracket, suggested, struck].every(each => each === undefined),
  )
  const text = runs.map(run => run.text).join('')
  return isPlain && shapeOf(language).test(text)
}
