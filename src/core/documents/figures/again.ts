// When something was last brought once more, and how often, for each who said that she lacks it: who
// always says so makes nobody else wait.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, type Bytes } from '#core/keys'
import type { DeviceId, GroupId } from '#shared/ids'

export type Again = {
  /** Those of `devices` for whom it is time: a day after the time before, then twice as long each time. */
  due(devices: readonly DeviceId[]): DeviceId[]
  /** It was brought for these; in a transaction. */
  brought(devices: readonly DeviceId[]): void
}

const day = 24 * 60 * 60 * 1000

const readTimes = (note: Bytes | null): { times: number; at: number } | null => {
  const list = note && decodeStrict(note, 64)
  const [times, at] = Array.isArray(list) ? list : []
  return typeof times === 'number' && typeof at === 'number' ? { times, at } : null
}

/** Of one picture or file; `name`: where its notes lie. */
export const againOf = (
  { notes, now }: { notes: Archive['notes']; now(): number },
  group: GroupId,
  name: string,
): Again => {
  const last = (device: DeviceId) => readTimes(notes.get(group, `${name}/${device}`))
  return {
    due: devices =>
      devices.filter(device => {
        const before = last(device)
        // Not earlier, nor where the clock went back: then the time is not known.
        return !before || Math.abs(now() - before.at) >= day * 2 ** (before.times - 1)
      }),
    brought(devices) {
      for (const device of devices)
        notes.put(group, `${name}/${device}`, encode([(last(device)?.times ?? 0) + 1, now()]))
    },
  }
}
