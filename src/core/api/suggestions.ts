// Answers about suggestions for words and for whole paragraphs. Signed messages alone say who made or settled
// one.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { DocumentStatus, OpenRemarks, SuggestionNews } from '#shared/contract'
import { placesOf } from '#document/numbering'
import { verdictsOn, type SettledSuggestion } from '#document/review/suggestions'
import type { SameMember } from '#document/review/amendments'
import type { DocumentId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'
import { sameMemberIn, namesIn, type NameOf } from '../drafting/member-names.ts'
import type { Answers, ApiContext } from './api-context.ts'

/** Documents that are read for one answer. */
const mostRead = 20

/** Later ones are fixed, or at an end. */
const settling: ReadonlySet<DocumentStatus> = new Set(['draft', 'consultation'])

type News = Omit<SuggestionNews, 'document' | 'title'>

/** Null where no other member settled a suggestion of this member, or the document went meanwhile. */
const newsIn = (profile: OpenProfile, document: DocumentId): News | null => {
  const key = profile.archive.documents.keyOf(document)
  const self = key && profile.selfIn(key.group)
  if (!self) return null
  const nameOf = namesIn(profile, document)
  const settled = profile.documents.history
    .newlySettled(document, sameMemberIn(profile, document))
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

const recordOf = (suggestion: SettledSuggestion, isSame: SameMember, nameOf: NameOf) =>
  verdictsOn(suggestion, isSame).map(({ kind, client, at }) => ({ kind, at, by: nameOf(client) }))

export const suggestionAnswers = ({
  profile,
}: ApiContext): Pick<Answers, `suggestions.${'list' | 'news' | 'open' | 'seen' | 'words'}`> => ({
  'suggestions.open'({ group }) {
    const { archive, groups, summaries } = profile()
    groups.get(group)
    return summaries(group).flatMap(({ id, title, readers, rights, status }): OpenRemarks[] => {
      const isSettled =
        readers.kind !== 'only-you' && rights.includes('settle') && settling.has(status)
      const open = isSettled ? archive.openRemarks.get({ document: id }) : null
      return open ? [{ ...open, title }] : []
    })
  },
  async 'suggestions.news'({ group }) {
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
  },
  'suggestions.seen'({ document }) {
    if (newsIn(profile(), document)) profile().documents.history.seeVerdicts(document)
  },
  'suggestions.words'({ document }) {
    const nameOf = namesIn(profile(), document)
    const isSame = sameMemberIn(profile(), document)
    return profile()
      .documents.suggestions(document)
      .map(each => ({
        id: each.id,
        what: 'text',
        by: nameOf(each.client),
        quoted: each.quoted ?? null,
        at: each.at,
        inserted: each.inserted,
        struck: each.struck,
        block: each.places[0]?.block ?? null,
        standing: each.places.length > 0 ? 'open' : 'settled',
        record: recordOf(each, isSame, nameOf),
      }))
  },
  'suggestions.list'({ document }) {
    const { documents } = profile()
    const nameOf = namesIn(profile(), document)
    const { blocks, meta } = documents.page(document)
    const places = placesOf(blocks, meta)
    const isSame = sameMemberIn(profile(), document)
    return documents.paragraphs(document, isSame).map(each => {
      const { id, what, client, at, why, as, base, wording, result, target, whither } = each
      return {
        id,
        what,
        at,
        why,
        as,
        base,
        wording,
        result,
        standing: each.standing,
        by: nameOf(client),
        quoted: each.quoted ?? null,
        block: target?.block ?? null,
        place: target ? (places[target.index] ?? '') : null,
        behind: whither && what !== 'split' ? (places[whither.index] ?? '') : null,
        changed: each.isMoved,
        overlapping: each.isOverlapping,
        record: recordOf(each, isSame, nameOf),
      }
    })
  },
})
