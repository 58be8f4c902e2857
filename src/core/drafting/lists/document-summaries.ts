// Summaries of documents for lists: readers, receipt, and open questions.
import type { ListedDocument } from '#core/archive'
import { circulatedOf, type DecisionPorts, type TextStatuses } from '#core/deliberation/decisions'
import type { Sync } from '#core/sync'
import { type DocumentSummary, rightsAlone } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { Spaces, Texts } from '../parts.ts'
import { shownIn } from '../restricted/index.ts'

export type Summaries = {
  /** Failure `not-found`. */
  summary(document: DocumentId): DocumentSummary
  /**
   * Summaries of all documents of the group that no other document shows, the newest change first.
   */
  summaries(group: GroupId): DocumentSummary[]
}

export const openSummaries = (
  ports: Texts &
    Spaces & {
      acts: Pick<DecisionPorts['acts'], 'actsOf'>
      statuses: Pick<TextStatuses, 'of'>
      sync: Pick<Sync, 'have'>
    },
): Summaries => {
  const { acts, archive, circles, documents, statuses, sync, spaceOf, selfIn, rightsIn } = ports

  /** The member who circulated the last draft has read it. */
  const toCorrect = (
    { id, group, kind }: ListedDocument,
    status: DocumentSummary['status'],
  ): Pick<DocumentSummary, 'toCorrect'> => {
    if (kind !== 'minutes' || status !== 'consultation') return {}
    const last = circulatedOf({ acts }, id).at(-1)
    const { history } = documents
    if (!last || last.by === selfIn(group)) return {}
    return history.wasRead(id) && !history.isUnread(id) ? {} : { toCorrect: { until: last.until } }
  }

  /** An agenda is read on the screen of its meeting. A text handed over to this device counts once a member changes it. */
  const isNeverRead = ({ id, group, kind, shared, changedBy }: ListedDocument): boolean => {
    const isOfOther = changedBy !== null && changedBy !== selfIn(group)
    return shared && kind !== 'agenda' && isOfOther && !documents.history.wasRead(id)
  }

  const summaryOf = (row: ListedDocument): DocumentSummary => {
    const { id, group, kind, title, language, reference, changedAt, changedBy, words } = row
    const people = [...spaceOf(group).state().members.values()]
    const members = people.filter(({ outside }) => !outside).length
    const circle = circles.find(group)
    const shared: DocumentSummary['readers'] = circle
      ? { kind: 'circle', circle: group, name: circle.name(), members }
      : { kind: 'group', members }
    const status = row.shared ? statuses.of(group, id) : 'draft'
    return {
      id,
      group: circle?.parent ?? group,
      kind,
      title,
      language,
      reference,
      status,
      ...toCorrect(row, status),
      changedAt,
      changedBy,
      words,
      readers: row.shared ? shared : { kind: 'only-you' },
      toRead: documents.toRead(id),
      unread: documents.history.isUnread(id),
      ...(isNeverRead(row) ? { neverRead: true } : {}),
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
      const shown = shownIn(ports, group)
      return [group, ...circles.of(group).map(({ id }) => id)]
        .flatMap(each => archive.documents.list(each))
        .filter(({ id }) => shown(id) === null)
        .map(summaryOf)
        .toSorted((a, b) => b.changedAt - a.changedAt)
    },
  }
}
