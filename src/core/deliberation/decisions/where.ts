// The meeting and the item of its agenda at which a question is asked. An officer signs it into the
// question; of one that was asked in an agenda or in minutes before the call it follows from the text.
import { agendaTimes } from '#document/meetings'
import { placesOf } from '#document/numbering'
import type { Page } from '#document/model'
import type { Decision, DecisionSummary } from '#shared/contract'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import { soleBlock } from './texts.ts'
import type { DecisionPorts, FoundQuestion } from './ports.ts'

/** An item of an agenda. */
export type ItemPlace = { agenda: DocumentId; block: BlockId }

type Item = Decision['item']
export type OfferedPlace = ItemPlace & { title: string } & NonNullable<Item>

/** The item that begins at a block, or last before it; null before the first. */
const lastBefore = <T>(page: Page, block: BlockId, itemAt: (at: number) => T | null): T | null => {
  for (let at = page.blocks.findIndex(({ id }) => id === block); at >= 0; at--) {
    const item = itemAt(at)
    if (item !== null) return item
  }
  return null
}

const itemIds = (page: Page): Set<BlockId> =>
  new Set(agendaTimes(page).items.flatMap(({ block: { id } }) => id ?? []))

/** The item under which a block of an agenda or of its minutes stands. */
const itemOver = (
  { archive, documents }: DecisionPorts,
  document: DocumentId,
  blockIn: () => BlockId | null,
): ItemPlace | null => {
  const kind = archive.documents.get(document)?.kind
  const block = kind === 'agenda' || kind === 'minutes' ? blockIn() : null
  if (block === null) return null
  const { page, meta } = documents.meeting(document)
  const agenda = kind === 'agenda' ? document : meta.minutesOf
  if (agenda === null) return null
  const items = kind === 'agenda' ? itemIds(page) : null
  const found = lastBefore(page, block, at => {
    const { id, meeting } = page.blocks[at] ?? { id: null }
    if (items) return id !== null && items.has(id) ? id : null
    return meeting?.item ?? null
  })
  return found === null ? null : { agenda, block: found }
}

/**
 * Whether all who read a question may know of the agenda: it is theirs, or that of their group. An agenda
 * of a circle is named to nobody outside it.
 */
const mayName = (ports: DecisionPorts, audience: GroupId, agenda: DocumentId): boolean => {
  const row = ports.archive.documents.get(agenda)
  return row?.kind === 'agenda' && (row.group === audience || row.group === ports.homeOf(audience))
}

/** The words and the number of an item as they are now; null where it is gone. */
const itemNow = ({ documents }: DecisionPorts, { agenda, block }: ItemPlace): Item => {
  const { page } = documents.meeting(agenda)
  const item = agendaTimes(page).items.find(each => each.block.id === block)
  if (!item) return null
  // A closed item has no number among those of the meeting.
  const isClosed = documents.meeting(agenda).meta.closedOf !== null
  const at = page.blocks.indexOf(item.block)
  return { number: isClosed ? '' : (placesOf(page.blocks, page.meta)[at] ?? ''), words: item.title }
}

const offered = (ports: DecisionPorts, place: ItemPlace): OfferedPlace[] => {
  const item = itemNow(ports, place)
  const title = ports.archive.documents.get(place.agenda)?.title ?? ''
  return item ? [{ ...place, title, ...item }] : []
}

/** Items of meetings to come, or in session, whose papers this document is one of. */
const itemsWith = (ports: DecisionPorts, audience: GroupId, document: DocumentId): ItemPlace[] =>
  [...new Set([audience, ports.homeOf(audience)])].flatMap(space =>
    ports.archive.documents.list(space).flatMap(({ id: agenda, kind }) => {
      if (kind !== 'agenda' || ports.documents.isTemplate(space, agenda)) return []
      const held = ports.meetingAt(agenda)
      if (held.call === null || (held.is !== 'called' && held.is !== 'open')) return []
      return agendaTimes(ports.documents.meeting(agenda).page).items.flatMap(
        ({ block: { id }, states }) =>
          id !== null && states.papers?.includes(document) ? [{ agenda, block: id }] : [],
      )
    }),
  )

/** The items at which a text can be asked about, that under which it stands first. */
export const placesFor = (
  ports: DecisionPorts,
  audience: GroupId,
  document: DocumentId,
  block: BlockId | null,
): OfferedPlace[] => {
  const own = itemOver(ports, document, () => block)
  const isCalled = own !== null && ports.meetingAt(own.agenda).call !== null
  return [...(isCalled ? [own] : []), ...itemsWith(ports, audience, document)]
    .filter(({ agenda }) => mayName(ports, audience, agenda))
    .flatMap(place => offered(ports, place))
}

/** As it stands in a question; null where the meeting has no call. */
export const signedPlace = (ports: DecisionPorts, { agenda, block }: ItemPlace) => {
  const { call } = ports.meetingAt(agenda)
  return call === null ? null : { agenda, call, block }
}

/** Null where the agenda is not here, or may not be named. No text of the group is read for it. */
export const shownPlace = (
  ports: DecisionPorts,
  audience: GroupId,
  { agenda, block }: ItemPlace,
): DecisionSummary['where'] => {
  if (!mayName(ports, audience, agenda)) return null
  const rowOf = (id: DocumentId) => ports.archive.documents.get(id)
  const home = ports.homeOf(audience)
  const isOfCircle = rowOf(agenda)?.group !== home
  const closedOf = isOfCircle ? ports.documents.meeting(agenda).meta.closedOf : null
  // A closed item belongs to a meeting of its group alone.
  const around = closedOf && rowOf(closedOf.agenda)?.group === home ? closedOf.agenda : agenda
  return { agenda, block, meeting: around, title: rowOf(around)?.title ?? '' }
}

/** The item under which the text of a question that names none stands. */
export const derivedPlace = (
  ports: DecisionPorts,
  found: FoundQuestion,
): DecisionSummary['where'] => {
  const { document, audience, described } = found
  if (described.question.node.record.body.where !== null) return null
  const place = itemOver(ports, document, () => soleBlock(ports, found))
  return place && shownPlace(ports, audience, place)
}

/** The item as it reads now. */
export const itemOfQuestion = (
  ports: DecisionPorts,
  where: DecisionSummary['where'],
): Decision['item'] => where && itemNow(ports, where)

/** Lines of minutes that state the outcome of the question. */
export const recordedIn = (ports: DecisionPorts, found: FoundQuestion): Decision['recorded'] => {
  const { audience, described } = found
  const { id } = described.question
  return ports.spaces(ports.homeOf(audience)).flatMap(space =>
    ports.archive.documents.list(space).flatMap(({ id: document, kind, title }) => {
      if (kind !== 'minutes' || ports.documents.isTemplate(space, document)) return []
      const page = ports.documents.page(document)
      const places = placesOf(page.blocks, page.meta)
      return page.blocks.flatMap(({ id: block, meeting }, at) =>
        block !== null && meeting?.question === id
          ? [{ document, title, block, place: places[at] ?? '' }]
          : [],
      )
    }),
  )
}
