// The report about a file that was read: counts of what is kept, changed and left out, and the
// people whom it names. Nothing here decides about the text.
import type { FilePerson, ImportChanges, ImportComments, ImportFinding } from '#shared/contract'
import { quotedName } from '#document/log'
import type { Flow, Foreign, Quoted } from '#document/flow'

export type Finding = { what: ImportFinding; count: number }

/** The changes that are counted: all, those that suggestions carry, or those of formats. */
type Counted = 'all' | 'kept' | 'formats'

/** One change, by the authors of what it consists of. */
type Change = readonly Quoted[]
type Way = [is: boolean, kind: string, quoted: Quoted | null]

/** Neighbours of one change are one. */
const changesIn = (flow: Flow, counted: Counted): Change[] => {
  const found: Change[] = []
  let before = ''
  const see = (...ways: Way[]): void => {
    const seen = ways.flatMap(([is, kind, quoted]) => (is && quoted ? [{ kind, quoted }] : []))
    const change = seen.map(({ kind, quoted }) => `${kind} ${quoted.author} ${quoted.at}`).join(' ')
    if (change !== '' && change !== before) found.push(seen.map(({ quoted }) => quoted))
    before = change
  }
  const [ofWords, ofFormats] = [counted !== 'formats', counted !== 'kept']
  for (const each of flow) {
    if (each.is === 'table') {
      for (const { cells, inserted, deleted } of each.rows) {
        const isCounted = counted === 'all'
        see([isCounted, 'in', inserted], [isCounted, 'out', deleted])
        for (const cell of cells) found.push(...changesIn(cell.flow, counted))
      }
      before = ''
      continue
    }
    if (each.is === 'picture') continue
    for (const { inserted, deleted, before: look = null } of each.pieces)
      see([ofWords, 'in', inserted], [ofWords, 'out', deleted], [ofFormats, 'look', look])
    see([ofWords, 'in', each.endInserted], [ofWords, 'out', each.endDeleted])
    if (ofFormats && each.before) found.push([each.before])
  }
  return found
}

const inNotes = ({ notes }: Foreign): Change[] =>
  [...notes.values()].flatMap(note => changesIn(note, 'all'))

/** `taken`: changes of lines, rows and page breaks that were accepted, since no suggestion carries them. */
const countsOfChanges = (
  foreign: Foreign,
  as: ImportChanges,
  taken: number,
): [kept: number, taken: number] => {
  const { flow } = foreign
  const notes = inNotes(foreign).length
  return as === 'suggestions'
    ? [changesIn(flow, 'kept').length, taken + changesIn(flow, 'formats').length + notes]
    : [changesIn(flow, 'all').length + notes, 0]
}

/** Passages that were moved: a removal and an insertion each, of which the removal counts once. */
const movesIn = (flow: Flow): number => {
  let [moves, isInside] = [0, false]
  for (const each of flow) {
    if (each.is === 'table') {
      for (const cell of each.rows.flatMap(({ cells }) => cells)) moves += movesIn(cell.flow)
      isInside = false
      continue
    }
    if (each.is === 'picture') continue
    for (const { deleted } of [...each.pieces, { deleted: each.endDeleted }]) {
      const isMoved = deleted?.isMove === true
      if (isMoved && !isInside) moves++
      isInside = isMoved
    }
  }
  return moves
}

export const findingsIn = (
  foreign: Foreign,
  wanted: { as: ImportChanges; comments: ImportComments },
  { taken, numbers }: { taken: number; numbers: { renamed: number; kept: number } },
): Finding[] => {
  const { flow, notes, comments, altered, leftOut } = foreign
  const [changes, accepted] = countsOfChanges(foreign, wanted.as, taken)
  const found: [ImportFinding, number][] = [
    ['changes', changes],
    ['changes-taken', accepted],
    ['moved', wanted.as === 'suggestions' ? movesIn(flow) : 0],
    ['footnotes', notes.size],
    ['tables', flow.filter(({ is }) => is === 'table').length],
    ...altered,
    ['heading-number', numbers.renamed],
    ['heading-kept', numbers.kept],
    [wanted.comments === 'threads' ? 'comments' : 'comment', comments.length],
    ...leftOut,
  ]
  return found.flatMap(([what, count]) => (count > 0 ? [{ what, count }] : []))
}

/** The people who are listed; a file that names more was not written by a group. */
const mostPeople = 200

/**
 * The people whom the file names as authors, as it names them, with how much each wrote. The first
 * 200, in the order of the text; comments without a place come last.
 */
export const peopleIn = (foreign: Foreign): FilePerson[] => {
  const people = new Map<string, FilePerson>()
  const personOf = (author: string): FilePerson => {
    const name = quotedName(author)
    const person = people.get(name) ?? { name, changes: 0, comments: 0 }
    people.set(name, person)
    return person
  }
  for (const change of [...changesIn(foreign.flow, 'all'), ...inNotes(foreign)])
    for (const author of new Set(change.map(quoted => quoted.author))) personOf(author).changes++
  for (const { author } of foreign.comments) personOf(author).comments++
  return [...people.values()].slice(0, mostPeople)
}
