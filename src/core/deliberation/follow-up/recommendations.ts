// Recommendations after they were sent: the reply to each paragraph, and the day to look at it again.
import type {
  DocumentKind,
  Recommendation,
  RecommendationText,
  ReplyParagraph,
} from '#shared/contract'
import { blockText, type Page } from '#document/model'
import { printedWords } from '#document/reading'
import { placesOf, spokenPage } from '#document/numbering'
import {
  replacedBy,
  writeMeetingEntry,
  type MeetingLog,
  type ReplyAnswer,
} from '#document/meetings/log'
import type { EntryId } from '#document/ids'
import {
  audienceOf,
  meetingReading,
  participantsOf,
  type MeetingPorts,
  type Writing,
} from '#core/deliberation/meetings'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import type { TextStatuses } from '#core/deliberation/decisions'
import { dayOf, daysBetween, isHeading, logOf } from './actions.ts'
import { paragraphsOfReply, repliesIn } from './replies.ts'

/** An answer says something: "no answer" is none. */
export const isAnswered = ({ answer }: Pick<Recommendation, 'answer'>): boolean =>
  answer !== null && answer !== 'none'

type Reading = { log: MeetingLog; page: Page; today: string }

/** Paragraphs that an addressee can answer: those with a number and, in a text without any, all with words. */
const offered = ({ blocks, meta }: Page): Set<string> => {
  const places = placesOf(blocks, meta)
  const own = blocks.flatMap((block, at) =>
    block.id === null || block.label !== undefined || isHeading(block) || !blockText(block).trim()
      ? []
      : [{ id: block.id, place: places[at] ?? '' }],
  )
  const numbered = own.filter(({ place }) => place !== '')
  return new Set((numbered.length > 0 ? numbered : own).map(({ id }) => id))
}

const rowsOf = ({ log, page, today }: Reading): Recommendation[] => {
  const { sent, answered, reviews, replied } = log
  const places = placesOf(page.blocks, page.meta)
  const blocks =
    sent.length === 0 ? offered(page) : new Set<string>(sent.flatMap(({ entry }) => entry.blocks))
  const filed = new Set<string>(replied.map(({ entry }) => entry.id))
  return page.blocks.flatMap((block, at): Recommendation[] => {
    const { id } = block
    if (id === null || !blocks.has(id) || block.label !== undefined) return []
    const said = answered.get(id)
    const review = reviews.get(id)?.entry.day ?? null
    const named = said?.entry.reply
    return [
      {
        block: id,
        number: places[at] ?? '',
        words: printedWords(block),
        answer: said?.entry.answer ?? null,
        reply: said?.entry.text ?? '',
        place: said?.entry.place ?? '',
        in: named !== undefined && filed.has(named) ? named : null,
        by: said?.by ?? null,
        at: said?.entry.at ?? null,
        isApart: said?.isApart ?? false,
        review,
        isReviewDue: review !== null && review <= today,
      },
    ]
  })
}

export type RecommendationPorts = MeetingPorts & { statuses: Pick<TextStatuses, 'of'> }

const textOf = (
  ports: RecommendationPorts,
  document: DocumentId,
  now: number,
): RecommendationText | null => {
  const { documents } = ports
  const audience = audienceOf(ports, document)
  const people = participantsOf(ports, audience, now)
  const log = documents.meeting(document).log(meetingReading(ports, document, people))
  if (log.sent.length === 0 && ports.statuses.of(audience, document) !== 'adopted') return null
  const page = spokenPage(documents.meeting(document).page)
  const today = dayOf(now)
  const rows = rowsOf({ log, page, today })
  const counts = { accepted: 0, partly: 0, not: 0, none: 0 }
  for (const { answer } of rows) counts[answer ?? 'none']++
  const review = rows.flatMap(row => row.review ?? []).toSorted()[0] ?? null
  const isReviewDue = review !== null && review <= today
  return {
    document,
    audience,
    title: page.meta.title,
    sent: log.sent.map(({ entry, by }) => ({
      id: entry.id,
      to: entry.to,
      day: entry.day,
      by,
      at: entry.at,
    })),
    replies: repliesIn(ports, document, log),
    rows,
    counts,
    review,
    isReviewDue,
    daysLate: isReviewDue ? daysBetween(review, today) : 0,
    maySay: people.rights.has('propose'),
    mayFile: documents.rightsNow(document).has('write'),
  }
}

/** Kinds of texts that a group sends to an addressee. */
const sentKinds: ReadonlySet<DocumentKind> = new Set([
  ...(['statement', 'recommendations', 'consultation', 'brief', 'protocol', 'assessment'] as const),
])

/** Adopted texts and those that were sent: a review that is due first, then by day. */
export const recommendationsIn = (
  ports: RecommendationPorts,
  group: GroupId,
  now: number,
): RecommendationText[] =>
  [group, ...ports.circles.of(group).map(({ id }) => id)]
    .flatMap(audience => ports.archive.documents.list(audience))
    .filter(({ kind, shared }) => shared && sentKinds.has(kind))
    .flatMap(({ id }) => textOf(ports, id, now) ?? [])
    .toSorted((a, b) => ((a.review ?? '9') < (b.review ?? '9') ? -1 : 1))

const mustSay = ({ archive, documents }: MeetingPorts, document: DocumentId): void => {
  const row = archive.documents.keyOf(document)
  if (!row) throw new Failure('not-found')
  if (!row.shared) throw new Failure('not-shared')
  if (!documents.rightsNow(document).has('propose')) throw new Failure('not-permitted')
}

const mustHave = ({ documents }: MeetingPorts, document: DocumentId, block: BlockId): void => {
  if (!documents.page(document).blocks.some(({ id }) => id === block))
    throw new Failure('not-found')
}

/** Failures: `not-found`, `not-shared`, `not-permitted`. */
export const saySent = async (
  ports: MeetingPorts,
  given: { document: DocumentId; blocks: BlockId[]; to: string; day: string },
  { now, random }: Writing,
): Promise<void> => {
  const { document, blocks, to, day } = given
  mustSay(ports, document)
  for (const block of blocks) mustHave(ports, document, block)
  await ports.documents.editBeside(document, doc => {
    writeMeetingEntry(doc, { kind: 'sent', at: now, blocks, to, day, file: null }, random)
  })
}

export type Answered = {
  document: DocumentId
  block: BlockId
  answer: ReplyAnswer
  text: string
  /** The filed reply that the words stand in. */
  in: EntryId | null
  place: string
}

/** Failures: `not-found`, `not-shared`, `not-permitted`. */
export const sayAnswered = async (
  ports: MeetingPorts,
  { document, block, answer, text, in: reply, place }: Answered,
  { now, random }: Writing,
): Promise<void> => {
  mustSay(ports, document)
  mustHave(ports, document, block)
  const { answered, replied } = logOf(ports, document, now)
  const filed = replied.find(({ entry }) => entry.id === reply)?.entry
  if (reply !== null && !filed) throw new Failure('not-found')
  const entry = {
    kind: 'answered' as const,
    at: now,
    block,
    answer,
    text,
    file: filed?.file ?? null,
    ...(filed && { reply: filed.id }),
    ...(place !== '' && { place }),
    replaces: replacedBy(answered.get(block)),
  }
  await ports.documents.editBeside(document, doc => {
    writeMeetingEntry(doc, entry, random)
  })
}

type Filed = {
  document: DocumentId
  sent: EntryId | null
  day: string
  /** The hash of an attached file, or a document. */
  reply: { file: string; document: null } | { file: null; document: DocumentId }
  instead: EntryId | null
}

/** Failures of `fileReply` that do not depend on the file. */
export const mustFile = (
  ports: MeetingPorts,
  { document, sent, reply, instead }: Omit<Filed, 'reply' | 'day'> & { reply: DocumentId | null },
  now: number,
): void => {
  mustSay(ports, document)
  const log = logOf(ports, document, now)
  if (sent !== null && !log.sent.some(({ entry }) => entry.id === sent))
    throw new Failure('not-found')
  if (instead !== null && !log.replied.some(({ entry }) => entry.id === instead))
    throw new Failure('not-found')
  if (reply === null) return
  const row = ports.archive.documents.get(reply)
  if (!row || reply === document) throw new Failure('not-found')
  if (!row.shared) throw new Failure('not-shared')
  // Members who read the text must be able to read the reply.
  if (row.group !== audienceOf(ports, document)) throw new Failure('other-audience')
}

/** Failures: `not-found`, `not-shared`, `not-permitted`, `other-audience`. */
export const fileReply = async (
  ports: MeetingPorts,
  { document, sent, day, reply, instead }: Filed,
  { now, random }: Writing,
): Promise<EntryId> => {
  mustFile(ports, { document, sent, instead, reply: reply.document }, now)
  const replaces = instead === null ? [] : [instead]
  const entry = { kind: 'replied' as const, at: now, sent, day, ...reply, replaces }
  return ports.documents.editBeside(document, doc => writeMeetingEntry(doc, entry, random))
}

/** Failures: `not-found`, `not-shared`, `not-permitted`. */
export const sayReview = async (
  ports: MeetingPorts,
  { document, block, day }: { document: DocumentId; block: BlockId; day: string },
  { now, random }: Writing,
): Promise<void> => {
  mustSay(ports, document)
  mustHave(ports, document, block)
  const replaces = replacedBy(logOf(ports, document, now).reviews.get(block))
  await ports.documents.editBeside(document, doc => {
    writeMeetingEntry(doc, { kind: 'review', at: now, block, day, replaces }, random)
  })
}

/** The paragraphs of a filed reply. Failure `not-found`, also while it has not arrived. */
export const replyIn = (
  ports: MeetingPorts,
  { document, reply }: { document: DocumentId; reply: EntryId },
  now: number,
): ReplyParagraph[] => {
  const replies = repliesIn(ports, document, logOf(ports, document, now))
  return paragraphsOfReply(ports, document, { replies, reply })
}
