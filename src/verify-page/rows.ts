// What was checked, a row for each: the parts of the adoption, then the files.
import type { Checked, Difference, Problem } from '#shared/adoption'
import { isUnknown, type Looked } from './answer.ts'
import { element, icon, type Icon } from './elements.ts'
import { textLanguages, type Say } from './spoken.ts'

type Row = { look: 'ok' | 'bad' | 'unknown' | 'none'; name: string; text: string }

/** What a file that was added beside the pack is. */
export type Added = { name: string; isListed: boolean }

export const differenceText = (
  { file, what, kind, place, behind }: Difference,
  say: Say,
): string => {
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
  { problems, differences }: Checked,
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

const textRows = (checked: Checked, say: Say): Row[] => {
  const read = checked.texts.map(({ file }) => file)
  const listed = checked.files.map(({ name }) => name).filter(name => name.startsWith('text.'))
  const names = [...new Set([...read, ...listed])]
  return names.map(name => {
    const lines = checked.texts.find(({ file }) => file === name)?.text.lines ?? []
    const paragraphs = lines.filter(({ what }) => what === 'block' || what === 'withheld').length
    const notes = lines.filter(({ what }) => what === 'note').length
    const [, code = ''] = name.split('.')
    return rowOf(
      names.length > 1 ? say('textOf', { language: textLanguages[code] ?? code }) : say('text'),
      faults(checked, say, file => file === name),
      say('textSigned', { paragraphs, notes }),
    )
  })
}

const officerRow = (checked: Checked, looked: Looked, say: Say): Row => {
  const { hasCard } = looked
  const { known, strangers } = checked.officers
  const wrong = faults(checked, say, file => file.startsWith('SHA256SUMS'))
  const right =
    hasCard && known > 0 && !isUnknown(looked)
      ? say('officersSigned', checked.officers)
      : say('officersUnknown', { count: known + strangers })
  return rowOf(say('officers'), wrong, right)
}

const groupRows = (checked: Checked, looked: Looked, say: Say): Row[] => {
  if (!isUnknown(looked)) return []
  const name = checked.names.find(([key]) => key === 'group')?.[1]
  return [
    { look: 'unknown', name: say('group'), text: say('groupOther') },
    ...(name === undefined
      ? []
      : [{ look: 'none' as const, name: say('name'), text: say('nameHint', { name }) }]),
  ]
}

const rowsOf = (checked: Checked, looked: Looked, added: readonly Added[], say: Say): Row[] => {
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

const icons: Record<Row['look'], Icon> = { ok: 'ok', bad: 'bad', unknown: 'unknown', none: 'none' }

export const rowsView = (
  checked: Checked,
  looked: Looked,
  added: readonly Added[],
  say: Say,
): HTMLElement => {
  const signs = { ok: 'asSigned', bad: 'notAsSigned', unknown: 'notChecked', none: 'notChecked' }
  return element(
    'ul',
    { class: 'rows' },
    ...rowsOf(checked, looked, added, say).map(({ look, name, text }) =>
      element(
        'li',
        { class: look },
        icon(icons[look]),
        element('span', { class: 'hidden' }, `${say(signs[look])}: `),
        element('b', { dir: 'auto' }, name),
        element('span', { dir: 'auto' }, text),
      ),
    ),
  )
}
