// Consultation rounds of a document: a page for people outside, their replies, and the group's
// answers. A reply's statement about its author is only a claim; members are those that signatures
// show.
import * as v from 'valibot'
import { BlockId, DocumentId, FileGrant, MemberId } from '../ids.ts'
import { Right, Time } from '../vocabulary.ts'

/** Null: no member can be shown as the author. */
const by = v.nullable(MemberId)
const Naming = v.picklist(['withheld', 'organisation', 'named'])
export const TriageState = v.picklist(['open', 'accepted', 'partly', 'declined', 'noted'])
export type TriageState = v.InferOutput<typeof TriageState>

/** As the reply states it. `naming`: how the author may be named to people outside the group. */
const source = { name: v.string(), organisation: v.string(), naming: Naming }

export const ConsultationAnswer = v.object({
  id: v.string(),
  /** The reply that it is part of. */
  reply: v.string(),
  ...source,
  /** The paragraph as it was sent; empty for the text as a whole. */
  place: v.string(),
  base: v.string(),
  isWhole: v.boolean(),
  /** Where it stands now, and whether it reads otherwise; null when it is gone. */
  block: v.nullable(BlockId),
  changed: v.boolean(),
  comment: v.string(),
  wording: v.nullable(v.string()),
  state: TriageState,
  /** The group's answers; several where members answered apart and have to settle it. */
  responses: v.array(v.object({ state: TriageState, response: v.string(), by, at: Time })),
  /** The labels of amendments that members made of it. */
  amendments: v.array(v.string()),
})
export type ConsultationAnswer = v.InferOutput<typeof ConsultationAnswer>

export const Consultation = v.object({
  id: v.string(),
  by,
  at: Time,
  question: v.string(),
  until: v.string(),
  over: v.boolean(),
  /** This device can open replies to it. */
  opens: v.boolean(),
  replies: v.array(v.object({ id: v.string(), ...source, by, at: Time })),
  answers: v.array(ConsultationAnswer),
})
export type Consultation = v.InferOutput<typeof Consultation>

const answer = v.pipe(v.string(), v.maxLength(32))
const round = answer

export const consultationCalls = {
  /** The earliest first. Members with the right `write` answer for the group. */
  'consultations.list': {
    input: v.object({ document: DocumentId }),
    output: v.object({ rights: v.array(Right), rounds: v.array(Consultation) }),
  },
  /** Writes the page for people outside, and keeps the key to replies here. */
  'consultations.begin': {
    input: v.object({
      document: DocumentId,
      question: v.pipe(v.string(), v.maxLength(4000)),
      until: v.pipe(v.string(), v.maxLength(100)),
      file: FileGrant,
    }),
    output: v.object({ round: v.string() }),
  },
  /**
   * Takes one reply in. Failures `reply-other-round`, `reply-elsewhere`, `reply-known`, and those of
   * files.
   */
  'consultations.import': {
    input: v.object({ document: DocumentId, file: FileGrant }),
    output: v.object({ round: v.string(), answers: v.number() }),
  },
  'consultations.triage': {
    input: v.object({
      document: DocumentId,
      answer,
      state: TriageState,
      response: v.pipe(v.string(), v.maxLength(4000)),
    }),
    output: v.void(),
  },
  /** The amendment that this answer would propose; null where its paragraph is gone. */
  'consultations.draft': {
    input: v.object({ document: DocumentId, answer }),
    output: v.nullable(
      v.object({
        now: v.string(),
        wording: v.string(),
        /** The paragraph was changed since where it would change it. */
        clashes: v.boolean(),
        why: v.string(),
      }),
    ),
  },
  /** Proposes it as this member; the label of the amendment. */
  'consultations.takeUp': {
    input: v.object({
      document: DocumentId,
      answer,
      why: v.pipe(v.string(), v.maxLength(4000)),
      naming: v.picklist(['named', 'role', 'withheld']),
    }),
    output: v.object({ amendment: v.string() }),
  },
  /** Forgets the key: no other reply to it can be opened. */
  'consultations.end': { input: v.object({ document: DocumentId, round }), output: v.void() },
  /** The triage table as a Word file. Names of people outside only as each allows. */
  'consultations.table': {
    input: v.object({ document: DocumentId, round, file: FileGrant }),
    output: v.void(),
  },
} as const
