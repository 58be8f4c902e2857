// Sheets that show the changes of a text and the comments on it. A member is named only as the person
// chooses who exports, and what is withheld from readers of the text is withheld in its earlier text.
import type { ExportAuthors, ExportChanges } from '#shared/contract'
import {
  earlierPage,
  longestQuote,
  printBrackets,
  settledPage,
  spokenPage,
  withPlaces,
  withRemarks,
  type EntryId,
  type Page,
  type ParagraphSuggestion,
  type Quotation,
  type Redline,
  type Stretch,
  type Thread,
} from '#shared/document'
import { Failure } from '#shared/failure'
import type { DocumentId, MemberId } from '#shared/ids'
import { meetingPage, printedWord, type Sheet, type SheetComment } from '#core/paper'
import { peopleIn } from '../drafting/speakers.ts'
import type { OpenProfile } from '../profile/open-profile.ts'
import { sameMemberIn } from './amendments.ts'
import { namesIn } from './comments.ts'
import { picturesIn, printedBlock } from './printed-blocks.ts'

/** A member, or a name that another file gave. */
type Author = MemberId | { quoted: string }
type NameOf = (by: readonly Author[]) => string

/** Authors in a file; nobody that is known, and anybody where no member is named, is the group. */
const namesFor = (
  { groups, summary }: OpenProfile,
  document: DocumentId,
  authors: ExportAuthors,
): NameOf => {
  const state = groups.get(summary(document).group).state()
  const { language } = summary(document)
  const numbers = new Map<string, number>()
  const handleOf = (member: MemberId): string =>
    (state.members.get(member) ?? state.pastMembers.get(member))?.handle ?? state.name
  const nameOf = (author: Author): string => {
    const isQuoted = typeof author === 'object'
    if (authors === 'names') return isQuoted ? author.quoted || state.name : handleOf(author)
    const key = isQuoted ? `quoted ${author.quoted}` : author
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    return printedWord(language, 'paper.member', { number: String(number) })
  }
  return by => {
    if (authors === 'group' || by.length === 0) return state.name
    return by.map(nameOf).join(', ')
  }
}

/** An entry of a thread; what came in with a file is by the author that the file names. */
type Said = { client: number; quoted?: Quotation }

const commentOf = (
  { id, opening, replies, isResolved }: Thread,
  page: Page,
  { isPlaced, by }: { isPlaced: boolean; by(said: Said): string },
): SheetComment => {
  const wording =
    opening.kind === 'proposal'
      ? `${printedWord(page.meta.language, 'paper.table.proposed')} ${opening.wording}`
      : ''
  const said = [isPlaced ? '' : `\u201c${opening.quote}\u201d`, opening.text, wording]
  return {
    id,
    by: by(opening),
    text: said.filter(line => line.trim() !== '').join('\n'),
    isResolved,
    replies: replies.map(reply => ({ by: by(reply), text: reply.text })),
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
}

type Wanted = { threads: readonly Thread[]; by(said: Said): string }

const commentsOf = (
  threads: readonly Thread[],
  places: ReadonlyMap<EntryId, readonly unknown[]>,
  page: Page,
  by: Wanted['by'],
): SheetComment[] =>
  threads.map(thread =>
    commentOf(thread, page, { isPlaced: (places.get(thread.id) ?? []).length > 0, by }),
  )

const marked = (
  page: Page,
  places: ReadonlyMap<EntryId, readonly Stretch[]>,
  threads: readonly Pick<Thread, 'id'>[],
): Page => {
  const wanted = new Set(threads.map(({ id }) => id))
  return withRemarks(page, new Map([...places].filter(([id]) => wanted.has(id))))
}

const sinceVersion = async (
  { documents }: OpenProfile,
  document: DocumentId,
  since: EntryId | 'now',
  { threads, by }: Wanted,
): Promise<Changes> => {
  const redline = await documents.history.redline(document, { from: since, to: 'now' })
  const { places } = documents.remarks(document)
  return {
    redline,
    is: marked(redline.is, places, threads),
    was: earlierPage(redline),
    comments: commentsOf(threads, places, redline.is, by),
  }
}

/** The reason for a suggestion, as a comment on the paragraph; and a suggestion that fits nowhere. */
const reasonOf = (
  { id, client, quoted, base, why, wording }: ParagraphSuggestion,
  page: Page,
  isShown: boolean,
  by: Wanted['by'],
): SheetComment => {
  const words = `${printedWord(page.meta.language, 'paper.table.proposed')} ${wording}`
  const said = [
    base === '' ? '' : `\u201c${base.slice(0, longestQuote)}\u201d`,
    why,
    isShown || wording === '' ? '' : words,
  ]
  return {
    id,
    by: by({ client, ...(quoted && { quoted }) }),
    text: said.filter(line => line !== '').join('\n'),
    isResolved: false,
    replies: [],
  }
}

const withSuggestions = async (
  profile: OpenProfile,
  document: DocumentId,
  { threads, by }: Wanted,
): Promise<Changes> => {
  const { documents } = profile
  const { redline, apart, reasoned, places } = await documents.history.suggested(document, {
    isSame: sameMemberIn(profile, document),
    quotedAs: name => `${quotedMark}${name}` as MemberId,
  })
  const now = documents.remarks(document)
  return {
    redline,
    is: marked(redline.is, places, threads),
    was: marked(documents.page(document), now.places, threads),
    comments: [
      ...commentsOf(threads, now.places, redline.is, by),
      ...reasoned.map(each => reasonOf(each, redline.is, true, by)),
      ...apart.map(each => reasonOf(each, redline.is, false, by)),
    ],
  }
}

/** Failures `version-incomplete`, `version-false`, `not-found`, `invalid-input`. */
export const changedSheet = async (
  profile: OpenProfile,
  document: DocumentId,
  { since, suggestions = false, comments, authors }: ExportChanges,
): Promise<Sheet> => {
  if (since !== undefined && suggestions) throw new Failure('invalid-input')
  const { documents, groups, summary } = profile
  const people = peopleIn(profile, document)
  const named = namesFor(profile, document, authors)
  const nameOf = (by: readonly MemberId[]): string =>
    named(
      by.map(each =>
        each.startsWith(quotedMark) ? { quoted: each.slice(quotedMark.length) } : each,
      ),
    )
  const memberOf = namesIn(profile, document)
  const by = ({ client, quoted }: Said): string => {
    if (quoted) return named([{ quoted: quoted.name }])
    const member = memberOf(client)
    return named(member === null ? [] : [member])
  }
  const threads = documents
    .remarks(document)
    .threads.filter(each => comments === 'all' || (comments === 'open' && !each.isResolved))
  const shown = suggestions
    ? await withSuggestions(profile, document, { threads, by })
    : await sinceVersion(profile, document, (since ?? 'now') as EntryId | 'now', { threads, by })
  const printed = (page: Page): Page => {
    const spoken = meetingPage(spokenPage(withPlaces(settledPage(page))), people)
    return printBrackets({ ...spoken, blocks: spoken.blocks.map(printedBlock) })
  }
  const [page, earlier] = [printed(shown.is), printed(shown.was)]
  const pictured = [page, earlier].map(({ blocks }) => ({ document, blocks }))
  return {
    page,
    group: groups.get(summary(document).group).state().name,
    pictures: picturesIn(profile, pictured),
    ...(documents.versionOf(document) !== null && { isVersion: true }),
    ...((since !== undefined || suggestions) && {
      since: { page: earlier, redline: shown.redline, nameOf },
    }),
    ...(shown.comments.length > 0 && { comments: shown.comments }),
  }
}
