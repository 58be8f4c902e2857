// Vouching: messages of removed devices count when a remaining device had seen them, by its own
// signed messages. The order of arrival decides nothing, so that all who remain end with the same
// (docs/protocol.md, When a message counts).
import type { DeviceId, MessageId } from '#shared/ids'
import type { Waiting } from './waiting.ts'

export type Vouching = {
  /** Whether a message of a remaining device stands on `id`, directly or through others. */
  isVouched(id: MessageId): boolean
  /** The waiting messages that lacked just that, now that `id` waits too. */
  metBy(id: MessageId): MessageId[]
}

/**
 * A judged message stands only on judged ones. So the voucher of a message without a verdict waits
 * too, or this device began with it: `isBeginning`.
 */
export const openVouching = (
  waiting: Pick<Waiting, 'linksOf' | 'namersOf' | 'isUnvouched' | 'unvouched'>,
  isActive: (device: DeviceId) => boolean,
  isBeginning: (id: MessageId) => boolean,
): Vouching => {
  /** The admitter vouches for the messages of a device's beginning. */
  const speaks = (id: MessageId): boolean => {
    const links = waiting.linksOf(id)
    return links !== null && (isActive(links.device) || isBeginning(id))
  }

  const isVouched = (id: MessageId): boolean => {
    if (isBeginning(id)) return true
    const seen = new Set<MessageId>([id])
    const open = [id]
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const namer of waiting.namersOf(at)) {
        if (seen.has(namer)) continue
        if (speaks(namer)) return true
        seen.add(namer)
        open.push(namer)
      }
    }
    return false
  }

  return {
    isVouched,
    metBy(id) {
      if (waiting.unvouched() === 0) return []
      if (!speaks(id) && !isVouched(id)) return []
      const met: MessageId[] = []
      const seen = new Set<MessageId>()
      const open = [...(waiting.linksOf(id)?.names ?? [])]
      for (let at = open.pop(); at !== undefined; at = open.pop()) {
        if (seen.has(at) || speaks(at)) continue
        seen.add(at)
        if (waiting.isUnvouched(at)) met.push(at)
        open.push(...(waiting.linksOf(at)?.names ?? []))
      }
      return met
    },
  }
}
