// The rules by which a circle takes a record in: those of its causal past, whether that past counts
// or not, and the room. Rights of the author are judged later, for all records together: they
// depend on the group.
import { pastOf, type Judge } from '#core/records'
import type { DeviceId, RecordId } from '#shared/ids'
import type { CircleNode, CircleNodes } from './people.ts'
import type { CircleBody, CircleRecord } from './records.ts'
import { fitsLimits, type Present } from './record-limits.ts'

/** The rule that a record breaks by its causal past; null if none. */
const brokenCircleRule = (nodes: CircleNodes, { record, past }: CircleNode): string | null => {
  const { body, device } = record
  const epoch = 'epoch' in body ? body.epoch : null
  const reached = epoch?.boxes.map(([of]) => of) ?? []
  if (body.type === 'circle') return reached.join() === device ? null : 'mustReachItsAuthorAlone'
  const brought = new Set<DeviceId>()
  let isNew = true
  for (const id of past) {
    const known = nodes.get(id)?.record
    if (!known) continue
    if (known.body.type === 'circle') brought.add(known.device)
    if (known.body.type === 'bring') for (const each of known.body.devices) brought.add(each)
    if (epoch && 'epoch' in known.body && known.body.epoch?.id === epoch.id) isNew = false
  }
  if (!brought.has(device)) return 'mustHaveComeIn'
  if (!isNew) return 'mustBeANewEpoch'
  // Without this rule an author could prepare an epoch for the others and use it after leaving.
  if (epoch && !reached.includes(device)) return 'mustReachItsAuthor'
  const coming = body.type === 'bring' ? body.devices : []
  const isHere = (of: DeviceId): boolean => brought.has(of) || coming.includes(of)
  return reached.every(isHere) ? null : 'mustBeForItsDevices'
}

export const circleRules = (
  before: CircleNodes,
  offered: readonly CircleRecord[],
  present: Present,
): Judge<CircleBody, CircleNode> => {
  const open = offered.filter(({ id }) => !before.has(id)).map(each => [each.id, each] as const)
  const fits = fitsLimits(before, new Map(open), present)
  return (record, { nodes, depth }) => {
    const past = new Set<RecordId>(pastOf(nodes, record.parents).keys())
    const node = { record, depth, past }
    const broken = brokenCircleRule(nodes, node)
    if (broken !== null) return { broken }
    return fits(record, nodes.size) ? node : { broken: 'mustHaveRoom' }
  }
}
