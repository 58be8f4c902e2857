// Answers about suggestions for whole paragraphs. Signed messages alone say who made or settled
// one.
import { placesOf } from '#shared/document'
import { sameMemberIn } from './amendments.ts'
import type { Answers, ApiContext } from './api-context.ts'
import { namesIn } from './comments.ts'

export const suggestionAnswers = ({ profile }: ApiContext): Pick<Answers, 'suggestions.list'> => ({
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
