// Members whose latest known heads predate a device's removal. Their devices may still send to the
// removed device.
import { isActive, type Group } from '#core/group'
import type { Group as GroupDescription } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'

type UnawareMembers = GroupDescription['unheard'][number]

/**
 * The record heads and message heads that a device last reported; null if it reported nothing here.
 */
export type SaidBy = (
  device: DeviceId,
) => { records: readonly RecordId[]; of: ReadonlySet<DeviceId> } | null

/**
 * Devices that are out, by member. Devices of members who left are not among them: nobody else has
 * those.
 */
const outOf = (group: Group): Map<MemberId, DeviceId[]> => {
  const { pastDevices, pastMembers } = group.state()
  const found = new Map<MemberId, DeviceId[]>()
  for (const { id, member } of pastDevices.values())
    if (pastMembers.get(member)?.removed.reason !== 'left')
      found.set(member, [...(found.get(member) ?? []), id])
  return found
}

/**
 * Only known facts count. A member is not listed if no device of the member reported heads, if the
 * heads are unknown here, or if one device has received the removal. A device with messages of a
 * removed device reports as soon as it learns of the removal (`acknowledgement`). A device without
 * such messages may learn of it silently, so nothing is known about it. The cost is one state for
 * each report.
 */
export const unawareOf = (group: Group, said: SaidBy): UnawareMembers[] => {
  const state = group.state()
  const out = outOf(group)
  if (out.size === 0 || !isActive(state, group.self.device)) return []
  const others = [...state.members.values()]
    .filter(({ id, outside }) => id !== group.self.member && !outside)
    .map(({ id, devices }) => ({
      id,
      words: devices.flatMap(device => {
        const word = said(device)
        return word ? [{ ...word, state: group.stateAt(word.records) }] : []
      }),
    }))
  return [...out].flatMap(([of, devices]) => {
    const members = others
      .filter(({ id }) => id !== of)
      .filter(({ words }) =>
        devices.some(
          device =>
            words.length > 0 &&
            words.every(word => word.of.has(device) && word.state?.devices.has(device)),
        ),
      )
      .map(({ id }) => id)
    return members.length > 0 ? [{ of, members }] : []
  })
}
