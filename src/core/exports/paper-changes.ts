// Sheets that show the changes of a text and the comments on it. A member is named only as the person
// chooses who exports, and what is withheld from readers of the text is withheld in its earlier text.
import type { ExportAuthors, ExportChanges } from '#shared/contract'
import { bracketPlaces } from '#document/adoption'
import { earlierPage, withPlaces, type Redline } from '#document/history/compare'
import {
  mentionSign,
  saidParts,
  withRemarks,
  type Stretch,
  type Thread,
} from '#document/review/comments'
import { placesOf, spokenPage } from '#document/numbering'
import { printBrackets } from '#document/reading'
import { settledPage, type Page, type SpeakerNaming } from '#document/model'
import type { ParagraphSuggestion } from '#document/review/suggestions'
import type { HeldBack } from '#document/restricted'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import {
  meetingPage,
  printedWord,
  type LeavingAuthor,
  type LeavingLine,
  type Sheet,
  type SheetComment,
} from '#core/paper'
import { decidedAs } from '#core/drafting/adoption'
import { peopleIn, groupOf, sameMemberIn, namesIn } from '#core/drafting/members'
import type { Deliberation, Spaces, Texts } from '#core/drafting'
import {
  commentsOf,
  isOpenSuggestion,
  openThreads,
  reasonOf,
  type FileNames,
  type Said,
} from './paper-comments.ts'
import { picturesIn, printedBlock } from './printed-blocks.ts'

/** A member, or a name that another file gave. */
type Author = MemberId | { quoted: string }
type NameOf = (by: readonly Author[], what: LeavingAuthor['what']) => string

type Named = {
  nameOf: NameOf
  authors: LeavingAuthor[]
  /** The name of a present or past member; undefined for nobody. */
  known: (member: MemberId) => string | undefined
}

/**
 * Authors in a file; nobody that is known, and anybody where no member is named, is the group. `authors`: the
 * people whom it named.
 */
const namesFor = (ports: Texts & Spaces, document: DocumentId, authors: ExportAuthors): Named => {
  const state = groupOf(ports, document).state()
  const { language } = ports.documents.page(document).meta
  const numbers = new Map<string, number>()
  const named: LeavingAuthor[] = []
  const known = (member: MemberId): string | undefined =>
    (state.members.get(member) ?? state.pastMembers.get(member))?.handle
  const handleOf = (member: MemberId): string => known(member) ?? state.name
  const wordsFor = (author: Author): string => {
    const isQuoted = typeof author === 'object'
    if (authors === 'names') return isQuoted ? author.quoted || state.name : handleOf(author)
    const key = isQuoted ? `quoted ${author.quoted}` : author
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    return printedWord(language, 'paper.member', { number: String(number) })
  }
  return {
    authors: named,
    known,
    nameOf(by, what) {
      if (authors === 'group' || by.length === 0) return state.name
      const words = by.map(author => ({ as: wordsFor(author), author }))
      for (const { as, author } of words)
        if (as !== state.name)
          named.push({ as, what, member: typeof author === 'object' ? null : author })
      return words.map(({ as }) => as).join(', ')
    },
  }
}

const quotedMark = 'quoted:'

/** The changes that a file shows, with the pages before and after them. */
type Changes = {
  redline: Redline
  /** The later page, and the earlier one with its comments. */
  is: Page
  was: Page
  comments: SheetComment[]
  /** Suggestions that are left out, since they say what stays out of files. */
  heldBack?: number
}

type Wanted = { threads: readonly Thread[]; names: FileNames }

const marked = (
  page: Page,
  places: ReadonlyMap<EntryId, readonly Stretch[]>,
  threads: readonly Pick<Thread, 'id'>[],
): Page => {
  const wanted = new Set(threads.map(({ id }) => id))
  return withRemarks(page, new Map([...places].filter(([id]) => wanted.has(id))))
}

/**
 * From one version to a later one. Each of both texts is compared with the text now, which says what of it is withheld
 * and who is named. Comments stand beside the text now, so there are none.
 */
const betweenVersions = async (
  { documents }: Texts,
  document: DocumentId,
  since: EntryId,
  until: EntryId,
): Promise<Changes> => {
  const { history } = documents
  const redline = await history.redline(document, { from: since, to: until })
  const was = earlierPage(await history.redline(document, { from: since, to: 'now' }))
  const is = earlierPage(await history.redline(document, { from: until, to: 'now' }))
  return { redline, is, was, comments: [] }
}

const sinceVersion = async (
  { documents }: Texts,
  document: DocumentId,
  since: EntryId | 'now',
  { threads, names }: Wanted,
): Promise<Changes> => {
  const redline = await documents.history.redline(document, { from: since, to: 'now' })
  const { places } = documents.remarks(document)
  return {
    redline,
    is: marked(redline.is, places, threads),
    was: earlierPage(redline),
    comments: commentsOf(threads, places, redline.is, names),
  }
}

/** Suggestions that say what stays out of files are not taken in, so that neither the text nor a remark has their words. */
const withSuggestions = async (
  ports: Texts & Spaces,
  document: DocumentId,
  { threads, names }: Wanted,
  held: HeldBack,
): Promise<Changes> => {
  const { documents } = ports
  const { redline, apart, reasoned, leftOut, places } = await documents.history.suggested(
    document,
    {
      isSame: sameMemberIn(ports, document),
      quotedAs: name => `${quotedMark}${name}` as MemberId,
      leavesOut: each => !isOpenSuggestion(each, held),
    },
  )
  const now = documents.remarks(document)
  // Before a new paragraph may stand one that is withheld.
  const withOpenBase = (each: ParagraphSuggestion): ParagraphSuggestion => {
    if (each.what !== 'add') return each
    const isHeld = (each.block !== null && held.blocks.has(each.block)) || held.isIn(each.base)
    return isHeld ? { ...each, base: '' } : each
  }
  const reasons = (all: readonly ParagraphSuggestion[], isShown: boolean): SheetComment[] =>
    all.map(each => reasonOf(withOpenBase(each), redline.is, isShown, names))
  return {
    redline,
    is: marked(redline.is, places, threads),
    was: marked(documents.page(document), now.places, threads),
    comments: [
      ...commentsOf(threads, now.places, redline.is, names),
      ...reasons(reasoned, true),
      ...reasons(apart, false),
    ],
    heldBack: leftOut,
  }
}

/** Every author whom a writer of the changes asks for, in their order, asked once. */
const askAll = (
  { words, makers, removers }: Redline,
  nameOf: (by: Redline['words'][number]['by']) => void,
) => {
  for (const { was, is, by } of words) if (was === null || is === null) nameOf(by)
  for (const by of [...makers.values(), ...removers.values()]) nameOf(by)
}

/** The lines of a page before its members are words. */
const linesOf = (page: Page): LeavingLine[] => {
  const spoken = spokenPage(settledPage(page))
  const places = placesOf(spoken.blocks, spoken.meta)
  return spoken.blocks.map((block, at) => ({ block, place: places[at] ?? '' }))
}

/** Failure `invalid-input` for choices of which one rules out another. */
const mustGoTogether = ({ since, until, suggestions, comments }: ExportChanges): void => {
  const isSpan = until !== undefined
  const isAlone = since === undefined ? isSpan : suggestions === true
  if (isAlone || (isSpan && comments !== undefined)) throw new Failure('invalid-input')
}

/**
 * The sheet without its pictures, and what it is made from, for readers of words. Failures `version-incomplete`, `version-false`,
 * `not-found`, `invalid-input`.
 */
export const leavingChanges = async (
  ports: Deliberation,
  document: DocumentId,
  changes: ExportChanges,
  naming?: SpeakerNaming,
) => {
  mustGoTogether(changes)
  const { since, until, suggestions = false, comments, authors } = changes
  const { documents } = ports
  const people = peopleIn(ports, document, naming)
  const { nameOf: named, authors: found, known } = namesFor(ports, document, authors)
  const nameOf = (by: readonly MemberId[]): string =>
    named(
      by.map(each =>
        each.startsWith(quotedMark) ? { quoted: each.slice(quotedMark.length) } : each,
      ),
      'change',
    )
  const memberOf = namesIn(ports, document)
  const names: FileNames = {
    by({ client, quoted }: Said) {
      if (quoted) return named([{ quoted: quoted.name }], 'comment')
      const member = memberOf(client)
      return named(member === null ? [] : [member], 'comment')
    },
    text: ({ text, mentions }) =>
      saidParts(text, mentions, known)
        .map(part => (part.member ? mentionSign + named([part.member], 'mention') : part.text))
        .join(''),
  }
  const remarks = documents.remarks(document)
  const asked = remarks.threads.filter(
    each => comments === 'all' || (comments === 'open' && !each.isResolved),
  )
  const held = documents.heldBack(document)
  const threads = openThreads(asked, remarks.places, held)
  const change = async (): Promise<Changes> => {
    if (suggestions) return withSuggestions(ports, document, { threads, names }, held)
    if (until !== undefined)
      return betweenVersions(ports, document, since as EntryId, until as EntryId)
    return sinceVersion(ports, document, (since ?? 'now') as EntryId | 'now', { threads, names })
  }
  const shown = await change()
  const isChanged = since !== undefined || suggestions
  if (isChanged) askAll(shown.redline, nameOf)
  const printed = (page: Page): Page => {
    const spoken = meetingPage(spokenPage(withPlaces(settledPage(page))), people)
    return printBrackets({ ...spoken, blocks: spoken.blocks.map(printedBlock) })
  }
  const [page, earlier] = [printed(shown.is), printed(shown.was)]
  const sheet: Sheet = {
    page,
    group: groupOf(ports, document).state().name,
    ...(documents.versionOf(document) !== null && { isVersion: true }),
    ...(isChanged && { since: { page: earlier, redline: shown.redline, nameOf } }),
    // Proposed words and those of an earlier version are not what was adopted.
    ...(!suggestions && until === undefined && decidedAs(ports, document)),
    ...(shown.comments.length > 0 && { comments: shown.comments }),
  }
  return {
    sheet,
    people,
    lines: [...linesOf(shown.is), ...(isChanged ? linesOf(shown.was) : [])],
    authors: [...found],
    heldBack: { comments: asked.length - threads.length, suggestions: shown.heldBack ?? 0 },
    /** The brackets of a version that is not the text now; null for the text now. */
    brackets: until === undefined ? null : bracketPlaces(settledPage(shown.is)),
  }
}

/** Failures `version-incomplete`, `version-false`, `not-found`, `invalid-input`. */
export const changedSheet = async (
  ports: Deliberation,
  document: DocumentId,
  changes: ExportChanges,
  naming?: SpeakerNaming,
): Promise<Sheet> => {
  const { sheet } = await leavingChanges(ports, document, changes, naming)
  const pages = [sheet.page, ...(sheet.since ? [sheet.since.page] : [])]
  const pictured = pages.map(({ blocks }) => ({ document, blocks }))
  return { ...sheet, pictures: picturesIn(ports, pictured) }
}
