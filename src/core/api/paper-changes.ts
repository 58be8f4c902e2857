// Sheets that show the changes of a text and the comments on it. A member is named only as the person
// chooses who exports, and what is withheld from readers of the text is withheld in its earlier text.
import type { ExportAuthors, ExportChanges } from '#shared/contract'
import {
  earlierPage,
  printBrackets,
  settledPage,
  spokenPage,
  withPlaces,
  withRemarks,
  type EntryId,
  type Page,
  type Quotation,
  type Thread,
} from '#shared/document'
import type { DocumentId, MemberId } from '#shared/ids'
import { meetingPage, printedWord, type Sheet, type SheetComment } from '#core/paper'
import { peopleIn } from '../drafting/speakers.ts'
import type { OpenProfile } from '../profile/open-profile.ts'
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

/** Failures `version-incomplete`, `version-false`, `not-found`. */
export const changedSheet = async (
  profile: OpenProfile,
  document: DocumentId,
  { since, comments, authors }: ExportChanges,
): Promise<Sheet> => {
  const { documents, groups, summary } = profile
  const people = peopleIn(profile, document)
  const redline = await documents.history.redline(document, {
    from: (since ?? 'now') as EntryId | 'now',
    to: 'now',
  })
  const { threads, places } = documents.remarks(document)
  const shown =
    comments === undefined ? [] : threads.filter(each => comments === 'all' || !each.isResolved)
  const wanted = new Set(shown.map(({ id }) => id))
  const remarked = withRemarks(redline.is, new Map([...places].filter(([id]) => wanted.has(id))))
  const printed = (page: Page): Page => {
    const spoken = meetingPage(spokenPage(withPlaces(settledPage(page))), people)
    return printBrackets({ ...spoken, blocks: spoken.blocks.map(printedBlock) })
  }
  const [page, earlier] = [printed(remarked), printed(earlierPage(redline))]
  const nameOf = namesFor(profile, document, authors)
  const memberOf = namesIn(profile, document)
  const by = ({ client, quoted }: Said): string => {
    if (quoted) return nameOf([{ quoted: quoted.name }])
    const member = memberOf(client)
    return nameOf(member === null ? [] : [member])
  }
  const pictured = [page, earlier].map(({ blocks }) => ({ document, blocks }))
  return {
    page,
    group: groups.get(summary(document).group).state().name,
    pictures: picturesIn(profile, pictured),
    ...(documents.versionOf(document) !== null && { isVersion: true }),
    ...(since !== undefined && { since: { page: earlier, redline, nameOf } }),
    ...(shown.length > 0 && {
      comments: shown.map(thread =>
        commentOf(thread, page, { isPlaced: (places.get(thread.id) ?? []).length > 0, by }),
      ),
    }),
  }
}
