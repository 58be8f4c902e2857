// The rule of a group that a second member looks before a file leaves. An officer begins it, two end it.
import { exportRuleNow, officersToEnd, type ExportRule } from '#core/deliberation/acts'
import type { AwayExportRule } from '#core/archive'
import { Failure } from '#shared/failure'
import type { DocumentId, GroupId } from '#shared/ids'
import type { OpenProfile } from '../profile/open-profile.ts'
import { anyDocument, isOfficer } from './group-card.ts'

type Ports = Pick<OpenProfile, 'acts' | 'archive' | 'groups'>

const documentsWithExports = ({ archive }: Ports, group: GroupId): Set<DocumentId> =>
  new Set(
    archive.acts.list({ group, type: 'export' }, ['document']).map(({ document }) => document),
  )

/** By the acts that are here. */
const ruleHere = (ports: Ports, group: GroupId): ExportRule => {
  const all = [...documentsWithExports(ports, group)].flatMap(id => ports.acts.actsOf(id) ?? [])
  const [first] = all
  if (!first) return { isNeeded: false, ending: [] }
  return exportRuleNow(
    all.flatMap(({ graphs }) => [...graphs.values()]),
    first.today,
  )
}

/** Acts about the rule that lie in the log of this document: a keeper that gives it back has all of them. */
const ruleActsIn = ({ acts, archive }: Ports, document: DocumentId): number =>
  [...(acts.actsOf(document)?.graphs.values() ?? [])]
    .flatMap(({ nodes }) => [...nodes.values()])
    .filter(({ record: { id, body } }) => {
      if (body.type !== 'export' || body.what !== 'rule') return false
      return archive.acts.pluck({ document, id }, 'place') !== 'apart'
    }).length

/** The rule as it was in documents of which acts about it are away from this device. */
const rulesAway = (ports: Ports, group: GroupId): AwayExportRule[] => {
  const { archive } = ports
  return archive.awayExportRules.list({ group }).filter(({ document, acts }) => {
    // The acts of a retired document go on in the next one.
    if (archive.retirements.count({ group, document }) > 0) return false
    if (archive.documents.keyOf(document)) return ruleActsIn(ports, document) < acts
    return archive.offloaded.has({ group, document })
  })
}

/**
 * By the acts that are here, and by what those said that are away. So it goes on where a device sent the document away in
 * which it stands. `group` is no circle: circles keep the rule of their group.
 */
export const exportRuleIn = (ports: Ports, group: GroupId): ExportRule => {
  const here = ruleHere(ports, group)
  const away = rulesAway(ports, group)
  if (away.length === 0) return here
  const ending = new Set([here, ...away].flatMap(each => each.ending))
  return { isNeeded: true, ending: [...ending].toSorted() }
}

/** Notes the rule where it stands in documents that are about to leave the device. */
export const keepExportRule = (
  ports: Ports,
  group: GroupId,
  documents: readonly DocumentId[],
): void => {
  const { isNeeded, ending } = exportRuleIn(ports, group)
  ports.archive.transaction(() => {
    for (const document of documents) {
      const acts = ruleActsIn(ports, document)
      if (isNeeded && acts > 0) ports.archive.awayExportRules.put({ document, group, acts, ending })
      else ports.archive.awayExportRules.remove({ document })
    }
  })
}

/** Officers who would have to end the rule together now. */
export const neededToEnd = ({ acts }: Pick<Ports, 'acts'>, group: GroupId): number =>
  officersToEnd(acts.standing(group))

/**
 * Begins the rule, or agrees to end it; nothing where this officer said so already. The act stands beside earlier ones
 * where they are. Failures: `not-permitted` without an office, `group-has-no-text` where no document can hold the act,
 * `export-rule-away` to end it while acts about it are away: the end has to stand on them.
 */
export const setExportRule = (ports: Ports, group: GroupId, isNeeded: boolean): void => {
  if (!isOfficer(ports, group)) throw new Failure('not-permitted')
  const now = exportRuleIn(ports, group)
  const { member } = ports.groups.get(group).self
  const hasSaid = isNeeded
    ? now.isNeeded && now.ending.length === 0
    : !now.isNeeded || now.ending.some(each => each === member)
  if (hasSaid) return
  if (!isNeeded && rulesAway(ports, group).length > 0) throw new Failure('export-rule-away')
  const beside = [...documentsWithExports(ports, group)].find(
    id => ports.archive.documents.keyOf(id)?.shared === true,
  )
  const document = beside ?? anyDocument(ports, group)
  if (!document) throw new Failure('group-has-no-text')
  ports.acts.write(document, null, { type: 'export', what: 'rule', isNeeded })
}
