// Documents that belong to meetings: agendas and minutes of a group and of the circles that this member
// is in.
import type { DocumentId, GroupId } from '#shared/ids'
import type { MeetingPorts } from './ports.ts'

type Listed = { document: DocumentId; audience: GroupId; createdAt: number; changedAt: number }

/** Agendas or minutes that are on this device. */
const documentsOf = (
  { archive, circles, documents }: MeetingPorts,
  group: GroupId,
  kind: 'agenda' | 'minutes',
): Listed[] =>
  [group, ...circles.of(group).map(({ id }) => id)].flatMap(audience =>
    archive.documents
      .list(audience)
      .filter(row => row.kind === kind && !documents.isTemplate(audience, row.id))
      .map(row => ({
        document: row.id,
        audience,
        createdAt: row.createdAt,
        changedAt: row.changedAt,
      })),
  )

export type ClosedAgenda = { agenda: DocumentId; audience: GroupId; behind: string | null }

export type MeetingDocuments = {
  /** Agendas of meetings; the closed items of one are not among them. */
  agendas: readonly DocumentId[]
  /** Closed items that this member reads, by the agenda that they belong to. */
  closed: ReadonlyMap<DocumentId, readonly ClosedAgenda[]>
  /** Minutes by their agenda, the earliest first. */
  minutes: ReadonlyMap<DocumentId, readonly DocumentId[]>
  allMinutes: readonly DocumentId[]
}

/** A closed item counts only in a circle of the group whose agenda it names. */
export const meetingDocuments = (ports: MeetingPorts, group: GroupId): MeetingDocuments => {
  const { documents } = ports
  const listed = documentsOf(ports, group, 'agenda')
  const audiences = new Map(listed.map(each => [each.document, each.audience]))
  const closed = new Map<DocumentId, ClosedAgenda[]>()
  const agendas: DocumentId[] = []
  for (const { document, audience } of listed) {
    const of = documents.meeting(document).meta.closedOf
    const isClosed = of !== null && audience !== group && audiences.get(of.agenda) === group
    if (!isClosed) agendas.push(document)
    else
      closed.set(of.agenda, [
        ...(closed.get(of.agenda) ?? []),
        { agenda: document, audience, behind: of.block },
      ])
  }
  const minutes = new Map<DocumentId, DocumentId[]>()
  const all = documentsOf(ports, group, 'minutes').toSorted((a, b) => a.createdAt - b.createdAt)
  for (const { document, audience } of all) {
    const { minutesOf } = documents.meeting(document).meta
    // Minutes of another audience are not those of this agenda.
    if (minutesOf === null || audiences.get(minutesOf) !== audience) continue
    minutes.set(minutesOf, [...(minutes.get(minutesOf) ?? []), document])
  }
  return { agendas, closed, minutes, allMinutes: all.map(({ document }) => document) }
}
