// Summaries of documents for lists: readers, receipt, and open questions.
import type { Archive, ListedDocument } from '#core/archive'
import type { TextStatuses } from '#core/deliberation/decisions'
import type { Documents } from '#core/documents'
import type { GroupState } from '#core/group'
import type { Sync } from '#core/sync'
import { type DocumentSummary, type Right, rightsAlone } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { CircleList } from './circle-list.ts'
import { shownIn } from './drafting/restricted.ts'

export type Summaries = {
  /** Failure `not-found`. */
  summary(document: DocumentId): DocumentSummary
  /**
   * Summaries of all documents of the group that no other document shows, the newest change first.
   */
  summaries(group: GroupId): DocumentSummary[]
}

export const openSummaries = (ports: {
  archive: Archive
  circles: CircleList
  documents: Documents
  statuses: Pick<TextStatuses, 'of'>
  sync: Sync
  spaceOf(space: GroupId): { state(): GroupState }
  rightsIn(space: GroupId): ReadonlySet<Right>
}): Summaries => {
  const { archive, circles, documents, statuses, sync, spaceOf, rightsIn } = ports

  const summaryOf = (row: ListedDocument): DocumentSummary => {
    const { id, group, kind, title, language, reference, changedAt, changedBy, words } = row
    const people = [...spaceOf(group).state().members.values()]
    const members = people.filter(({ outside }) => !outside).length
    const circle = circles.find(group)
    const shared: DocumentSummary['readers'] = circle
      ? { kind: 'circle', circle: group, name: circle.name(), members }
      : { kind: 'group', members }
    return {
      id,
      group: circle?.parent ?? group,
      kind,
      title,
      language,
      reference,
      status: row.shared ? statuses.of(group, id) : 'draft',
      changedAt,
      changedBy,
      words,
      readers: row.shared ? shared : { kind: 'only-you' },
      toRead: documents.toRead(id),
      unread: documents.history.isUnread(id),
      template: documents.isTemplate(group, id),
      rights: [...(row.shared ? rightsIn(group) : rightsAlone)],
      have: row.shared && documents.unsealed({ document: id }) === 0 ? sync.have(group, id) : 1,
    }
  }

  return {
    summary(id) {
      const row = archive.documents.get(id)
      if (row === null) throw new Failure('not-found')
      return summaryOf(row)
    },
    summaries(group) {
      const shown = shownIn({ archive, circles, documents, sync }, group)
      return [group, ...circles.of(group).map(({ id }) => id)]
        .flatMap(each => archive.documents.list(each))
        .filter(({ id }) => shown(id) === null)
        .map(summaryOf)
        .toSorted((a, b) => b.changedAt - a.changedAt)
    },
  }
}
