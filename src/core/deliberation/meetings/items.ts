// The items of a meeting as this member sees them: those of the agenda, and closed items of circles in
// their places, without a number. The minutes of a closed item move nobody else's times.
import type { ItemStanding } from '#core/deliberation/acts'
import { agendaTimes, type AgendaItem } from '#document/meetings'
import { placesOf } from '#document/numbering'
import type { Block } from '#document/model'
import type { AgendaItem as ShownItem } from '#shared/contract'
import type { BlockId, DocumentId, GroupId, MemberId } from '#shared/ids'
import type { ClosedAgenda } from './meeting-documents.ts'
import { openMeeting, type OpenMeeting } from './open-meeting.ts'
import type { MeetingPorts } from './ports.ts'

export type MeetingItems = { items: ShownItem[]; planned: number }

const isMember = (by: string): by is MemberId => /^[0-9a-f]{64}$/.test(by)

/** Members of the meeting who are not in the audience of a paper. */
const cannotRead = (
  { archive, circles, membersOf, homeOf }: MeetingPorts,
  document: DocumentId,
  { people }: OpenMeeting,
): MemberId[] => {
  const row = archive.documents.get(document)
  if (!row) return []
  const readers = circles.find(row.group)?.people()
  if (readers)
    return people.members
      .map(({ id }) => id)
      .filter(id => !readers.some(each => each.member === id))
  const { members } = membersOf(homeOf(row.group))
  return people.members
    .map(({ id }) => id)
    .filter(id => row.shared !== true || members.get(id)?.outside !== false)
}

const papersOf = (ports: MeetingPorts, item: AgendaItem, meeting: OpenMeeting) =>
  (item.states.papers ?? []).map(document => {
    const row = ports.archive.documents.get(document)
    return {
      document,
      title: row?.title ?? null,
      reference: row?.reference ?? '',
      cannotRead: cannotRead(ports, document, meeting),
    }
  })

const originOf = ({ archive }: MeetingPorts, { states: { carried } }: AgendaItem) =>
  carried
    ? {
        document: carried.document,
        block: carried.block,
        title: archive.documents.get(carried.document)?.title ?? null,
      }
    : null

const shownItem = (
  ports: MeetingPorts,
  meeting: OpenMeeting,
  item: AgendaItem & { block: Block & { id: BlockId } },
  more: Pick<ShownItem, 'number' | 'begins' | 'circle'>,
): ShownItem => {
  const { by } = item.states
  const standing: ItemStanding | undefined = meeting.state.items.find(
    ({ block }) => block === item.block.id,
  )
  return {
    block: item.block.id,
    agenda: meeting.agenda,
    ...more,
    depth: item.depth,
    title: item.title,
    ask: item.ask,
    minutes: item.minutes,
    isOver: item.isOver,
    presenter: by !== undefined && isMember(by) ? by : null,
    presenterWords: by !== undefined && !isMember(by) ? by : null,
    papers: papersOf(ports, item, meeting),
    state: standing?.state ?? 'open',
    isApart: standing?.isApart ?? false,
    carried: originOf(ports, item),
  }
}

const hasId = (item: AgendaItem): item is AgendaItem & { block: Block & { id: BlockId } } =>
  item.block.id !== null

/** The items in their order. A closed agenda that cannot be read here is left out. */
export const itemsOf = (
  ports: MeetingPorts,
  meeting: OpenMeeting,
  closed: readonly ClosedAgenda[],
  now: number,
): MeetingItems => {
  const others = closed.map(each => {
    const own = openMeeting(ports, each.agenda, now)
    const { items, planned } = agendaTimes(own.page)
    return { ...each, own, items: items.filter(hasId), planned }
  })
  const places = others.map(({ behind, planned }) => ({
    behind: behind as BlockId | null,
    minutes: planned,
  }))
  const { items, planned, closed: begins } = agendaTimes(meeting.page, places)
  const numbers = placesOf(meeting.page.blocks, meeting.page.meta)
  const numberOf = (block: Block): string => numbers[meeting.page.blocks.indexOf(block)] ?? ''
  const circleOf = (audience: GroupId): ShownItem['circle'] => {
    const circle = ports.circles.find(audience)
    const here = circle?.people().filter(each => each.here) ?? []
    return { id: audience, name: circle?.name() ?? '', members: here.map(({ member }) => member) }
  }
  const shownClosed = (isHere: (behind: string | null) => boolean): ShownItem[] =>
    others.flatMap(({ behind, own, items: parts, audience }, at) =>
      isHere(behind)
        ? parts.map(item =>
            shownItem(ports, own, item, {
              number: '',
              begins: (begins[at] ?? 0) + item.begins,
              circle: circleOf(audience),
            }),
          )
        : [],
    )
  const known = new Set<string | null>([null, ...items.map(({ block }) => block.id)])
  return {
    planned,
    items: [
      ...shownClosed(behind => behind === null),
      ...items
        .filter(hasId)
        .flatMap(item => [
          shownItem(ports, meeting, item, {
            number: numberOf(item.block),
            begins: item.begins,
            circle: null,
          }),
          ...shownClosed(behind => behind === item.block.id),
        ]),
      ...shownClosed(behind => !known.has(behind)),
    ],
  }
}
