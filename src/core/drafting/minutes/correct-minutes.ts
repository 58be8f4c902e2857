// A correction of approved minutes: the next version begins from the text file, with the same paragraphs, so that it
// can be compared with what was approved. The approved minutes stay as they are.
import { random, sha256, toHex } from '#core/keys'
import {
  adoptionIn,
  apartFrom,
  betweenTexts,
  continuedBy,
  questionsIn,
  textIn,
  textsOf,
  type DecisionPorts,
  type FoundQuestion,
} from '#core/deliberation/decisions'
import { pageOfText } from '#core/deliberation/forwarding'
import type { Block, Picture } from '#document/model'
import type { NewBlock } from '#document/blocks'
import type { Approval, CorrectedMinutes } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { reasonsIn } from './correction-reasons.ts'

/** The approval that stands: declared, and not overtaken. Null for minutes without one. */
const approvalOf = (ports: DecisionPorts, minutes: DocumentId): FoundQuestion | null => {
  const audience = ports.archive.documents.keyOf(minutes)?.group
  const all = audience ? questionsIn(ports, audience) : []
  return all.find(found => found.document === minutes && adoptionIn(ports, found)) ?? null
}

/** A paragraph as the file has it, with its item and its question; its owner and day are words of the file. */
const correctedBlock = (block: NewBlock, approved: ReadonlyMap<string, Block>): NewBlock => {
  const { question, item } = approved.get(block.id ?? '')?.meeting ?? {}
  if (question === undefined && item === undefined) return block
  return { ...block, meeting: { ...(question && { question }), ...(item && { item }) } }
}

/** The approval that this member may correct; null for minutes without one, and for who does not write there. */
const correctable = (ports: DecisionPorts, minutes: DocumentId): FoundQuestion | null =>
  ports.documents.rightsNow(minutes).has('write') ? approvalOf(ports, minutes) : null

/** Whether this member may begin a correction of these minutes. */
export const mayCorrect = (...given: Parameters<typeof correctable>): boolean =>
  correctable(...given) !== null

/** Failure `not-permitted` for a member who does not write there, and for what was not approved. */
export const correctMinutes = async (
  ports: DecisionPorts,
  minutes: DocumentId,
): Promise<DocumentId> => {
  const { documents } = ports
  const found = correctable(ports, minutes)
  if (!found) throw new Failure('not-permitted')
  const { file } = textIn(ports, found, null)
  const { blocks } = documents.page(minutes)
  const pictures = new Map(
    blocks.flatMap(({ picture }): [string, Picture][] => {
      const bytes = picture && documents.enclosed(minutes, { what: 'picture', hash: picture.hash })
      return picture && bytes ? [[toHex(sha256(bytes)), picture]] : []
    }),
  )
  const text = pageOfText(file, { pictureOf: hash => pictures.get(hash) ?? null, random })
  const approved = new Map(blocks.map(block => [block.id ?? '', block]))
  const { minutesOf } = documents.meeting(minutes).meta
  return documents.create({
    group: found.audience,
    ...text,
    blocks: text.blocks.map(block => correctedBlock(block, approved)),
    meetingMeta: { minutesOf },
    consents: documents.carriedConsents(minutes),
    picturesOf: minutes,
    withoutFiles: true,
    draftOf: found.described.question.id,
  })
}

/** The decision that approved a text, and how; null for one that was not closed. */
const approvalIn = (ports: DecisionPorts, found: FoundQuestion): Approval | null => {
  const adoption = adoptionIn(ports, found)
  const { outcome, closes, question } = found.described
  const [first] = closes
  if (!adoption || !outcome || !first) return null
  return {
    decision: question.id,
    number: adoption.number,
    outcome: outcome.code,
    closedAt: Math.min(...closes.map(({ node }) => node.record.at)),
    text: textsOf(ports, found)[0]?.sha256.slice(0, 8) ?? '',
  }
}

/** The approved minutes that these correct, and the paragraphs that differ; null for others. */
export const correctionOf = (
  ports: DecisionPorts,
  minutes: DocumentId,
): CorrectedMinutes | null => {
  const continued = continuedBy(ports, minutes)
  const approval = continued && approvalIn(ports, continued.found)
  if (!continued?.adoption || !approval) return null
  const { found, adoption } = continued
  const own = approvalOf(ports, minutes)
  const reasonsOf = reasonsIn(ports, minutes, approval.closedAt)
  // An approved version is its file; words written apart from it are no correction.
  const changes = own
    ? betweenTexts(ports, found, own)
    : apartFrom(ports, found, { language: null, document: minutes })
  return {
    ...approval,
    document: found.document,
    edition: adoption.edition,
    approved: own && approvalIn(ports, own),
    changes: changes.map(({ block, place, decided, now }) => ({
      ...{ block, place, before: decided, now },
      reasons: reasonsOf(block),
    })),
  }
}
