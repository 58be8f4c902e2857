// Equivocation: devices that signed two contents for one place in a feed. Both contents are kept as
// proof. From then on only messages of that device count that a device without such a fault had
// taken in (`vouching.ts`). The members see these devices, and those whose messages broke a rule.
import type { DeviceId, DocumentId, FeedId, GroupId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { Proof } from '#core/archive'
import type { SyncArchive } from '../ports.ts'
import type { Fork } from './fork-proof.ts'
import { type Message, readMessage } from '#core/messages'
import { hollowed, readPack, writePack, type Item, type Pack } from '../packs/index.ts'
import type { Waiting } from '../waiting/index.ts'

/** A fault of a device that no honest one has, unless its archive exists twice or is defective. */
export type Offence = {
  /**
   * The number of its messages for all that broke a rule and had no effect, as far as they are
   * counted.
   */
  refused: number
  /**
   * The device signed two contents for one place of a feed: new messages of it count only by the
   * messages of others.
   */
  isStopped: boolean
}

export type StoppedDevices = {
  has(device: DeviceId): boolean
  /** Devices that broke a rule, as far as this one knows. */
  offences(): Map<DeviceId, Offence>
  /** Devices whose fault was found here, and that were not returned before. */
  takeFound(): DeviceId[]
  /** One proof against a device; null where there is none. */
  proofOf(device: DeviceId): Proof | null
  /** Every device that is stopped. */
  all(): DeviceId[]
  /**
   * Keeps `pack` and the message that is here at `seq` of its feed as proof, and stops the device.
   */
  stop(pack: Pack, seq: number): void
  /** Takes in a proof that another device found. False where the device is stopped already. */
  take(fork: Fork): boolean
  /** Drops the bodies of a document: a proof needs none. */
  hollow(document: DocumentId): void
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

/** The messages from `seq` on up to the next signature, as a pack that proves itself. */
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

export const openStoppedDevices = (
  archive: Pick<SyncArchive, 'messages' | 'proofs'>,
  waiting: Waiting,
  group: GroupId,
): StoppedDevices => {
  const stopped = new Set<DeviceId>()
  let found: DeviceId[] = []
  const load = (): void => {
    stopped.clear()
    found = []
    for (const device of archive.proofs.values({ group }, 'device')) stopped.add(device)
  }
  load()
  const keep = ({ device, a, b }: Fork): void => {
    archive.proofs.put({ group, device, a, b })
    stopped.add(device)
  }
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
    takeFound: () => found.splice(0),
    proofOf: device => archive.proofs.list({ group, device })[0] ?? null,
    all: () => [...stopped],
    reload: load,
    hollow(document) {
      for (const proof of archive.proofs.list({ group })) {
        const next = {
          ...proof,
          a: withoutBodies(proof.a, document),
          b: withoutBodies(proof.b, document),
        }
        archive.proofs.remove(proof)
        archive.proofs.put(next)
      }
    },
    stop(pack, seq) {
      const [{ message }] = pack.items
      const here = evidence(archive, waiting, group, message.feed, seq)
      if (!here) return
      keep({ device: message.device, a: here, b: writePack(pack) })
      found.push(message.device)
    },
    take(fork) {
      if (stopped.has(fork.device)) return false
      keep(fork)
      return true
    },
  }
}
