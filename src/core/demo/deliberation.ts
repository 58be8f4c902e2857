// The deliberation of the example group: an action item in the last minutes, the next meeting, and a
// text that waits for the position of its chair.
import type { ActId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { DecisionChoice, Language } from '#shared/contract'
import * as v from 'valibot'
import story from '#resources/demo/group.json' with { type: 'json' }
import type { Core } from '../index.ts'

const minute = 60_000
const day = 24 * 60 * minute

export type Example = {
  /** UTC milliseconds. */
  now: number
  group: GroupId
  /** The core of the member with this handle. */
  core(handle: string): Core
  member(handle: string): MemberId
  /** The shared document with this title. */
  document(title: string): DocumentId
}

/** Two in the afternoon by UTC, so many days after today. */
const afternoon = (now: number, days: number): number =>
  (Math.floor(now / day) + days) * day + 14 * 60 * minute

/** An action item at the end of the minutes. Their author writes it. */
export const addAction = async ({ now, core, member, document }: Example): Promise<void> => {
  const { by, document: title, words, owner, inDays } = story.action
  const minutes = document(title)
  const last = core(by).page(minutes).blocks.length
  const due = new Date(now + inDays * day).toISOString().slice(0, 'YYYY-MM-DD'.length)
  await core(by).edit(minutes, [
    { new: words, after: last, kind: 'action' },
    { states: { owner: member(owner), due }, block: last + 1 },
  ])
}

/** The chair plans the next meeting and calls it. */
export const callMeeting = async (example: Example): Promise<DocumentId> => {
  const { now, group, core, member, document } = example
  const { title, items, inDays, minutes, zones, languages } = story.meeting
  const { answers } = core(story.self)
  const { agenda } = await answers['meetings.create']({ group, title, language: 'en' })
  // The template has an item without words, in which the first one goes.
  const empty = core(story.self)
    .page(agenda)
    .blocks.find(({ runs }) => runs.length === 0)
  let last = empty?.id ?? null
  for (const [at, { presenter, papers, ...words }] of items.entries()) {
    const item = { ...words, presenter: member(presenter), papers: papers.map(document) }
    if (at === 0 && last) await answers['meetings.setItem']({ agenda, block: last, ...item })
    else last = (await answers['meetings.addItem']({ agenda, after: last, ...item })).block
  }
  const from = afternoon(now, inDays)
  await answers['meetings.call']({
    ...{ agenda, from, until: from + minutes * minute, zones },
    languages: v.parse(v.array(Language), languages),
  })
  return agenda
}

/** The chair puts a text to a decision. */
export const askForDecision = async ({ now, core, document }: Example): Promise<ActId> => {
  const { document: title, words, quorum, inDays } = story.decision
  const { decision } = await core(story.self).answers['decisions.ask']({
    ...{ document: document(title), block: null, purpose: 'adopt', words },
    rule: { kind: 'consensus', quorum, threshold: null, heard: false },
    ...{ languages: ['en'], until: afternoon(now, inDays), edition: '' },
    ...{ leftOut: [], replaces: null, where: null },
  })
  return decision
}

/** A member answers the call of the meeting and gives a position on the question. */
export const answerBoth = async (
  { core, document }: Example,
  handle: string,
  { agenda, decision }: { agenda: DocumentId; decision: ActId },
): Promise<void> => {
  const { answers, page } = core(handle)
  if (story.meeting.coming.includes(handle))
    await answers['meetings.coming']({ agenda, answer: 'coming', alternate: null })
  for (const { by, choice, reason, reservations } of story.decision.positions) {
    if (by !== handle) continue
    const { blocks } = page(document(story.decision.document))
    await answers['decisions.position']({
      ...{ decision, reason, choice: v.parse(DecisionChoice, choice) },
      reservations: reservations.map(({ paragraph, words }) => ({
        ...{ block: blocks[paragraph - 1]?.id ?? null, words, as: '' },
      })),
    })
  }
}
