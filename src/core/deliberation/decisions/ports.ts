// The parts of other rooms that decisions need, and the question that a call is about.
import type { Described, MeetingState as HeldMeeting, Proceedings } from '#core/deliberation/acts'
import type { ActLedger } from '#core/deliberation/ledger'
import type { Archive } from '#core/archive'
import type { Documents } from '#core/documents'
import type { GroupState } from '#core/group'
import type { PrintedPeople } from '#core/paper'
import type { DocumentStatus, MeetingState, Right } from '#shared/contract'
import type { OpenPoint } from '#document/adoption'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId, GroupId, MemberId, RecordId } from '#shared/ids'
import type { QuestionLine } from './question-line.ts'

type DocumentReading = {
  questions: readonly QuestionLine[]
  own: { meeting: HeldMeeting | null } | null
}

export type DecisionPorts = {
  archive: Pick<Archive, 'acts' | 'documents' | 'settings'>
  acts: Pick<ActLedger, 'actsOf' | 'documents' | 'graphFor' | 'standing' | 'write'>
  readings: { in(group: GroupId): ReadonlyMap<DocumentId, DocumentReading> }
  statuses: { of(group: GroupId, document: DocumentId): DocumentStatus }
  documents: Documents
  /** The group and its circles. */
  spaces(group: GroupId): readonly GroupId[]
  /** The group itself, or the group of a circle. */
  homeOf(space: GroupId): GroupId
  /** The state of the meeting of an agenda, and the call by which it is held; null before it. */
  meetingAt(agenda: DocumentId): { is: MeetingState; call: ActId | null }
  /** Members of a group or circle, present and past. */
  membersOf(space: GroupId): GroupState
  /** The member of this device there; null for none. */
  selfIn(space: GroupId): MemberId | null
  /** The rights of this member in shared documents of a group or circle. */
  rightsIn(space: GroupId): ReadonlySet<Right>
  /** Members as speakers and owners in this document read. */
  peopleIn(document: DocumentId): PrintedPeople
  /** Open points of a text, amendments too. */
  openPoints(document: DocumentId): readonly OpenPoint[]
  /** Versions of this text in other languages. */
  versionsOf(document: DocumentId): readonly DocumentId[]
  /** UTC milliseconds. */
  now(): number
}

export type FoundQuestion = {
  /** The document in whose log it lies. */
  document: DocumentId
  audience: GroupId
  proceedings: Proceedings
  today: readonly RecordId[]
  described: Described
  /** The member of this device. */
  self: MemberId | null
}

/** Null for what is no right question here. */
export const lookUpQuestion = (ports: DecisionPorts, id: ActId): FoundQuestion | null => {
  for (const { document, graph } of ports.archive.acts.list({ id }, ['document', 'graph'])) {
    const acts = ports.acts.actsOf(document)
    const proceedings = acts?.graphs.get(graph)
    const described = acts && proceedings?.describe(id, acts.today)
    if (!acts || !proceedings || !described) continue
    const { group: audience, today } = acts
    const self = ports.selfIn(audience)
    return { document, audience, proceedings, today, described, self }
  }
  return null
}

/** Failure `not-found` for what is no right question here. */
export const findQuestion = (ports: DecisionPorts, id: ActId): FoundQuestion => {
  const found = lookUpQuestion(ports, id)
  if (!found) throw new Failure('not-found')
  return found
}

/** Every right question of a group and its circles. */
export const questionsIn = (
  ports: Pick<DecisionPorts, 'acts' | 'archive' | 'selfIn' | 'spaces'>,
  group: GroupId,
): FoundQuestion[] =>
  ports.spaces(group).flatMap(audience => {
    const self = ports.selfIn(audience)
    return [...ports.acts.documents(audience)].flatMap(document => {
      const acts = ports.acts.actsOf(document)
      if (!acts || !ports.archive.documents.keyOf(document)) return []
      return [...acts.graphs.values()].flatMap(proceedings =>
        proceedings.questions().flatMap(({ id }) => {
          const described = proceedings.describe(id, acts.today)
          const { today } = acts
          return described ? [{ document, audience, proceedings, today, described, self }] : []
        }),
      )
    })
  })
