// The rule of a group that a second member looks before a file leaves. An officer begins it, two end it.
import { exportRuleNow, officersToEnd, type ExportRule } from '#core/deliberation/acts'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'
import { anyDocument, isOfficer } from './group-card.ts'

type Ports = Pick<OpenProfile, 'acts' | 'archive' | 'groups'>

const documentsWithExports = ({ archive }: Ports, group: GroupId): Set<DocumentId> =>
  new Set(
    archive.acts.list({ group, type: 'export' }, ['document']).map(({ document }) => document),
  )

/** By the acts that are here. `group` is no circle: circles keep the rule of their group. */
export const exportRuleIn = (ports: Ports, group: GroupId): ExportRule => {
  const all = [...documentsWithExports(ports, group)].flatMap(id => ports.acts.actsOf(id) ?? [])
  const [first] = all
  if (!first) return { isNeeded: false, ending: [] }
  return exportRuleNow(
    all.flatMap(({ graphs }) => [...graphs.values()]),
    first.today,
  )
}

/** Officers who would have to end the rule together now. */
export const neededToEnd = ({ acts }: Pick<Ports, 'acts'>, group: GroupId): number =>
  officersToEnd(acts.standing(group))

/**
 * Begins the rule, or agrees to end it; nothing where this officer said so already. The act stands beside earlier ones
 * where they are. Failures: `not-permitted` without an office, `group-has-no-text` where no document can hold the act.
 */
export const setExportRule = (ports: Ports, group: GroupId, isNeeded: boolean): void => {
  if (!isOfficer(ports, group)) throw new Failure('not-permitted')
  const now = exportRuleIn(ports, group)
  const { member } = ports.groups.get(group).self
  const hasSaid = isNeeded
    ? now.isNeeded && now.ending.length === 0
    : !now.isNeeded || now.ending.some(each => each === member)
  if (hasSaid) return
  const beside = [...documentsWithExports(ports, group)].find(
    id => ports.archive.documents.keyOf(id)?.shared === true,
  )
  const document = beside ?? anyDocument(ports, group)
  if (!document) throw new Failure('group-has-no-text')
  ports.acts.write(document, null, { type: 'export', what: 'rule', isNeeded })
}
