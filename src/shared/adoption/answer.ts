// The answer about a pack in sentences, as the verification page and the window say it: what came out, and a
// row for each part that was checked. `say` has the words.
import type { Checked, Problem } from './check.ts'
import type { Difference } from './differences.ts'
import type { AdoptionStatement } from './statement.ts'
import { countParagraphs, type CountedLine } from '#document/reading'
import { ownNames } from '../vocabulary.ts'
import { wordsShown, type TextLine } from './text-file.ts'

export type Say = (id: string, values?: Readonly<Record<string, string | number>>) => string

/** All that is said about a pack: the words of its texts are left out. */
export type PackSummary = Pick<
  Checked,
  'verdict' | 'problems' | 'differences' | 'files' | 'officers' | 'members'
> & {
  statement: Pick<AdoptionStatement, 'outcome' | 'counts'> | null
  texts: { file: string; title: string; language: string; paragraphs: number; notes: number }[]
  /** `place`: as the paragraph is cited; empty for the text as a whole. */
  record: Pick<Checked['record'][number], 'what' | 'place' | 'words' | 'as' | 'isWithdrawn'>[]
  /** The name that the pack gives its group, which proves nothing; null without one. */
  group: string | null
}

const countedOf = (line: TextLine): CountedLine => ({
  kind: line.what === 'block' ? line.kind : line.what,
  text: wordsShown(line),
  isWithheld: line.what === 'withheld',
})

export const summaryOfPack = ({
  texts,
  statement,
  record,
  names,
  ...checked
}: Checked): PackSummary => ({
  ...checked,
  statement: statement && { outcome: statement.outcome, counts: statement.counts },
  record: record.map(({ what, place, words, as, isWithdrawn }) => ({
    what,
    place,
    words,
    as,
    isWithdrawn,
  })),
  group: names.find(([key]) => key === 'group')?.[1] ?? null,
  texts: texts.map(({ file, text: { head, lines } }) => ({
    file,
    title: head.title,
    language: head.language,
    paragraphs: countParagraphs(lines.map(countedOf)),
    notes: lines.filter(({ what }) => what === 'note').length,
  })),
})

/** The name of a language that a text may have, in that language; else its code. */
export const languageName = (code: string): string =>
  Object.entries(ownNames).find(([each]) => each === code)?.[1] ?? code

type AnswerIcon = 'none' | 'seal' | 'shield' | 'stop'

/** Whether the typed words are those of the card; null before six are typed and compared. */
export type Compared = boolean | null

export type Looked = {
  checked: PackSummary | null
  /** The file that was chosen is no pack. */
  isRefused: boolean
  isReading: boolean
  hasCard: boolean
  compared: Compared
}

/** Words that are not those of the card: its group is unknown, whatever the card in the page says. */
export const isUnknown = ({ checked, compared }: Looked): boolean =>
  compared === false || (compared === true && checked?.officers.known === 0)

const countsText = ({ statement, members }: PackSummary, say: Say): string => {
  if (!statement) return ''
  const { support, reservations, abstain, aside, object, seats, quorum } = statement.counts
  const gave = support + reservations + abstain + aside + object
  const values = { gave, seats, quorum, reservations, valid: members.valid }
  return `${say(`outcome.${statement.outcome}`)} ${say('counts', values)}`
}

/** One paragraph and nothing else: the answer names it. */
const onlyParagraph = ({ problems, differences }: PackSummary): Difference | null => {
  const [only, ...more] = differences
  const isOne = problems.length === 1 && problems[0]?.code === 'file-changed' && more.length === 0
  return isOne && only?.what === 'differs' && only.kind === 'block' && only.place !== ''
    ? only
    : null
}

export type Answer = {
  look: 'ok' | 'bad' | 'unknown' | 'plain'
  icon: AnswerIcon
  title: string
  hint: string
}

const bad = (title: string, hint: string): Answer => ({ look: 'bad', icon: 'stop', title, hint })
const doubt = (title: string, hint: string): Answer => ({
  look: 'unknown',
  icon: 'shield',
  title,
  hint,
})

const ofWhole = (looked: Looked & { checked: PackSummary }, say: Say): Answer => {
  const { checked, hasCard, compared } = looked
  const { officers, members } = checked
  if (isUnknown(looked)) return doubt(say('unknown'), say('unknownHint'))
  if (compared === null) {
    const hint = say(hasCard ? 'selfWords' : 'selfCard')
    return { look: 'plain', icon: 'none', title: say('self'), hint }
  }
  if (checked.verdict === 'too-few-officers') return doubt(say('few'), say('fewHint', officers))
  if (checked.verdict === 'not-final') return doubt(say('notFinal'), say('notFinalHint', members))
  return { look: 'ok', icon: 'seal', title: say('valid'), hint: countsText(checked, say) }
}

export const answerOf = (looked: Looked, say: Say): Answer => {
  const { checked, isRefused, isReading } = looked
  if (isReading) return { look: 'plain', icon: 'none', title: say('reading'), hint: '' }
  if (isRefused) return bad(say('refused'), say('refusedHint'))
  if (!checked) return { look: 'plain', icon: 'none', title: say('start'), hint: say('startHint') }
  if (checked.verdict !== 'changed') return ofWhole({ ...looked, checked }, say)
  const only = onlyParagraph(checked)
  return only
    ? bad(say('changedParagraph', { place: only.place }), say('changedHint'))
    : bad(say('changed'), say('changedHint'))
}

export type Row = { look: 'ok' | 'bad' | 'unknown' | 'none'; name: string; text: string }

/** A file that was added beside the pack. */
export type Added = { name: string; isListed: boolean }

const differenceText = ({ file, what, kind, place, behind }: Difference, say: Say): string => {
  const after = behind === '' ? say('beginning') : behind
  if (file === 'record.jsonl') {
    const of = place === '' ? say('placeWhole') : say('placeParagraph', { place })
    return say(`diff.said.${what === 'added' ? 'differs' : what}`, { place: of })
  }
  if (what === 'added') return say('diff.plain.added', { behind: after })
  if (kind === 'head' || kind === 'note') return say(`diff.${kind}.${what}`, { place })
  return place === ''
    ? say(`diff.plain.${what}`, { behind: after })
    : say(`diff.paragraph.${what}`, { place })
}

const problemText = ({ code, file }: Problem, say: Say): string =>
  say(`problem.${code}`, { file: file === '' ? say('end') : file })

/** The words for what is wrong with some files; empty where nothing is. */
const faults = (
  { problems, differences }: PackSummary,
  say: Say,
  isOf: (file: string) => boolean,
): string => {
  const found = problems.filter(({ file }) => isOf(file))
  const within = differences.filter(({ file }) => isOf(file))
  const all = [
    ...found
      .filter(
        ({ code, file }) => code !== 'file-changed' || !within.some(each => each.file === file),
      )
      .map(problem => problemText(problem, say)),
    ...within.map(difference => differenceText(difference, say)),
  ]
  return [...new Set(all)].join(' ')
}

const rowOf = (name: string, wrong: string, right: string): Row => ({
  look: wrong === '' ? 'ok' : 'bad',
  name,
  text: wrong === '' ? right : wrong,
})

const isOwn = (file: string): boolean => file.startsWith('files/') || file.startsWith('printed/')

const textRows = (checked: PackSummary, say: Say): Row[] => {
  const read = checked.texts.map(({ file }) => file)
  const listed = checked.files.map(({ name }) => name).filter(name => name.startsWith('text.'))
  const names = [...new Set([...read, ...listed])]
  return names.map(name => {
    const { paragraphs = 0, notes = 0 } = checked.texts.find(({ file }) => file === name) ?? {}
    const [, code = ''] = name.split('.')
    return rowOf(
      names.length > 1 ? say('textOf', { language: languageName(code) }) : say('text'),
      faults(checked, say, file => file === name),
      say('textSigned', { paragraphs, notes }),
    )
  })
}

const officerRow = (checked: PackSummary, looked: Looked, say: Say): Row => {
  const { hasCard } = looked
  const { known, strangers } = checked.officers
  const wrong = faults(checked, say, file => file.startsWith('SHA256SUMS'))
  const right =
    hasCard && known > 0 && !isUnknown(looked)
      ? say('officersSigned', checked.officers)
      : say('officersUnknown', { count: known + strangers })
  return rowOf(say('officers'), wrong, right)
}

const groupRows = (checked: PackSummary, looked: Looked, say: Say): Row[] => {
  if (!isUnknown(looked)) return []
  const { group: name } = checked
  return [
    { look: 'unknown', name: say('group'), text: say('groupOther') },
    ...(name === null
      ? []
      : [{ look: 'none' as const, name: say('name'), text: say('nameHint', { name }) }]),
  ]
}

export const rowsOf = (
  checked: PackSummary,
  looked: Looked,
  added: readonly Added[],
  say: Say,
): Row[] => {
  const { record, members, files } = checked
  const reserved = record.filter(({ what }) => what === 'reservation').length
  const known = (file: string): boolean =>
    /^(?:text\.|record\.jsonl|adoption\.txt|signatures\.jsonl|SHA256SUMS)/.test(file)
  const others = faults(checked, say, file => !known(file) && !isOwn(file))
  const own = files.map(({ name }) => name).filter(isOwn)
  return [
    ...groupRows(checked, looked, say),
    ...textRows(checked, say),
    rowOf(
      say('reservations'),
      faults(checked, say, file => file === 'record.jsonl'),
      say('reservationsSigned', { count: reserved }),
    ),
    rowOf(
      say('decision'),
      faults(checked, say, file => file === 'adoption.txt'),
      say('decisionSigned'),
    ),
    rowOf(
      say('members'),
      faults(checked, say, file => file === 'signatures.jsonl'),
      say('membersSigned', members),
    ),
    officerRow(checked, looked, say),
    ...own.map(name =>
      rowOf(
        name,
        faults(checked, say, file => file === name),
        say('file'),
      ),
    ),
    rowOf(say('otherFiles'), others, say('asSigned')),
    ...added.map(({ name, isListed }): Row => ({
      look: isListed ? 'ok' : 'bad',
      name,
      text: say(isListed ? 'fileAdded' : 'fileAddedOther'),
    })),
  ]
}
