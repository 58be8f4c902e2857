// The exchange: everything that this device sends to its groups and receives from them. Own
// messages go to links after their commit, packs from links go into the archive, and the stated
// heads of peers are kept.
import { Failure } from '#shared/failure'
import { Listeners } from '#shared/listeners'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import { toHex, type Bytes } from '#core/keys'
import { openCircleChannels } from '../circles/index.ts'
import { GroupExchange, type HeardPresence } from './group-exchange.ts'
import type { Circles } from '../members/index.ts'
import type { Later, SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { Link, Presence } from '../link/index.ts'
import type { GroupSync } from '../group-sync.ts'
import { openGroupSync } from '../replica.ts'
import { openUnsentCounts, type UnsentCounts } from './unsent-counts.ts'

export type { HeardPresence } from './group-exchange.ts'

/** A change of a group, or (null) of the state of a link or of the network. */
export type Change = { group: GroupId | null }

export type Exchange = UnsentCounts & {
  replicaOf(group: GroupId): GroupSync
  /** Exchanges with the device at the other end of `link` until it closes. */
  addLink(group: GroupId, link: Link): void
  peers(): { group: GroupId; device: DeviceId; member: MemberId }[]
  /** Whether there is a peer, of this group or of any. */
  isLinked(group?: GroupId): boolean
  sendPresence(group: GroupId, presence: Presence): void
  onPresence(listen: (heard: HeardPresence) => void): () => void
  onChange(listen: (change: Change) => void): () => void
  /** Announces a change that belongs to no one group. */
  changed(): void
  /** Resolves when this device and every linked one have the same of the group. */
  level(group: GroupId): Promise<void>
  /** Takes in deferred packs, of one group or of all. */
  takeIn(group?: GroupId): void
  forget(group: GroupId): void
  close(): void
}

export type ExchangePorts = {
  archive: SyncArchive
  /** The groups, circles included. */
  groups(): readonly SyncGroup[]
  /** One group or circle. Each keystroke calls this. */
  groupOf(id: GroupId): SyncGroup | null
  circles: Circles
  documents: SyncDocuments
  now(): number
  random(length: number): Bytes
  later: Later
  defect(error: unknown): void
}

export const openExchange = (ports: ExchangePorts): Exchange => {
  const { groups, groupOf, circles, random } = ports
  /** Work that was under way at the end may find the archive closed. */
  let isOver = false
  const defect = (error: unknown): void => void (isOver || ports.defect(error))
  const open = new Map<GroupId, GroupExchange>()
  const changes = new Listeners<Change>()
  const presence = new Listeners<HeardPresence>()
  /** Hear that a conversation may be level. */
  const spoke = new Listeners<void>()
  const presenceSession = toHex(random(8))

  // A refusal (a full disk, a group that is stopped) is due again with the next change; any other
  // error is a defect.
  const guarded = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Failure)) defect(error)
    }
  }

  const openFor = (group: SyncGroup): GroupExchange => {
    const replica = openGroupSync({
      ...ports,
      group,
      defect,
      parts: () => circles.of(group.id).flatMap(({ id }) => open.get(id)?.replica ?? []),
    })
    const entry = new GroupExchange({
      ...ports,
      replica,
      presenceSession,
      defect,
      guarded,
      hear: heard => presence.tell(heard),
      changed: () => changes.tell({ group: group.id }),
      spoke: () => spoke.tell(),
    })
    open.set(group.id, entry)
    return entry
  }

  const forget = (id: GroupId): void => {
    open.get(id)?.close()
    open.delete(id)
  }

  const entryOf = (id: GroupId): GroupExchange => {
    const known = open.get(id)
    const group = groupOf(id)
    if (known && (!group || known.replica.group === group)) return known
    if (!group) throw new Failure('not-found')
    // The device asked to join once more, with other keys and other records.
    forget(id)
    return openFor(group)
  }

  const replicaOf = (id: GroupId): GroupSync => entryOf(id).replica
  const converse = (id: GroupId, link: Link): void => entryOf(id).converse(link)
  const lines = openCircleChannels({ circles, replicaOf, open: converse, guarded })

  return {
    replicaOf,
    addLink: (id, link) => lines.split(entryOf(id).replica.group, link, main => converse(id, main)),
    peers: () => [...open.values()].flatMap(entry => entry.peers()),
    isLinked: id =>
      (id === undefined ? [...open.values()] : [open.get(id)]).some(
        entry => entry !== undefined && entry.sessions.size > 0,
      ),
    sendPresence: (id, own) => entryOf(id).sendPresence(own),
    onPresence: presence.add,
    onChange: changes.add,
    changed: () => changes.tell({ group: null }),
    level(id) {
      const entry = entryOf(id)
      if (entry.isLevel()) return Promise.resolve()
      return new Promise(resolve => {
        const remove = spoke.add(() => {
          if (!entry.isLevel()) return
          remove()
          resolve()
        })
      })
    },
    ...openUnsentCounts({ groups, circles, entryOf }),
    takeIn(id) {
      for (const { replica } of open.values())
        if (id === undefined || replica.group.id === id) replica.takeIn()
    },
    forget,
    close() {
      isOver = true
      lines.close()
      for (const id of [...open.keys()]) forget(id)
    },
  }
}
