// Answers about suggestions for words and for whole paragraphs. Signed messages alone say who made or settled
// one.
import { placesOf } from '#document/numbering'
import { verdictsOn, type SettledSuggestion } from '#document/review/suggestions'
import type { SameMember } from '#document/review/amendments'
import { sameMemberIn, namesIn, type NameOf } from '#core/drafting/members'
import type { AnswersOn, ApiContext } from './api-context.ts'
import { openRemarksIn, seeSuggestionNews, suggestionNewsIn } from '#core/drafting/lists'

const recordOf = (suggestion: SettledSuggestion, isSame: SameMember, nameOf: NameOf) =>
  verdictsOn(suggestion, isSame).map(({ kind, client, at }) => ({ kind, at, by: nameOf(client) }))

export const suggestionAnswers = ({ profile }: ApiContext): AnswersOn<'suggestions'> => ({
  'suggestions.open': ({ group }) => openRemarksIn(profile(), group),
  'suggestions.news': ({ group }) => suggestionNewsIn(profile, group),
  'suggestions.seen': ({ document }) => seeSuggestionNews(profile(), document),
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
