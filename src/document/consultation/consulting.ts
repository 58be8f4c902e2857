// Acts on consultation rounds. Each act adds entries and removes none; the caller and the gate
// check rights before.
import type * as Y from 'yjs'
import type { FailureCode } from '#shared/failure'
import type { BlockId } from '#shared/ids'
import type { Reply } from '#shared/reply'
import { amendable, propose, type Acting, type Naming } from '#document/review/amendments'
import {
  longestBase,
  writeConsultationEntry,
  type ConsultationEntry,
  type RoundEntry,
  type TriageState,
} from './consultation-entries.ts'
import { readConsultations, type Answered, type ConsultationRound } from './consultations.ts'
import { cutShort, plainLines } from '#document/tree'
import type { EntryId } from '#document/ids'
import { mergeWords, type MergedWords } from '#document/words'

/** One part of the text as it was sent. */
export type SentPart = {
  block: BlockId
  place: string
  text: string
  /** A row or a whole table, for which no other wording can be proposed. */
  isTable?: true
}

/** So much of a part stands beside what is said about it. */
export const baseOf = (text: string): string => cutShort(text, longestBase)

type Writing = Pick<Acting, 'at' | 'random'>

/** As `doc.clientID`. */
export const beginRound = (
  doc: Y.Doc,
  { round, digest, question, until }: Pick<RoundEntry, 'round' | 'digest' | 'question' | 'until'>,
  { at, random }: Writing,
): EntryId =>
  writeConsultationEntry(doc, null, { kind: 'round', at, round, digest, question, until }, random)

/** Says that no more replies are taken in. */
export const endRound = (doc: Y.Doc, round: EntryId, { at, random }: Writing): EntryId =>
  writeConsultationEntry(doc, round, { kind: 'round-over', at }, random)

type Received = Pick<Reply, 'id' | 'name' | 'organisation' | 'naming' | 'answers'>

/** Takes a reply in, in one transaction. False when it was taken in before, or there is no such round. */
export const takeIn = (
  doc: Y.Doc,
  round: EntryId,
  { id, name, organisation, naming, answers }: Received,
  parts: readonly SentPart[],
  { at, random }: Writing,
): boolean => {
  const known = readConsultations(doc).find(({ entry }) => entry.id === round)
  if (!known || known.received.some(each => each.reply === id)) return false
  const write = (entry: ConsultationEntry) => writeConsultationEntry(doc, round, entry, random)
  doc.transact(() => {
    const of = write({ kind: 'received', at, reply: id, name, organisation, naming })
    for (const { part, comment, wording } of answers) {
      const { block = null, place = '', text = '', isTable } = parts[part - 1] ?? {}
      const sent = { block, order: part, place: cutShort(place, 64) }
      write({
        kind: 'answer',
        of,
        ...sent,
        base: baseOf(text),
        comment,
        wording: isTable ? null : wording,
      })
    }
  })
  return true
}

type Found = { round: ConsultationRound; answered: Answered }

const answerIn = (doc: Y.Doc, answer: EntryId): Found | null => {
  for (const round of readConsultations(doc)) {
    const answered = round.answers.find(({ entry }) => entry.id === answer)
    if (answered) return { round, answered }
  }
  return null
}

/** Answers for the group; what was answered before stays on record. False when there is no such one. */
export const triageAnswer = (
  doc: Y.Doc,
  answer: EntryId,
  { state, response }: { state: TriageState; response: string },
  { at, random }: Writing,
): boolean => {
  const found = answerIn(doc, answer)
  if (!found) return false
  const replaces = found.answered.standing.map(({ id }) => id).slice(-200)
  writeConsultationEntry(
    doc,
    found.round.entry.id,
    { kind: 'triage', at, answer, state, response: plainLines(response), replaces },
    random,
  )
  return true
}

/** The paragraph with an answer's wording applied as it reads now; null where it has none. */
export const draftOf = (
  { base, wording }: Pick<Answered['entry'], 'base' | 'wording'>,
  now: string,
): MergedWords | null => (wording === null ? null : mergeWords(base, now, wording))

/** An amendment of an answer's wording, by the acting member and in that member's name. */
export const takeUp = (
  doc: Y.Doc,
  answer: EntryId,
  { why, naming }: { why: string; naming: Naming },
  acting: Acting,
): { id: EntryId } | { refused: FailureCode } => {
  const found = answerIn(doc, answer)
  const { entry } = found?.answered ?? {}
  const now = entry?.block ? amendable(doc, { block: entry.block }, acting.isSame) : null
  const draft = entry && now !== null ? draftOf(entry, now) : null
  if (!found || !entry?.block || !draft) return { refused: 'not-found' }
  const about = { block: entry.block }
  const made = propose(doc, { about, wording: draft.text, why: plainLines(why), naming }, acting)
  if ('refused' in made) return made
  const { at, random } = acting
  const taken = { kind: 'taken-up', at, answer, amendment: made.id } as const
  acting.change(() => void writeConsultationEntry(doc, found.round.entry.id, taken, random))
  return made
}
