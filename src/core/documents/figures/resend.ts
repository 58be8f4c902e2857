// When an attachment was last sent again, and how often, for each device that stated to lack it: a
// device that always says so makes no other one wait.
import type { Archive, EnclosureResend } from '#core/archive'
import type { DeviceId } from '#shared/ids'

export type Resend = {
  /**
   * The `devices` for which it is time: a day after the last time, then twice as long each
   * time.
   */
  due(devices: readonly DeviceId[]): DeviceId[]
  /** The attachment was sent again for these devices; in a transaction. */
  brought(devices: readonly DeviceId[]): void
}

const day = 24 * 60 * 60 * 1000

/** The repetitions of one picture or file. */
export const resendOf = (
  { enclosureResends }: Pick<Archive, 'enclosureResends'>,
  now: () => number,
  key: Pick<EnclosureResend, 'document' | 'what' | 'hash'>,
): Resend => {
  const last = (device: DeviceId) => enclosureResends.get({ ...key, device })
  return {
    due: devices =>
      devices.filter(device => {
        const before = last(device)
        // Not earlier. Where the clock went back, the time is unknown.
        return !before || Math.abs(now() - before.at) >= day * 2 ** (before.times - 1)
      }),
    brought(devices) {
      for (const device of devices) {
        const times = (last(device)?.times ?? 0) + 1
        enclosureResends.put({ ...key, device, times, at: now() })
      }
    },
  }
}
