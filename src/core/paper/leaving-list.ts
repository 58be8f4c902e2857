// The list of what leaves with a file, as a pure function of the file's sheet and of what it was made from: the exact
// words by which it names people, what it is made without, what is open in it, and what only a person can judge.
import type { Block, Note } from '#document/model'
import { codesIn, saidAt, unprintedIn, type ConsentStanding } from '#document/consultation'
import type { Leaving, LeavingName, LeftOut, Unseen } from '#shared/contract'
import type { MemberId } from '#shared/ids'
import { printedNaming, speakerWords, type PrintedPeople } from './meeting-page.ts'
import { notesOf, type Sheet } from './sheet.ts'
import { looksLikeName, saysName } from './name-likeness.ts'

/** A block of the document as it was before its members became words, and how it is cited. */
export type LeavingLine = { block: Block; place: string }

/** An author of changes or comments, by the words that the file prints. */
export type LeavingAuthor = {
  as: string
  what: 'change' | 'comment' | 'mention'
  /** Null for a name that another file gave. */
  member: MemberId | null
}

export type LeavingSource = {
  sheet: Sheet
  /** Everything that the file prints: the text, words of circles in it, the earlier text of changes. */
  lines: readonly LeavingLine[]
  people: PrintedPeople
  authors: readonly LeavingAuthor[]
  /** Members of the group now, and their names. */
  present: ReadonlyMap<MemberId, string>
  /** Names that people have in the group or in imported files, to find them where they are typed. */
  names: readonly string[]
  /** Counts of things beside the text. */
  beside: {
    open: number
    resolved: number
    suggestions: number
    amendments: number
    closed: number
    files: number
    merges: number
    wordings: number
    /** People who commented, suggested or proposed something. */
    authors: number
  }
  /** The choices of the file that show what lies beside the text. */
  shows: { open: boolean; resolved: boolean; suggestions: boolean; earlier: boolean }
  /** Comments and suggestions that a person asked for, and that stay out because their words are withheld. */
  heldBack: { comments: number; suggestions: number }
  /** Open points of the text, by how they are cited. */
  openPlaces: readonly {
    what: 'bracket' | 'suggestion' | 'amendment'
    place: string
    label?: string
  }[]
  refused: readonly { code: string; standing: ConsentStanding }[]
  changes: Leaving['changes']
}

const inOnce = (places: readonly string[]): string[] => [
  ...new Set(places.filter(place => place !== '')),
]

const isPrinted = ({ label, meeting }: Block): boolean =>
  label === undefined && meeting?.off === undefined

type Naming = {
  as: string
  member: MemberId | null
  what: LeavingName['where'][number]['what']
  place: string
  chosenBy: LeavingName['chosenBy']
}

/** The members whom a line names, each as often as it does. */
const namingsIn = (
  { block, place }: LeavingLine,
  { people, sheet }: Pick<LeavingSource, 'people' | 'sheet'>,
): Naming[] => {
  if (!isPrinted(block)) return []
  const { language } = sheet.page.meta
  const naming = printedNaming(block, people)
  const own = block.meeting?.naming
  const chosen = own === undefined ? 'minutes' : 'line'
  const isNarrowed = naming !== (own ?? people.naming)
  const named = (member: MemberId, what: Naming['what']): Naming => ({
    as: speakerWords(language, people.find(member), naming),
    member,
    what,
    place,
    chosenBy: isNarrowed ? 'file' : chosen,
  })
  const { owner } = block.meeting ?? {}
  return [
    ...block.runs.flatMap(({ who }) => (who === undefined ? [] : [named(who, 'speaker')])),
    ...(block.kind === 'action' && owner !== undefined ? [named(owner, 'owner')] : []),
  ]
}

/** One row for each wording, in the order in which the file has them. */
const namedIn = (source: LeavingSource): LeavingName[] => {
  const namings: Naming[] = [
    ...source.lines.flatMap(line => namingsIn(line, source)),
    ...source.authors.map(author => ({ ...author, place: '', chosenBy: 'file' as const })),
  ]
  // The same words may quote a file and name a member: these are two rows.
  const rows = Map.groupBy(namings, ({ as, member }) => `${member === null} ${as}`)
  return [...rows.values()].map((all): LeavingName => {
    const wheres = [...Map.groupBy(all, ({ what }) => what)]
    return {
      as: all[0]?.as ?? '',
      members: [...new Set(all.flatMap(({ member }) => member ?? []))],
      isQuoted: all.every(({ member }) => member === null),
      where: wheres.map(([what, each]) => ({
        what,
        count: each.length,
        places: inOnce(each.map(({ place }) => place)),
      })),
      chosenBy: all.find(({ chosenBy }) => chosenBy !== 'minutes')?.chosenBy ?? 'minutes',
    }
  })
}

const leftOutOf = (source: LeavingSource): LeftOut[] => {
  const { beside, shows, lines, authors, heldBack } = source
  const placesWhere = (is: (block: Block) => boolean): string[] => {
    const found = lines.filter(({ block }) => is(block))
    // A paragraph of the earlier text and of this one is one.
    return [...new Map(found.map(line => [line.block.id ?? line, line.place])).values()]
  }
  // A member who is only mentioned is no author.
  const named = new Set(authors.flatMap(({ as, what }) => (what === 'mention' ? [] : as))).size
  const withheld = placesWhere(({ label }) => label !== undefined)
  const off = placesWhere(({ label, meeting }) => label === undefined && meeting?.off === true)
  const presenters = placesWhere(({ meeting }) => meeting?.by !== undefined)
  const comments =
    (shows.open ? 0 : beside.open) + (shows.resolved ? 0 : beside.resolved) + heldBack.comments
  const always = (what: LeftOut['what']): LeftOut => ({ what, count: 0, places: [] })
  const counted = (what: LeftOut['what'], count: number, places: readonly string[] = []) =>
    count === 0 ? [] : [{ what, count, places: inOnce(places) }]
  return [
    { what: 'authors', count: Math.max(0, beside.authors - named), places: [] },
    ...counted('comments', comments),
    always('times'),
    ...counted('suggestions', shows.suggestions ? heldBack.suggestions : beside.suggestions),
    always('devices'),
    ...counted('amendments', beside.amendments),
    ...counted('restricted', withheld.length, withheld),
    ...(shows.earlier ? [] : [always('earlier')]),
    ...counted('off', off.length, off),
    ...counted('presenters', presenters.length),
    ...counted('closed', beside.closed),
    ...counted('files', beside.files),
  ]
}

const openIn = ({ openPlaces, beside, shows }: LeavingSource): Leaving['open'] => {
  const waiting = [...Map.groupBy(openPlaces, ({ what }) => what)]
    .filter(([what]) => what !== 'suggestion' || !shows.suggestions)
    .map(([what, all]) => ({
      what,
      count: all.length,
      places: inOnce(all.map(({ place }) => place)),
      ...(what === 'amendment' && { labels: all.flatMap(({ label }) => label ?? []) }),
    }))
  const counted = (what: 'merge' | 'wording', count: number) =>
    count === 0 ? [] : [{ what, count, places: [] }]
  return [...waiting, ...counted('merge', beside.merges), ...counted('wording', beside.wordings)]
}

const longestBegin = 40
const beginningOf = (text: string): string => {
  const words = text.replace(/\s+/g, ' ').trim()
  return words.length <= longestBegin ? words : `${words.slice(0, longestBegin).trimEnd()}…`
}

/** Words that a person typed: no speaker, who is a row of its own. */
const typedIn = ({ runs }: Block): string =>
  runs.map(({ who, text }) => (who === undefined ? text : ' ')).join('')

/** With what is seen in no line of print. */
const wordsOfLine = (block: Block): string => [typedIn(block), unprintedIn(block)].join(' ')

/** Words beside the text that a file shows: its earlier title and notes, and comments with their replies. */
const wordsBeside = (sheet: Sheet): string[] => {
  const { since, comments = [] } = sheet
  const { title } = sheet.page.meta
  const now = notesOf(sheet).map(({ text }) => text)
  const earlier = since ? [since.page.meta.title, ...(since.page.notes ?? []).map(n => n.text)] : []
  return [
    ...earlier.filter(text => text !== title && !now.includes(text)),
    ...comments.flatMap(({ text, replies }) => [text, ...replies.map(reply => reply.text)]),
  ]
}

/** Members whose name a person typed into words that the file prints. */
const inTextOf = ({ sheet, lines, present }: LeavingSource): MemberId[] => {
  const typed = [
    sheet.page.meta.title,
    ...lines.filter(({ block }) => isPrinted(block)).map(({ block }) => wordsOfLine(block)),
    ...notesOf(sheet).map(({ text }) => text),
    ...wordsBeside(sheet),
  ]
  return [...present].flatMap(([member, name]) => (typed.some(saysName([name])) ? member : []))
}

const unseenIn = ({ sheet, lines, names }: LeavingSource): Unseen[] => {
  const isName = looksLikeName(names)
  const { title } = sheet.page.meta
  const nowhere = { block: null, place: '', note: null }
  const inNote = ({ text }: Note, at: number): Unseen[] =>
    isName(text) ? [{ ...nowhere, what: 'name', note: at + 1, begins: beginningOf(text) }] : []
  const inLine = ({ block, place }: LeavingLine): Unseen[] => {
    const text = typedIn(block)
    const here = { block: block.id, place, note: null, begins: beginningOf(text) }
    return [
      ...(isName(wordsOfLine(block)) ? [{ ...here, what: 'name' as const }] : []),
      ...(block.picture ? [{ ...here, what: 'picture' as const }] : []),
      ...(block.runs.some(({ href }) => href !== undefined)
        ? [{ ...here, what: 'link' as const }]
        : []),
    ]
  }
  const inWords = (text: string): Unseen[] =>
    isName(text) ? [{ ...nowhere, what: 'name', begins: beginningOf(text) }] : []
  const all = [
    ...inWords(title),
    ...lines.filter(({ block }) => isPrinted(block)).flatMap(inLine),
    ...notesOf(sheet).flatMap(inNote),
    ...wordsBeside(sheet).flatMap(inWords),
  ]
  const keyOf = (each: Unseen): string =>
    [each.what, each.block ?? each.begins, each.place, each.note].join(' ')
  return [...new Map(all.map(each => [keyOf(each), each])).values()]
}

const refusedIn = ({ refused, lines, sheet }: LeavingSource): Leaving['refused'] => {
  const codes = new Set(refused.map(({ code }) => code))
  const notes = [...notesOf(sheet), ...(sheet.since?.page.notes ?? [])]
  const found = lines
    .filter(({ block }) => isPrinted(block))
    .map(({ block, place }) => ({ place, has: codesIn(saidAt(block, { notes }), codes, true) }))
  return refused.flatMap(({ code, standing }) =>
    standing === 'covers' || standing === 'nobody'
      ? []
      : [
          {
            code,
            standing,
            places: inOnce(found.filter(({ has }) => has.has(code)).map(({ place }) => place)),
          },
        ],
  )
}

/** The list of what leaves; the same source gives the same list on every device. */
export const leavingOf = (source: LeavingSource): Leaving => {
  const { sheet, present, beside, changes } = source
  const named = namedIn(source)
  const inText = inTextOf(source)
  const known = new Set([...named.flatMap(({ members }) => members), ...inText])
  const { reference, symbol } = sheet.page.meta
  return {
    group: sheet.group,
    reference,
    symbol,
    textIs: sheet.decided ?? 'draft',
    named,
    inText,
    unnamed: [...present.keys()].filter(member => !known.has(member)).length,
    out: leftOutOf(source),
    open: openIn(source),
    unseen: unseenIn(source),
    refused: refusedIn(source),
    beside: { open: beside.open, resolved: beside.resolved, suggestions: beside.suggestions },
    changes,
  }
}
