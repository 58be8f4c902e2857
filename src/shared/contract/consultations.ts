// Consultation rounds of a document: a page for people outside, their replies, and the group's
// answers. A reply's statement about its author is only a claim; members are those that signatures
// show.
import * as v from 'valibot'
import { type BlockId, DocumentId, FileGrant, type MemberId } from '../ids.ts'
import type { Right, Time } from '../vocabulary.ts'
import { answers, call } from '../rpc.ts'

/** Null: no member can be shown as the author. */
type By = MemberId | null
type Naming = 'withheld' | 'organisation' | 'named'
export const TriageState = v.picklist(['open', 'accepted', 'partly', 'declined', 'noted'])
export type TriageState = v.InferOutput<typeof TriageState>

/** As the reply states it. `naming`: how the author may be named to people outside the group. */
type Source = { name: string; organisation: string; naming: Naming }

export type ConsultationAnswer = Source & {
  id: string
  /** The reply that it is part of. */
  reply: string
  /** The paragraph as it was sent; empty for the text as a whole. */
  place: string
  base: string
  isWhole: boolean
  /** Where it stands now, and whether it reads otherwise; null when it is gone. */
  block: BlockId | null
  changed: boolean
  comment: string
  wording: string | null
  state: TriageState
  /** The group's answers; several where members answered apart and have to settle it. */
  responses: readonly { state: TriageState; response: string; by: By; at: Time }[]
  /** The labels of amendments that members made of it. */
  amendments: readonly string[]
}

export type Consultation = {
  id: string
  by: By
  at: Time
  question: string
  until: string
  over: boolean
  /** This device can open replies to it. */
  opens: boolean
  replies: readonly (Source & { id: string; by: By; at: Time })[]
  answers: readonly ConsultationAnswer[]
}

const answer = v.pipe(v.string(), v.maxLength(32))
const round = answer

export const consultationCalls = {
  /** The earliest first. Members with the right `write` answer for the group. */
  'consultations.list': call(
    { document: DocumentId },
    answers<{ rights: readonly Right[]; rounds: readonly Consultation[] }>(),
  ),
  /** Writes the page for people outside, and keeps the key to replies here. */
  'consultations.begin': call(
    {
      document: DocumentId,
      question: v.pipe(v.string(), v.maxLength(4000)),
      until: v.pipe(v.string(), v.maxLength(100)),
      file: FileGrant,
    },
    answers<{ round: string }>(),
  ),
  /**
   * Takes one reply in. Failures `reply-other-round`, `reply-elsewhere`, `reply-known`, and those of
   * files.
   */
  'consultations.import': call(
    { document: DocumentId, file: FileGrant },
    answers<{ round: string; answers: number }>(),
  ),
  'consultations.triage': call(
    {
      document: DocumentId,
      answer,
      state: TriageState,
      response: v.pipe(v.string(), v.maxLength(4000)),
    },
    answers<void>(),
  ),
  /** The amendment that this answer would propose; null where its paragraph is gone. */
  'consultations.draft': call(
    { document: DocumentId, answer },
    answers<{
      now: string
      wording: string
      /** The paragraph was changed since where it would change it. */
      clashes: boolean
      why: string
    } | null>(),
  ),
  /** Proposes it as this member; the label of the amendment. */
  'consultations.takeUp': call(
    {
      document: DocumentId,
      answer,
      why: v.pipe(v.string(), v.maxLength(4000)),
      naming: v.picklist(['named', 'role', 'withheld']),
    },
    answers<{ amendment: string }>(),
  ),
  /** Forgets the key: no other reply to it can be opened. */
  'consultations.end': call({ document: DocumentId, round }, answers<void>()),
  /** The triage table as a Word file. Names of people outside only as each allows. */
  'consultations.table': call({ document: DocumentId, round, file: FileGrant }, answers<void>()),
} as const
