// Recommendations after they were sent: the reply to each paragraph, and the day to look at it again.
import type { DocumentKind, RecommendationText } from '#shared/contract'
import {
  blockText,
  placesOf,
  replacedBy,
  spokenPage,
  writeMeetingEntry,
  type Random,
  type ReplyAnswer,
} from '#shared/document'
import {
  audienceOf,
  meetingReading,
  participantsOf,
  type MeetingPorts,
} from '#core/deliberation/meetings'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { dayOf } from './actions.ts'

const textOf = (
  ports: MeetingPorts,
  document: DocumentId,
  now: number,
): RecommendationText | null => {
  const { documents } = ports
  const people = participantsOf(ports, audienceOf(ports, document), now)
  const reading = meetingReading(ports, document, people)
  const { sent, answered, reviews } = documents.meeting(document).log(reading)
  if (sent.length === 0) return null
  const page = spokenPage(documents.meeting(document).page)
  const places = placesOf(page.blocks, page.meta)
  const blocks = new Set<string>(sent.flatMap(({ entry }) => entry.blocks))
  const counts = { accepted: 0, partly: 0, not: 0, none: 0 }
  const rows = page.blocks.flatMap((block, at): RecommendationText['rows'] => {
    const { id } = block
    if (id === null || !blocks.has(id) || block.label !== undefined) return []
    const reply = answered.get(id)
    if (reply) counts[reply.entry.answer]++
    return [
      {
        block: id,
        number: places[at] ?? '',
        words: blockText(block),
        answer: reply?.entry.answer ?? null,
        reply: reply?.entry.text ?? '',
        by: reply?.by ?? null,
        review: reviews.get(id)?.entry.day ?? null,
      },
    ]
  })
  const review = rows.flatMap(row => row.review ?? []).toSorted()[0] ?? null
  return {
    document,
    title: page.meta.title,
    sent: sent.map(({ entry, by }) => ({ to: entry.to, day: entry.day, by, at: entry.at })),
    rows,
    counts,
    review,
    isReviewDue: review !== null && review <= dayOf(now),
    maySay: people.rights.has('propose'),
  }
}

/** Kinds of texts that a group sends to an addressee. */
const sentKinds: ReadonlySet<DocumentKind> = new Set([
  ...(['statement', 'recommendations', 'consultation', 'brief', 'protocol', 'assessment'] as const),
])

/** Those with a review that is due first, then by day. */
export const recommendationsIn = (
  ports: MeetingPorts,
  group: GroupId,
  now: number,
): RecommendationText[] =>
  [group, ...ports.circles.of(group).map(({ id }) => id)]
    .flatMap(audience => ports.archive.documents.list(audience))
    .filter(({ kind, shared }) => shared && sentKinds.has(kind))
    .flatMap(({ id }) => textOf(ports, id, now) ?? [])
    .toSorted((a, b) => ((a.review ?? '9') < (b.review ?? '9') ? -1 : 1))

type Writing = { now: number; random: Random }

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
  await ports.documents.editAs(document, doc => {
    writeMeetingEntry(doc, { kind: 'sent', at: now, blocks, to, day, file: null }, random)
  })
}

const logOf = (ports: MeetingPorts, document: DocumentId, now: number) => {
  const people = participantsOf(ports, audienceOf(ports, document), now)
  return ports.documents.meeting(document).log(meetingReading(ports, document, people))
}

/** Failures: `not-found`, `not-shared`, `not-permitted`. */
export const sayAnswered = async (
  ports: MeetingPorts,
  given: { document: DocumentId; block: BlockId; answer: ReplyAnswer; text: string },
  { now, random }: Writing,
): Promise<void> => {
  const { document, ...said } = given
  mustSay(ports, document)
  mustHave(ports, document, said.block)
  const replaces = replacedBy(logOf(ports, document, now).answered.get(said.block))
  await ports.documents.editAs(document, doc => {
    writeMeetingEntry(doc, { kind: 'answered', at: now, ...said, file: null, replaces }, random)
  })
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
  await ports.documents.editAs(document, doc => {
    writeMeetingEntry(doc, { kind: 'review', at: now, block, day, replaces }, random)
  })
}
