// Amendments as windows show them, and this member as the author of an edit script. Signed messages alone say who
// proposed, supported or settled one. A member who asked not to be named is not in the answer.
import type { AmendmentItem } from '#shared/contract'
import { placesOf } from '#document/numbering'
import type { Naming } from '#document/review/amendments'
import type { ScriptAuthor } from '#document/edits'
import type { EntryId } from '#document/ids'
import type { DocumentId } from '#shared/ids'
import { keptLinesIn } from '../minutes/index.ts'
import type { Deliberation, Spaces, Texts } from '../parts.ts'
import { groupOf, namesIn, sameMemberIn, sameBy } from '../members/index.ts'

/** This device's member as the author of an edit script. */
export const scriptAuthor = (
  ports: Deliberation,
  document: DocumentId,
  at: number,
): ScriptAuthor => ({
  at,
  isSame: sameMemberIn(ports, document),
  rights: ports.documents.rightsNow(document),
  isFixed: ports.documents.isFixed(document),
  kept: keptLinesIn(ports, document, at),
})

export const amendmentsOf = (ports: Texts & Spaces, document: DocumentId): AmendmentItem[] => {
  const { documents } = ports
  const nameOf = namesIn(ports, document)
  const { members, pastMembers } = groupOf(ports, document).state()
  const all = documents.amendments(document, sameBy(nameOf))
  const { blocks, meta } = documents.page(document)
  const places = placesOf(blocks, meta)
  const labels = new Map(all.map(({ id, label }) => [id, label]))
  const labelOf = (id: (typeof all)[number]['id']): string => labels.get(id) ?? id
  const author = ({ client, naming }: { client: number; naming: Naming }) => {
    const member = nameOf(client)
    const known = member && (members.get(member) ?? pastMembers.get(member))
    return {
      by: naming === 'named' ? member : null,
      role: naming === 'role' && known ? known.role : null,
      naming,
    }
  }
  return all.map(amendment => {
    const { id, label, at, why, base, wording, result, target, standing } = amendment
    return {
      id,
      label,
      ...author(amendment),
      at,
      why,
      base,
      wording,
      result,
      standing,
      block: target?.block ?? null,
      place: target ? (places[target.index] ?? '') : null,
      to: amendment.to && labelOf(amendment.to),
      parts: amendment.parts.map(labelOf),
      changed: amendment.isMoved,
      overlapping: amendment.isOverlapping,
      sponsors: amendment.sponsors.map(each => ({ ...author(each), at: each.at })),
      apart: amendment.isApart,
      // An open withdrawal would name its author.
      record: amendment.record.map(({ kind, client, at: when }) => ({
        kind,
        at: when,
        by: kind === 'withdraw' ? author({ ...amendment, client }).by : nameOf(client),
      })),
      clashes: amendment.clashes.map(each => ({
        label: labelOf(each.id),
        handled: each.isHandled,
      })),
    }
  })
}

export const labelsIn = (
  ports: Texts & Spaces,
  document: DocumentId,
): ReadonlyMap<EntryId, string> => {
  const all = ports.documents.amendments(document, sameMemberIn(ports, document))
  return new Map(all.map(({ id, label }) => [id, label]))
}
