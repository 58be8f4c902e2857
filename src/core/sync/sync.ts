// The composition of the room: group sync, links, files, and the local network.
import type { Reach } from '#shared/contract'
import type { DeviceId, DocumentId, FeedId, GroupId, MemberId } from '#shared/ids'
import type { Group } from '#core/group'
import { Failure } from '#shared/failure'
import type { Bytes } from '#core/keys'
import { type Circles, plenaryOf } from './members/index.ts'
import { realLater, type Later, type SyncArchive, type SyncDocuments } from './ports.ts'
import type { LanGroup } from './ports.ts'
import type { Retirement } from './retire/index.ts'
import type { Offload } from './offload/index.ts'
import {
  openExchange,
  type Change,
  type HeardPresence,
  type UnsentCounts,
} from './exchange/index.ts'
import { openFileExchange, type FileExchange } from './files/index.ts'
import { type Joining, type Lan, type LanOptions, openLocalNetwork } from './lan/index.ts'
import type { Link, Presence } from './link/index.ts'
import type { StatedHeads } from './peers/index.ts'
import { openMailboxes, type MailboxOptions, type Mailboxes } from './mailbox/index.ts'
import type { Warning } from './outbox/index.ts'
import type { Offence } from './equivocation/index.ts'

export type { HeardPresence } from './exchange/index.ts'

export type Sync = FileExchange & {
  /**
   * Writes a message of this device in the transaction that is open, and sends it after the commit.
   * Failures: `not-found`, `not-permitted` while this device is not in the group.
   */
  publish(group: GroupId, document: DocumentId | null, kind: string, body: Bytes): void
  /**
   * Retires a shared document in favour of `successor`, which is shared too, in the transaction
   * that is open; every device that gets the record does. Failure `not-permitted` for a member who
   * is neither chair nor rapporteur.
   */
  giveUp(
    group: GroupId,
    given: { document: DocumentId; successor: DocumentId; digest: string },
  ): void
  /** The document that this one goes on from, and the device that retired it. */
  sealingOf(group: GroupId, successor: DocumentId): (Retirement & { document: DocumentId }) | null
  /** Offloading documents of a group for a while. */
  travel(group: GroupId): Offload
  /** The feed that this session writes in. */
  feedOf(group: GroupId): FeedId
  /** Whether another device of the group (or of any) is linked, or at its mailbox, just now. */
  isLive(group?: GroupId): boolean
  /** Takes in deferred packs, of one group or of all. */
  takeIn(group?: GroupId): void
  addLink(group: GroupId, link: Link): void
  reach(group: GroupId): Map<MemberId, Reach>
  /** Null for a device that stated nothing here. */
  said(group: GroupId, device: DeviceId): StatedHeads | null
  /**
   * The number of members, this one included, who are known to have everything of the document that
   * is here.
   */
  have(group: GroupId, document: DocumentId): number
  /** Resolves when this device and every linked one are known to have the same of the group. */
  level(group: GroupId): Promise<void>
  /** Messages with content made here that no other device is known to hold. */
  toGo: UnsentCounts['toGo']
  unsent: UnsentCounts['unsent']
  warnings(group: GroupId): Warning[]
  /** Devices of the group that broke a rule, as far as this one knows. */
  offences(group: GroupId): Map<DeviceId, Offence>
  /**
   * Active devices whose messages wait here for a message of a device that is out, which nobody
   * brought.
   */
  heldUp(group: GroupId): Set<DeviceId>
  peers(): { group: GroupId; device: DeviceId; member: MemberId }[]
  sendPresence(group: GroupId, presence: Presence): void
  onPresence(listen: (heard: HeardPresence) => void): () => void
  onChange(listen: (change: Change) => void): () => void
  lan: Lan
  /** Asking to join over the local network. */
  joining: Joining
  mailboxes: Mailboxes
  /** Ends the work for a group that is not in this profile any more. */
  forget(group: GroupId): void
  close(): void
}

export type SyncPorts = {
  archive: SyncArchive
  groups(): readonly Group[]
  /**
   * Circles, whose exchange runs beside that of their groups; each circle is used by its id like a
   * group.
   */
  circles: Circles
  documents: SyncDocuments
  /** UTC milliseconds. */
  now(): number
  random(length: number): Bytes
  later?: Later
  /** Gets errors that are no `Failure` and that no caller waits for. */
  defect(error: unknown): void
  lan?: LanOptions
  mailbox?: MailboxOptions
}

export const openSync = (ports: SyncPorts): Sync => {
  const { circles, later = realLater } = ports
  let plenaries: { of: readonly Group[]; list: readonly LanGroup[] } = { of: [], list: [] }
  /** The same list as long as the groups are the same: each key press asks for it. */
  const groups = (): readonly LanGroup[] => {
    const of = ports.groups()
    const isKnown = plenaries.of === of && plenaries.list.length === of.length
    if (!isKnown) plenaries = { of, list: of.map(plenaryOf) }
    return plenaries.list
  }
  const spaces = () => groups().flatMap(group => [group, ...circles.of(group.id)])
  const room = { ...ports, later, groups }
  const exchange = openExchange({
    ...room,
    groups: spaces,
    groupOf: id =>
      groups().find(group => group.id === id) ?? spaces().find(space => space.id === id) ?? null,
  })
  const { replicaOf } = exchange
  const files = openFileExchange({ ...room, replicaOf })
  const { lan, joining } = openLocalNetwork({
    ...room,
    replicaOf,
    files,
    addLink: exchange.addLink,
    changed: exchange.changed,
    options: ports.lan ?? {},
  })
  const mailboxes = openMailboxes({
    ...room,
    groups: spaces,
    replicaOf,
    changed: exchange.changed,
    options: ports.mailbox ?? {},
  })
  return {
    ...files,
    publish(group, document, kind, body) {
      const replica = replicaOf(group)
      if (replica.group.entry().state === 'joining') throw new Failure('not-permitted')
      replica.publish({ kind, document, body })
    },
    giveUp: (group, given) => replicaOf(group).sealing.write(given),
    sealingOf: (group, successor) => replicaOf(group).sealing.of(successor),
    travel: group => replicaOf(group).travel,
    feedOf: group => replicaOf(group).feed,
    isLive: group => exchange.isLinked(group) || mailboxes.isLive(group),
    takeIn: exchange.takeIn,
    addLink: exchange.addLink,
    reach: group => replicaOf(group).words.reach(),
    said: (group, device) => replicaOf(group).words.said(device),
    have: (group, document) => replicaOf(group).words.have(document),
    level: exchange.level,
    toGo: exchange.toGo,
    unsent: exchange.unsent,
    warnings: group => replicaOf(group).warnings(),
    offences: group => replicaOf(group).offences(),
    heldUp: group => replicaOf(group).heldUp(),
    peers: exchange.peers,
    sendPresence: exchange.sendPresence,
    onPresence: exchange.onPresence,
    onChange: exchange.onChange,
    lan,
    joining,
    mailboxes,
    forget(group) {
      mailboxes.forget(group)
      exchange.forget(group)
    },
    close() {
      lan.stop()
      mailboxes.close()
      exchange.close()
    },
  }
}
