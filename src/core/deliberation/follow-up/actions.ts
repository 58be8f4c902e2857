// Action items of minutes: words, owner and day stand in the minutes, progress in entries beside them.
import type { ActionItem } from '#shared/contract'
import type { Block } from '#document/model'
import { blockNamed, setMeetingStates } from '#document/tree'
import { printedWords } from '#document/reading'
import { placesOf } from '#document/numbering'
import { replacedBy, writeMeetingEntry, type ProgressState } from '#document/meetings/log'
import { Failure } from '#shared/failure'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import { goesOn } from '#core/deliberation/decisions'
import {
  audienceOf,
  meetingDocuments,
  meetingReading,
  participantsOf,
  type MeetingPorts,
  type Writing,
} from '#core/deliberation/meetings'

export type FollowUpPorts = MeetingPorts & {
  /** Whether a device of the member has said that it has the document as it is. */
  hasReached(member: MemberId, document: DocumentId): boolean
  /** Lines of minutes that were decided. */
  settledIn(document: DocumentId, now: number): Pick<ReadonlySet<BlockId>, 'has'>
}

const dayLength = 86_400_000
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10)

export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayLength)

/** The entries beside a text, by their members. */
export const logOf = (ports: MeetingPorts, document: DocumentId, now: number) => {
  const people = participantsOf(ports, audienceOf(ports, document), now)
  return ports.documents.meeting(document).log(meetingReading(ports, document, people))
}

export const isHeading = ({ kind }: Block): boolean => /^h\d$/.test(kind)

/** The number of the paragraph that block `at` stands under; empty for none, and below a heading. */
const placeAbove = (blocks: readonly Block[], places: readonly string[], at: number): string => {
  const above = blocks
    .slice(0, at)
    .findLastIndex((block, index) => isHeading(block) || places[index] !== '')
  const block = blocks[above]
  return block && !isHeading(block) ? (places[above] ?? '') : ''
}

/** A decision keeps owner and day as they were approved. */
const mayAssignIn = ({ documents }: Pick<MeetingPorts, 'documents'>, document: DocumentId) =>
  documents.rightsNow(document).has('write') && !documents.isFixed(document)

const itemsOf = (ports: FollowUpPorts, document: DocumentId, now: number): ActionItem[] => {
  const { documents } = ports
  const { page } = documents.meeting(document)
  const found = page.blocks.filter(
    ({ kind, id, label }) => kind === 'action' && id !== null && !label,
  )
  if (found.length === 0) return []
  const people = participantsOf(ports, audienceOf(ports, document), now)
  const { progress } = documents.meeting(document).log(meetingReading(ports, document, people))
  const { whose } = meetingReading(ports, document, people)
  const places = placesOf(page.blocks, page.meta)
  const today = dayOf(now)
  const isOpen = mayAssignIn(ports, document)
  const settled = ports.settledIn(document, now)
  return found.flatMap((block): ActionItem[] => {
    const { id, meeting } = block
    const words = printedWords(block).trim()
    if (id === null || words === '') return []
    const said = progress.get(id)
    const state = said?.entry.state ?? 'open'
    const due = meeting?.due ?? null
    const isLate = state === 'open' && due !== null && due < today
    const owner = meeting?.owner ?? null
    return [
      {
        document,
        title: page.meta.title,
        block: id,
        place: placeAbove(page.blocks, places, page.blocks.indexOf(block)),
        words,
        owner,
        due,
        state,
        isLate,
        daysLate: isLate && due !== null ? daysBetween(due, today) : 0,
        isUnreached: owner !== null && owner !== people.self && !ports.hasReached(owner, document),
        isApart: said?.isApart ?? false,
        mayAssign: isOpen && !settled.has(id),
        isDecided: settled.has(id),
        isFixed: documents.isFixed(document),
        notes: (said?.record ?? []).map(entry => ({
          by: whose(entry.client),
          at: entry.at,
          state: entry.state,
          text: entry.text,
        })),
      },
    ]
  })
}

const rank = ({ state, due, isLate }: ActionItem): string =>
  `${state === 'open' ? 0 : 1}${isLate ? 0 : 1}${due ?? '9999-99-99'}`

/** A next version of minutes has the paragraphs of the one before: the item goes on where it was first. */
const onceByItem = (ports: FollowUpPorts, all: readonly ActionItem[]): ActionItem[] => {
  const documents = new Set(all.map(({ document }) => document))
  const next = new Set([...documents].filter(document => goesOn(ports.documents, document)))
  const isNext = ({ document }: ActionItem): boolean => next.has(document)
  const first = new Set(all.filter(each => !isNext(each)).map(({ block }) => block))
  const seen = new Set<BlockId>()
  return all.filter(item => {
    const { block } = item
    if (!isNext(item)) return true
    return !first.has(block) && !seen.has(block) && seen.add(block)
  })
}

/** Late ones first, then by day; ended ones last. */
export const actionsIn = (ports: FollowUpPorts, group: GroupId, now: number): ActionItem[] =>
  onceByItem(
    ports,
    meetingDocuments(ports, group).allMinutes.flatMap(document => itemsOf(ports, document, now)),
  ).toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))

export type FoundAction = { audience: GroupId; mayAssign: boolean; isOffRecord: boolean }

type Place = { document: DocumentId; block: BlockId }

const lineAt = ({ archive, documents }: MeetingPorts, { document, block }: Place) => {
  const key = archive.documents.keyOf(document)
  const line = key && documents.page(document).blocks.find(({ id }) => id === block)
  return key && line?.kind === 'action' && line.label === undefined ? { key, line } : null
}

/** Null for what is no action item, and for one that is not here. */
export const actionAt = (ports: FollowUpPorts, place: Place, now: number): FoundAction | null => {
  const found = lineAt(ports, place)
  if (!found) return null
  const { document, block } = place
  return {
    audience: found.key.group,
    mayAssign: mayAssignIn(ports, document) && !ports.settledIn(document, now).has(block),
    isOffRecord: found.line.meeting?.off === true,
  }
}

/** Failures: `not-found`, `not-permitted`. */
export const sayProgress = async (
  ports: FollowUpPorts,
  given: { document: DocumentId; block: BlockId; state: ProgressState; text: string },
  { now, random }: Writing,
): Promise<void> => {
  const { document, block, state, text } = given
  const { documents } = ports
  if (lineAt(ports, given) === null) throw new Failure('not-found')
  if (!documents.rightsNow(document).has('propose')) throw new Failure('not-permitted')
  const replaces = replacedBy(logOf(ports, document, now).progress.get(block))
  await documents.editBeside(document, doc => {
    writeMeetingEntry(doc, { kind: 'progress', at: now, block, state, text, replaces }, random)
  })
}

/** Owner and day of the item in the minutes. Failures: `not-found`, `not-permitted`, `text-is-fixed`, `line-decided`. */
export const assignAction = async (
  ports: FollowUpPorts,
  given: { document: DocumentId; block: BlockId; owner: MemberId | null; due: string | null },
  now: number,
): Promise<void> => {
  const { document, block, owner, due } = given
  const { documents } = ports
  if (lineAt(ports, given) === null) throw new Failure('not-found')
  if (!mayAssignIn(ports, document))
    throw new Failure(documents.isFixed(document) ? 'text-is-fixed' : 'not-permitted')
  if (ports.settledIn(document, now).has(block)) throw new Failure('line-decided')
  await documents.editAs(document, doc => {
    const element = blockNamed(doc, block)
    if (!element) throw new Failure('not-found')
    setMeetingStates(element, { owner, due })
  })
}
