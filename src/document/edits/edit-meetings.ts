// Steps of an edit script for agendas and minutes: states of a block, speakers, and how they read.
import * as v from 'valibot'
import type * as Y from 'yjs'
import { ActId, BlockId, DocumentId, MemberId } from '#shared/ids'
import { Day, speakerNamings, type MeetingStates } from '#document/model'
import { withBlock, type Verdict } from './edit-places.ts'
import { clamp, longestPresenter, mostPapers, setMeetingStates } from '#document/tree'
import { insertSpeaker, nameInMinutes } from '#document/meetings'
import type { KeptBlocks } from '#document/undo'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Naming = v.picklist(speakerNamings)
const state = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema))

const States = v.strictObject({
  time: state(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440))),
  by: state(v.pipe(v.string(), v.minLength(1), v.maxLength(longestPresenter))),
  papers: state(v.pipe(v.array(DocumentId), v.minLength(1), v.maxLength(mostPapers))),
  place: state(v.literal(true)),
  item: state(BlockId),
  question: state(ActId),
  owner: state(MemberId),
  due: state(Day),
  off: state(v.literal(true)),
  naming: state(Naming),
})

export const meetingSteps = [
  /** States of a block; null takes one away. */
  v.strictObject({ states: States, block: Count }),
  /** A speaker among the words. */
  v.strictObject({ who: MemberId, block: Count, at: Count }),
  /** How all speakers read, but those of lines that say otherwise. */
  v.strictObject({ naming: Naming }),
] as const
const MeetingStep = v.union(meetingSteps)
export type MeetingStep = v.InferOutput<typeof MeetingStep>

export const isMeetingStep = (step: object): step is MeetingStep =>
  'states' in step || 'who' in step || 'naming' in step

export const meetByStep = (doc: Y.Doc, step: MeetingStep, kept?: KeptBlocks): Verdict => {
  if ('naming' in step) {
    nameInMinutes(doc, step.naming, block => kept?.isKept(block) === true)
    return null
  }
  return withBlock(doc, step.block, block => {
    if ('who' in step) insertSpeaker(block, clamp(block, step.at), step.who)
    else setMeetingStates(block, step.states as Partial<MeetingStates>)
  })
}
