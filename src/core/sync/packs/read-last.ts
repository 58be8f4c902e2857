// The order in which packs that came together are taken in. Messages that a device writes after it
// broke a rule count as before, and are read after those of others, who do not wait for them.
import type { DeviceId } from '#shared/ids'
import type { Pack } from './pack.ts'

/**
 * Two parts of `packs`, each in the order of arrival: those of other devices, and those of devices
 * that broke a rule.
 */
export const apart = (
  packs: readonly Pack[],
  offenders: { has(device: DeviceId): boolean },
): [others: Pack[], last: Pack[]] => {
  const isLast = ({ items: [{ message }] }: Pack): boolean => offenders.has(message.device)
  return [packs.filter(pack => !isLast(pack)), packs.filter(isLast)]
}
