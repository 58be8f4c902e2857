// The table of a text and the replies to it, for readers outside the group: no id and no member of the group is in
// it. Speakers in the words read as the text itself names them.
import { isAnswered, recommendationsIn } from '#core/deliberation/follow-up'
import { meetingPage, printedWord, toCsv } from '#core/paper'
import type { RecommendationText } from '#shared/contract'
import { printedWords } from '#document/reading'
import { settledPage } from '#document/model'
import { spokenPage } from '#document/numbering'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import type { Deliberation } from '#core/drafting'
import { groupOf, peopleIn } from '#core/drafting/members'
import { mustBeConsented } from '#core/drafting/consultation'

const columns = ['paragraph', 'asked', 'answer', 'reply', 'place', 'replied', 'review'] as const

const textOf = (ports: Deliberation, document: DocumentId, now: number): RecommendationText => {
  const { id } = groupOf(ports, document)
  const found = recommendationsIn(ports, id, now).find(each => each.document === document)
  if (!found) throw new Failure('not-found')
  return found
}

export type RecommendationTable = { group: string; title: string; bytes: Uint8Array }

/** Failures: `not-found` for a text that was not sent, `consent-missing`. */
export const recommendationTable = (
  ports: Deliberation,
  document: DocumentId,
  now: number,
): RecommendationTable => {
  const text = textOf(ports, document, now)
  const people = peopleIn(ports, document)
  const page = meetingPage(spokenPage(settledPage(ports.documents.page(document))), people)
  const { language } = page.meta
  const wordsOf = new Map(page.blocks.map(block => [block.id, printedWords(block)]))
  const rows = text.rows.map(row => {
    const { block, number, answer, reply, place, in: named, review } = row
    const filed = text.replies.find(({ id }) => id === named)
    return [
      number,
      wordsOf.get(block) ?? '',
      printedWord(language, `paper.answer.${isAnswered(row) && answer ? answer : 'none'}`),
      reply,
      place,
      filed?.day ?? '',
      review ?? '',
    ]
  })
  mustBeConsented(ports, document, rows.flat(), now)
  const head = columns.map(column => printedWord(language, `paper.tracker.${column}`))
  return {
    group: groupOf(ports, document).state().name,
    title: text.title,
    bytes: toCsv([head, ...rows]),
  }
}
