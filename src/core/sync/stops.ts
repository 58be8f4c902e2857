// Devices that signed two contents for one place in a feed. Both are kept as proof; from then on
// nothing new of that device counts here, until a chair continues its documents. Whoever looks at the
// group is told of them, and of those whose messages broke a rule.
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { SyncArchive } from './doors.ts'
import { readMessage, type Message } from './message.ts'
import { hollowed, readPack, writePack, type Item, type Pack } from './pack.ts'
import type { Waiting } from './waiting.ts'

/** What a device did that no honest one does, unless its archive exists twice or has a fault. */
export type Offence = {
  /** Its messages for all that broke a rule and had no effect, as far as they are counted. */
  refused: number
  /** It signed two contents for one place of a feed: nothing new of it counts. */
  isStopped: boolean
}

export type Stops = {
  has(device: DeviceId): boolean
  /** Devices that broke a rule, as far as this one knows. */
  offences(): Map<DeviceId, Offence>
  /** Whether a proof holds this message: what names it need not wait for it. */
  proves(id: MessageId): boolean
  /**
   * Keeps `pack` and what is here at `seq` of its feed as proof, and stops the device. The messages that
   * proofs hold since: what waited for one of them waits no more.
   */
  stop(pack: Pack, seq: number): MessageId[]
  /** Gives up the bodies of a document: a proof is one without them. */
  hollow(document: DocumentId): void
}

/** From `seq` on up to the next signature, as a pack that proves itself. */
const evidence = (
  archive: Pick<SyncArchive, 'messages'>,
  waiting: Waiting,
  group: GroupId,
  feed: FeedId,
  seq: number,
): Bytes | null => {
  const items: Item[] = []
  for (let at = seq; ; at++) {
    const row = archive.messages.range(group, feed, at, at + 1)[0]
    const id = row ? null : waiting.at(feed, at)
    const waiter = id && waiting.get(id)
    const message: Message | null = row ? readMessage(row.header) : (waiter?.message ?? null)
    if (!message) return null
    items.push({ message, body: row ? row.body : (waiter?.body ?? null) })
    const signature = row ? row.signature : (waiter?.signature ?? null)
    const [first, ...rest] = items
    if (first && signature) return writePack({ items: [first, ...rest], signature })
  }
}

export const openStops = (
  archive: Pick<SyncArchive, 'messages' | 'proofs'>,
  waiting: Waiting,
  group: GroupId,
): Stops => {
  const stopped = new Set<DeviceId>()
  const proven = new Set<MessageId>()
  const remember = (device: DeviceId, packs: Bytes[]): MessageId[] => {
    stopped.add(device)
    const items = packs.flatMap(bytes => readPack(bytes)?.items ?? [])
    const ids = items.map(({ message }) => message.id).filter(id => !proven.has(id))
    for (const id of ids) proven.add(id)
    return ids
  }
  for (const { device, a, b } of archive.proofs.list(group)) remember(device, [a, b])
  const withoutBodies = (bytes: Bytes, document: DocumentId): Bytes => {
    const pack = readPack(bytes)
    return pack ? writePack(hollowed(pack, document)) : bytes
  }
  return {
    has: device => stopped.has(device),
    offences() {
      const refused = archive.messages.refused(group)
      return new Map(
        [...new Set([...refused.keys(), ...stopped])].map(id => [
          id,
          { refused: refused.get(id) ?? 0, isStopped: stopped.has(id) },
        ]),
      )
    },
    proves: id => proven.has(id),
    hollow(document) {
      for (const proof of archive.proofs.list(group)) {
        const next = {
          ...proof,
          ...{ a: withoutBodies(proof.a, document), b: withoutBodies(proof.b, document) },
        }
        archive.proofs.replace(group, proof, next)
      }
    },
    stop(pack, seq) {
      const [{ message }] = pack.items
      const here = evidence(archive, waiting, group, message.feed, seq)
      if (!here) return []
      const came = writePack(pack)
      archive.proofs.put(group, message.device, here, came)
      return remember(message.device, [here, came])
    },
  }
}
