// In which order packs that came together are taken in. What a device writes after it broke a rule
// counts as before, and is read behind what others wrote: whatever it costs, they do not wait for it.
import type { DeviceId } from '#shared/ids'
import type { Pack } from './pack.ts'

/** Two parts of `packs`, each in the order in which they came: of others, and of those devices. */
export const apart = (
  packs: readonly Pack[],
  offenders: { has(device: DeviceId): boolean },
): [others: Pack[], last: Pack[]] => {
  const isLast = ({ items: [{ message }] }: Pack): boolean => offenders.has(message.device)
  return [packs.filter(pack => !isLast(pack)), packs.filter(isLast)]
}
