// Who, by her last word that came here, had not heard that a device is out: until she hears of it hers
// still gives it what she writes.
import { isActive, type Group } from '#core/group'
import type { Group as GroupDescription } from '#shared/contract'
import type { DeviceId, MemberId, RecordId } from '#shared/ids'

type Unheard = GroupDescription['unheard'][number]

/**
 * The heads of the records that a device last said to have, and whose messages it had; null where it
 * said nothing here.
 */
export type SaidBy = (
  device: DeviceId,
) => { records: readonly RecordId[]; of: ReadonlySet<DeviceId> } | null

/** Devices that are out, by whose they are, but for those of who left: they are in no other hands. */
const outOf = (group: Group): Map<MemberId, DeviceId[]> => {
  const { pastDevices, pastMembers } = group.state()
  const found = new Map<MemberId, DeviceId[]>()
  for (const { id, member } of pastDevices.values())
    if (pastMembers.get(member)?.removed.reason !== 'left')
      found.set(member, [...(found.get(member) ?? []), id])
  return found
}

/**
 * Only what is known: who said nothing here, or stands on records that are not here, is not named, and
 * who has one device that has heard has heard. A device that has messages of one that is out says so as
 * soon as it learns of that (`acknowledgement`). One that has none may learn of it in silence, so that
 * nothing is known of it either. Costs one state for each word.
 */
export const unheardOf = (group: Group, said: SaidBy): Unheard[] => {
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
