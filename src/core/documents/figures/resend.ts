// When an attachment was last sent again, and how often, for each device that stated to lack it: a
// device that always says so makes no other one wait.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, type Bytes } from '#core/keys'
import type { DeviceId, GroupId } from '#shared/ids'

export type Resend = {
  /**
   * Those of `devices` for which it is time: a day after the last time, then twice as long each
   * time.
   */
  due(devices: readonly DeviceId[]): DeviceId[]
  /** The attachment was sent again for these devices; in a transaction. */
  brought(devices: readonly DeviceId[]): void
}

const day = 24 * 60 * 60 * 1000

const readTimes = (note: Bytes | null): { times: number; at: number } | null => {
  const list = note && decodeStrict(note, 64)
  const [times, at] = Array.isArray(list) ? list : []
  return typeof times === 'number' && typeof at === 'number' ? { times, at } : null
}

/** The repetitions of one picture or file; `name`: the place of its notes. */
export const resendOf = (
  { notes, now }: { notes: Archive['notes']; now(): number },
  group: GroupId,
  name: string,
): Resend => {
  const last = (device: DeviceId) => readTimes(notes.get(group, `${name}/${device}`))
  return {
    due: devices =>
      devices.filter(device => {
        const before = last(device)
        // Not earlier. Where the clock went back, the time is unknown.
        return !before || Math.abs(now() - before.at) >= day * 2 ** (before.times - 1)
      }),
    brought(devices) {
      for (const device of devices)
        notes.put(group, `${name}/${device}`, encode([(last(device)?.times ?? 0) + 1, now()]))
    },
  }
}
