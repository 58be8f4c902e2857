// The rule of a group that a second member looks before a file leaves. An officer begins it, two end it.
import {
  exportRuleNow,
  officersToEnd,
  standsOn,
  type Body,
  type ExportRule,
} from '#core/deliberation/acts'
import type { AwayExportRule } from '#core/archive'
import { Failure } from '#shared/failure'
import type { ActId, DocumentId, GroupId } from '#shared/ids'
import type { Deliberation } from '#core/drafting'
import { anyDocument, isOfficer } from '#core/drafting/adoption'

const documentsWithExports = ({ archive }: Deliberation, group: GroupId): Set<DocumentId> =>
  new Set(
    archive.acts.list({ group, type: 'export' }, ['document']).map(({ document }) => document),
  )

/** By the acts that are here. */
const ruleHere = (ports: Deliberation, group: GroupId): ExportRule => {
  const all = [...documentsWithExports(ports, group)].flatMap(id => ports.acts.actsOf(id) ?? [])
  const [first] = all
  if (!first) return { isNeeded: false, ending: [] }
  return exportRuleNow(
    all.flatMap(({ graphs }) => [...graphs.values()]),
    first.today,
  )
}

const isRule = ({ body }: { body: Body }): boolean => body.type === 'export' && body.what === 'rule'

/** Whether acts of this graph were lent to the document: it goes on from none in which they stood. */
const isLentGraph = (
  { archive }: Deliberation,
  document: DocumentId,
  graph: DocumentId,
): boolean => {
  const own = new Set([document])
  for (const each of own)
    for (const before of archive.retirements.list({ successor: each })) own.add(before.document)
  return !own.has(graph)
}

/** Acts about the rule in the log of this document: its own, and those that were lent to it. */
const ruleActsIn = (ports: Deliberation, document: DocumentId): { own: number; lent: number } => {
  const counts = { own: 0, lent: 0 }
  for (const [graph, { nodes }] of ports.acts.actsOf(document)?.graphs ?? [])
    for (const { record } of nodes.values())
      if (
        isRule(record) &&
        ports.archive.acts.pluck({ document, id: record.id }, 'place') !== 'apart'
      )
        counts[isLentGraph(ports, document, graph) ? 'lent' : 'own']++
  return counts
}

/** The rule as it was in documents of which acts about it are away from this device. */
const rulesAway = (ports: Deliberation, group: GroupId): AwayExportRule[] => {
  const { archive } = ports
  return archive.awayExportRules.list({ group }).filter(({ document, acts }) => {
    // The acts of a retired document go on in the next one.
    if (archive.retirements.count({ group, document }) > 0) return false
    // A keeper that gives it back has all of them.
    if (archive.documents.keyOf(document)) return ruleActsIn(ports, document).own < acts
    return archive.offloaded.has({ group, document })
  })
}

/**
 * By the acts that are here, and by what those said that are away. So it goes on where a device sent the document away in
 * which it stands. `group` is no circle: circles keep the rule of their group.
 */
export const exportRuleIn = (ports: Deliberation, group: GroupId): ExportRule => {
  const here = ruleHere(ports, group)
  const away = rulesAway(ports, group)
  if (away.length === 0) return here
  const ending = new Set([here, ...away].flatMap(each => each.ending))
  return { isNeeded: true, ending: [...ending].toSorted() }
}

/**
 * Acts about the rule beside a document that stand on none but such acts. Others would bring acts about the document
 * itself, such as questions and requests, which say nothing about another one.
 */
const lendable = ({ acts }: Deliberation, document: DocumentId): Set<ActId> => {
  const found = new Set<ActId>()
  for (const { nodes } of acts.actsOf(document)?.graphs.values() ?? []) {
    const all = [...nodes.values()]
    for (const node of all) {
      const past = all.filter(other => standsOn(node, other))
      if ([node, ...past].every(({ record }) => isRule(record))) found.add(node.record.id)
    }
  }
  return found
}

/**
 * Puts the acts about the rule beside a document that stays, before the one leaves in which they lie: a newcomer whom
 * this device admits meanwhile has them from the first moment.
 */
const lendExportRule = (
  ports: Deliberation,
  group: GroupId,
  leaving: readonly DocumentId[],
): void => {
  const { acts, archive } = ports
  const stays = archive.documents
    .list(group)
    .find(({ id, shared }) => shared && !leaving.includes(id))
  if (!stays) return
  for (const document of leaving)
    try {
      acts.lend(document, stays.id, lendable(ports, document))
    } catch (error) {
      // A role that writes no acts, or a full disk: the document leaves as before.
      if (!(error instanceof Failure)) throw error
    }
}

/** Acts about the rule are here as lent ones alone: the document in which they stand never came. */
const isOnlyLent = (ports: Deliberation, document: DocumentId): boolean =>
  [...(ports.acts.actsOf(document)?.graphs ?? [])].some(
    ([graph, { nodes }]) =>
      isLentGraph(ports, document, graph) &&
      ports.archive.documents.keyOf(graph) === null &&
      ports.archive.retirements.count({ document: graph }) === 0 &&
      [...nodes.values()].some(({ record }) => isRule(record)),
  )

/** Acts about the rule stand there, in its log or on the way into it. */
const hasOwnRule = (ports: Deliberation, document: DocumentId): boolean =>
  [...(ports.acts.actsOf(document)?.graphs ?? [])].some(
    ([graph, { nodes }]) =>
      !isLentGraph(ports, document, graph) &&
      [...nodes.values()].some(({ record }) => isRule(record)),
  )

/** A document without acts: the first act about the rule stands on no other one there, and can be lent. */
const quietDocument = ({ archive }: Deliberation, group: GroupId): DocumentId | null =>
  archive.documents
    .list(group)
    .find(({ id, shared }) => shared && archive.acts.count({ document: id }) === 0)?.id ?? null

/** Notes the rule where it stands in documents that are about to leave the device, and keeps its acts here. */
export const keepExportRule = (
  ports: Deliberation,
  group: GroupId,
  documents: readonly DocumentId[],
): void => {
  const { isNeeded, ending } = exportRuleIn(ports, group)
  if (isNeeded) lendExportRule(ports, group, documents)
  ports.archive.transaction(() => {
    for (const document of documents) {
      const { own: acts, lent } = ruleActsIn(ports, document)
      if (isNeeded && acts + lent > 0)
        ports.archive.awayExportRules.put({ document, group, acts, ending })
      else ports.archive.awayExportRules.remove({ document })
    }
  })
}

/** Officers who would have to end the rule together now. */
export const neededToEnd = ({ acts }: Deliberation, group: GroupId): number =>
  officersToEnd(acts.standing(group))

/**
 * Begins the rule, or agrees to end it; nothing where this officer said so already. The act stands beside earlier ones
 * where they are. Failures: `not-permitted` without an office, `group-has-no-text` where no document can hold the act,
 * `export-rule-away` to end it while acts about it are away: the end has to stand on them.
 */
export const setExportRule = (ports: Deliberation, group: GroupId, isNeeded: boolean): void => {
  if (!isOfficer(ports, group)) throw new Failure('not-permitted')
  const now = exportRuleIn(ports, group)
  const { member } = ports.groups.get(group).self
  const hasSaid = isNeeded
    ? now.isNeeded && now.ending.length === 0
    : !now.isNeeded || now.ending.some(each => each === member)
  if (hasSaid) return
  const withExports = [...documentsWithExports(ports, group)]
  const isAway = rulesAway(ports, group).length > 0 || withExports.some(id => isOnlyLent(ports, id))
  if (!isNeeded && isAway) throw new Failure('export-rule-away')
  const beside = withExports.find(
    id => ports.archive.documents.keyOf(id)?.shared === true && hasOwnRule(ports, id),
  )
  const document = beside ?? quietDocument(ports, group) ?? anyDocument(ports, group)
  if (!document) throw new Failure('group-has-no-text')
  ports.acts.write(document, null, { type: 'export', what: 'rule', isNeeded })
}
