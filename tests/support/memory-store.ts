// A store of a mailbox host that lives as long as its process.
import { random, toHex, type Bytes } from '#core/keys'
import { partOverhead, type Part, type Store } from '#mailbox'

type Box = { parts: (Part & { at: number })[]; bytes: number; last: number }

export const memoryStore = (): Store => {
  const log = random(16)
  const boxes = new Map<string, Box>()
  /** Where a mailbox begins, so that one that was forgotten gives no place twice. */
  let floor = 0
  let bytes = 0
  const sizeOf = (part: Bytes): number => part.length + partOverhead
  const boxOf = (mailbox: Bytes): Box | undefined => boxes.get(toHex(mailbox))
  return {
    async append(mailbox, part, { at, quotas }) {
      const box = boxOf(mailbox) ?? { parts: [], bytes: 0, last: floor }
      const size = sizeOf(part)
      if (box.bytes + size > quotas.mailbox) return 'mailbox-full'
      if (bytes + size > quotas.total) return 'host-full'
      boxes.set(toHex(mailbox), box)
      box.bytes += size
      bytes += size
      box.last++
      box.parts.push({ place: box.last, bytes: part.slice(), at })
      return { place: box.last }
    },
    async read(mailbox, after, most) {
      const found: Part[] = []
      let length = 0
      for (const part of boxOf(mailbox)?.parts ?? []) {
        if (part.place <= after) continue
        length += part.bytes.length
        if (found.length > 0 && length > most) break
        found.push({ place: part.place, bytes: part.bytes })
      }
      return found
    },
    async dropExpired(before) {
      let dropped = 0
      for (const [name, box] of boxes) {
        const kept = box.parts.filter(({ at }) => at >= before)
        const lost = box.parts.filter(({ at }) => at < before)
        const freed = lost.reduce((sum, part) => sum + sizeOf(part.bytes), 0)
        dropped += lost.length
        box.parts = kept
        box.bytes -= freed
        bytes -= freed
        if (kept.length > 0) continue
        floor = Math.max(floor, box.last)
        boxes.delete(name)
      }
      return dropped
    },
    async usage(mailbox) {
      const chosen = mailbox === undefined ? [...boxes.values()] : [boxOf(mailbox)]
      const of = chosen.filter(box => box !== undefined)
      return {
        log,
        mailboxes: of.length,
        parts: of.reduce((sum, box) => sum + box.parts.length, 0),
        bytes: of.reduce((sum, box) => sum + box.bytes, 0),
        last: mailbox === undefined ? 0 : (of[0]?.last ?? floor),
      }
    },
    newest: async mailboxes => mailboxes.map(mailbox => boxOf(mailbox)?.last ?? 0),
    async close() {},
  }
}
