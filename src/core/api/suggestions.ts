// Answers about suggestions for words and for whole paragraphs. Signed messages alone say who made or settled
// one.
import { placesOf, type Suggestion } from '#shared/document'
import { sameMemberIn } from './amendments.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { namesIn } from './comments.ts'

const standingOf = ({ places, record }: Suggestion): 'open' | 'accepted' | 'rejected' => {
  if (places.length > 0) return 'open'
  return record.at(-1)?.kind === 'accept' ? 'accepted' : 'rejected'
}

export const suggestionAnswers = ({
  profile,
}: ApiContext): Pick<Answers, 'suggestions.list' | 'suggestions.words'> => ({
  'suggestions.words'({ document }) {
    const nameOf = namesIn(profile(), document)
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
        standing: standingOf(each),
      }))
  },
  'suggestions.list'({ document }) {
    const { documents } = profile()
    const nameOf = namesIn(profile(), document)
    const { blocks, meta } = documents.page(document)
    const places = placesOf(blocks, meta)
    return documents.paragraphs(document, sameMemberIn(profile(), document)).map(each => {
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
        record: each.record.map(entry => ({
          kind: entry.kind,
          at: entry.at,
          by: nameOf(entry.client),
        })),
      }
    })
  },
})
