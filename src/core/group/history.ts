// The records of one group. A record that was not allowed in its own past is dropped, so each state
// follows from records that were right when they were written.
import { defineRecords, nameable } from '#core/records'
import type { Broken, Extension as ExtensionTo, History as HistoryOf } from '#core/records'
import type { DeviceId, GroupId, MemberId, RecordId } from '#shared/ids'
import { groupTypes } from './bodies.ts'
import { recipientsAfter } from './recipients.ts'
import type { Body, Membership, Written } from './records.ts'
import { openFolds, type Folds } from './reduce/folds.ts'
import type { Node } from './reduce/node.ts'
import { brokenRule } from './rules/index.ts'
import { isStopped, knownDevice, type GroupState } from './state.ts'

/** The cached states are shared by all histories of a group: what given heads say never changes. */
export type History = HistoryOf<Node, GroupState, Folds>
export type Extension = ExtensionTo<Body, History>

const isUnknownRoot = ({ body, parents }: Membership): boolean =>
  body.type === 'unknown' && parents.length === 0

/** The verdict on a record that finds `before`, or the rule that it breaks. */
const judge = (record: Membership, before: GroupState): Node['verdict'] | Broken => {
  if (isStopped(before)) return 'later'
  const broken = isUnknownRoot(record) ? null : brokenRule(record, before)
  return broken === null ? 'stands' : { broken }
}

const memberOf = (state: GroupState, device: DeviceId): MemberId | null =>
  knownDevice(state, device)?.member ?? null

export const groupRecords = defineRecords<Body, Node, GroupState, Folds, Written>({
  types: groupTypes,
  rules:
    ({ environment: folds }) =>
    (record, { nodes, depth }) => {
      const before = folds.at(nodes, record.parents)
      const verdict = judge(record, before)
      if (typeof verdict === 'object') return verdict
      const { body, device } = record
      const recipients = verdict === 'later' ? null : recipientsAfter(body, device, before)
      const node = { record, depth, verdict, recipients }
      folds.grew(nodes, node)
      return node
    },
  reduce: ({ nodes, frontier }, folds) => folds.at(nodes, [...frontier]),
  memberOf,
})

export const emptyHistory = (group: GroupId): History => groupRecords.empty(openFolds(group))

export const { extend, read: readRecord, check: checkRecord, write: writeRecord } = groupRecords

/** The state that a record with these parents finds. */
export const stateAt = (
  { environment: folds, nodes }: History,
  parents: readonly RecordId[],
): GroupState => folds.at(nodes, parents)

/**
 * Heads of the records that this version can judge, below records of a later version. A record on
 * these can be judged by all devices.
 */
export const headsBelow = ({ nodes, state }: History): RecordId[] => {
  const heads = new Set<RecordId>()
  const judged = [...nodes.values()].filter(
    ({ verdict, record }) => verdict === 'stands' && record.body.type !== 'unknown',
  )
  for (const { record } of judged) heads.add(record.id)
  for (const { record } of judged) for (const parent of record.parents) heads.delete(parent)
  return nameable(heads, nodes, device => memberOf(state, device))
}

/** The state of a set of records, whatever their order. */
export const reduce = (group: GroupId, records: readonly Membership[]): GroupState =>
  extend(emptyHistory(group), records).history.state
