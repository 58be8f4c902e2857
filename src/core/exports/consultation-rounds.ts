// Rounds of consultation: as windows list them, and the table of all answers of one. The sender of a reply is only what
// the reply claims.
import { partsOf, withheldSign } from '#core/paper'
import type { Consultation, ConsultationAnswer } from '#shared/contract'
import { blockText } from '#document/model'
import { baseOf, type Answered, type ConsultationRound } from '#document/consultation'
import type { EntryId } from '#document/ids'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId } from '#shared/ids'
import { mustBeConsented } from '#core/drafting/consultation'
import type { Deliberation, Texts } from '#core/drafting'
import { namesIn, type NameOf } from '#core/drafting/members'
import { sheetOf, wordsOf } from './paper.ts'
import { labelsIn } from '#core/drafting/review'

export const roundIn = (
  { documents }: Texts,
  document: DocumentId,
  id: string,
): ConsultationRound => {
  const found = documents.consultations(document).find(({ entry }) => entry.id === id)
  if (!found) throw new Failure('not-found')
  return found
}

type Shown = {
  nameOf: NameOf
  /** The text of each paragraph as it would be sent now; of a table, those of its rows and of the whole. */
  texts: ReadonlyMap<BlockId | null, readonly string[]>
  labels: ReadonlyMap<EntryId, string>
}

const answerItem = (answered: Answered, { nameOf, texts, labels }: Shown): ConsultationAnswer => {
  const { entry, received, state, standing, amendments } = answered
  const now = entry.block === null ? undefined : texts.get(entry.block)
  return {
    id: entry.id,
    reply: received.id,
    place: entry.place,
    base: entry.base,
    name: received.name,
    organisation: received.organisation,
    naming: received.naming,
    isWhole: entry.block === null,
    block: now === undefined ? null : entry.block,
    changed: now !== undefined && !now.includes(entry.base),
    comment: entry.comment,
    wording: entry.wording,
    state,
    responses: standing.map(each => ({
      state: each.state,
      response: each.response,
      at: each.at,
      by: nameOf(each.client),
    })),
    amendments: amendments.flatMap(id => labels.get(id) ?? []),
  }
}

export const roundsIn = (ports: Deliberation, document: DocumentId): Consultation[] => {
  const { archive, documents } = ports
  const nameOf = namesIn(ports, document)
  const sheet = wordsOf(ports, document)
  // Rounds of earlier versions sent each cell by itself.
  const cells = sheet.page.blocks.flatMap(({ id, cell, runs }) =>
    cell && id ? [{ block: id, text: blockText({ runs }) }] : [],
  )
  const texts = new Map<BlockId | null, string[]>()
  for (const { block, text } of [...partsOf(sheet), ...cells])
    texts.set(block, [...(texts.get(block) ?? []), baseOf(text)])
  const labels = labelsIn(ports, document)
  return documents.consultations(document).map(({ entry, isOver, received, answers }) => ({
    id: entry.id,
    by: nameOf(entry.client),
    at: entry.at,
    over: isOver,
    question: entry.question,
    until: entry.until,
    // Another member's entry may name the same round.
    opens: archive.consultationRounds.get({ document, round: entry.round })?.entry === entry.id,
    replies: received.map(({ id, name, organisation, naming, client, at }) => ({
      id,
      name,
      organisation,
      naming,
      at,
      by: nameOf(client),
    })),
    answers: answers.map(each => answerItem(each, { nameOf, texts, labels })),
  }))
}

/** The table of all answers of a round. Failures: `not-found`, `consent-missing`. */
export const tableOfRound = (
  ports: Deliberation,
  { document, round }: { document: DocumentId; round: string },
  now: number,
) => {
  const { answers } = roundIn(ports, document, round)
  // Words that were given to a circle or went off the record since the text was sent are in no file. A comment
  // on them and the answers to it may quote them, so they stay out too.
  const held = ports.documents.heldBack(document)
  const sheet = sheetOf(ports, document)
  const rows = answers.map(({ entry, received, standing }) => {
    const isWithheld =
      entry.block !== null && (held.blocks.has(entry.block) || held.isIn(entry.base))
    return {
      place: entry.block === null ? null : entry.place,
      base: isWithheld ? withheldSign(sheet) : entry.base,
      source: received,
      comment: isWithheld ? '' : entry.comment,
      responses: isWithheld ? standing.map(({ state }) => ({ state, response: '' })) : standing,
      wording: isWithheld || held.isIn(entry.wording ?? '') ? null : entry.wording,
    }
  })
  const texts = rows.flatMap(({ base, comment, wording }) => [base, comment, wording ?? ''])
  const said = rows.flatMap(({ responses }) => responses.map(({ response }) => response))
  mustBeConsented(ports, document, [...texts, ...said], now)
  return { sheet, rows }
}
