// Suggestions that wait for this member, and those of this member that others settled.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DocumentStatus, OpenRemarks, SuggestionNews } from '#shared/contract'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Spaces, Texts } from '../parts.ts'
import type { Summaries } from './document-summaries.ts'
import { sameMemberIn, namesIn } from '../members/index.ts'

/** Documents that are read for one answer. */
const mostRead = 20

/** Later ones are fixed, or at an end. */
const settling: ReadonlySet<DocumentStatus> = new Set(['draft', 'consultation'])

type News = Omit<SuggestionNews, 'document' | 'title'>

/** Null where no other member settled a suggestion of this member, or the document went meanwhile. */
const newsIn = (ports: Texts & Spaces, document: DocumentId): News | null => {
  const key = ports.archive.documents.keyOf(document)
  const self = key && ports.selfIn(key.group)
  if (!self) return null
  const nameOf = namesIn(ports, document)
  const settled = ports.documents.history
    .newlySettled(document, sameMemberIn(ports, document))
    .filter(({ author }) => nameOf(author) === self)
    .map(({ verdicts }) => verdicts.filter(({ by }) => nameOf(by) !== self))
    .filter(verdicts => verdicts.length > 0)
  if (settled.length === 0) return null
  // Members may settle one apart: neither verdict takes the place of the other. The last one of each member
  // counts: undo leaves earlier ones.
  const counts = { accepted: 0, rejected: 0, apart: 0 }
  for (const verdicts of settled) {
    const last = new Map(verdicts.map(({ by, kind }) => [nameOf(by) ?? by, kind]))
    const kinds = new Set(last.values())
    counts[kinds.size > 1 ? 'apart' : kinds.has('accept') ? 'accepted' : 'rejected']++
  }
  return { ...counts, by: [...new Set(settled.flat().flatMap(({ by }) => nameOf(by) ?? []))] }
}

/** The numbers of amendments and suggestions that this member settles, by document. */
export const openRemarksIn = (
  { archive, groups, summaries }: Texts & Spaces & Summaries,
  group: GroupId,
): OpenRemarks[] => {
  groups.get(group)
  return summaries(group).flatMap(({ id, title, readers, rights, status }): OpenRemarks[] => {
    const isSettled =
      readers.kind !== 'only-you' && rights.includes('settle') && settling.has(status)
    const open = isSettled ? archive.openRemarks.get({ document: id }) : null
    return open ? [{ ...open, title }] : []
  })
}

/** The news of unread documents, those that changed last first. */
export const suggestionNewsIn = async (
  profile: () => Texts & Spaces & Summaries,
  group: GroupId,
): Promise<SuggestionNews[]> => {
  profile().groups.get(group)
  const unread = profile()
    .summaries(group)
    .filter(each => each.unread)
    .toSorted((a, b) => b.changedAt - a.changedAt)
    .slice(0, mostRead)
  const news: SuggestionNews[] = []
  for (const { id, title } of unread) {
    const found = newsIn(profile(), id)
    if (found) news.push({ document: id, title, ...found })
    // Each reads a whole text: keys and messages are served between two.
    await nextTurn()
  }
  return news
}

export const seeSuggestionNews = (ports: Texts & Spaces, document: DocumentId): void => {
  if (newsIn(ports, document)) ports.documents.history.seeVerdicts(document)
}
