// The exchange: everything that this device sends to its groups and receives from them. Own
// messages go to links after their commit, packs from links go into the archive, and the stated
// heads of peers are kept.
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import { toHex, type Bytes } from '#core/keys'
import { openCircleChannels } from './circle-channels.ts'
import type { Circles } from './known-circles.ts'
import type { Later, SyncArchive, SyncDocuments, SyncGroup } from './ports.ts'
import type { Link } from './link.ts'
import { openOwnPresence, type OwnPresence } from './own-presence.ts'
import { membershipOf } from './membership.ts'
import { knownIn, readsWith } from './plenary.ts'
import type { Presence } from './presence.ts'
import { push } from './push.ts'
import { openGroupSync, type GroupSync } from './replica.ts'
import type { News } from './news.ts'
import { renewSessions } from './renewing.ts'
import {
  newAcknowledged,
  noteAcknowledged,
  openUnsentCounts,
  type Acknowledged,
  type UnsentCounts,
} from './unsent-counts.ts'
import { openLinkConversation, type LinkConversation } from './session.ts'

export type HeardPresence = Presence & { group: GroupId; device: DeviceId; member: MemberId }

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

/** Milliseconds: changes are gathered before they are passed on, and heads for longer. */
const rhythm = {
  announce: 250,
  word: 3_000,
  wordAgain: 30_000,
  presence: 100,
  tell: 500,
  content: 10_000,
} as const

type Open = {
  replica: GroupSync
  sessions: Set<LinkConversation>
  /** The link conversations that carry the membership alone: one end is outside the plenary. */
  beside: Set<LinkConversation>
  acknowledged: Acknowledged
  cancel: Map<string, () => void>
  wordAt: number
  presence: OwnPresence
  close(): void
}

export const openExchange = (ports: {
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
}): Exchange => {
  const { archive, groups, groupOf, circles, documents, now, random, later } = ports
  /** Work that was under way at the end may find the archive closed. */
  let isOver = false
  const defect = (error: unknown): void => void (isOver || ports.defect(error))
  const open = new Map<GroupId, Open>()
  const changed = new Set<(change: Change) => void>()
  const heard = new Set<(heard: HeardPresence) => void>()
  const lookers = new Set<() => void>()
  const presenceSession = toHex(random(8))

  const tell = (group: GroupId | null): void => {
    for (const listen of changed) listen({ group })
  }

  // Runs work that has no waiting caller. A refusal (a full disk, a group that is stopped) is due
  // again with the next change; any other error is a defect.
  const guarded = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Failure)) defect(error)
    }
  }

  /** Runs `work` once after a while. A second call before that changes nothing. */
  const soon = (entry: Open, name: string, milliseconds: number, work: () => void): void => {
    if (entry.cancel.has(name)) return
    const cancel = later(() => {
      entry.cancel.delete(name)
      guarded(work)
    }, milliseconds)
    entry.cancel.set(name, cancel)
  }

  const sayHeads = (entry: Open): void => {
    if (!archive.settings.get().sharePresence) return
    const wait = Math.max(rhythm.word, entry.wordAt + rhythm.wordAgain - now())
    soon(entry, 'word', wait, () => {
      entry.wordAt = now()
      entry.replica.sayHeads()
    })
  }

  const announceSoon = (entry: Open): void =>
    soon(entry, 'announce', rhythm.announce, () => {
      for (const session of entry.sessions) session.announce()
    })

  const onNews = (entry: Open, news: News): void => {
    switch (news.kind) {
      case 'written':
        push(entry, news.messages)
        break
      case 'received':
        announceSoon(entry)
        if (news.judged.some(({ kind }) => kind !== 'heads')) sayHeads(entry)
        break
      case 'stopped':
        announceSoon(entry)
        break
      case 'records':
        // Not at once: messages that were written just before belong to the newcomer's bootstrap
        // snapshot.
        soon(entry, 'prepare', 0, () => entry.replica.prepare())
        renewSessions(entry)
        break
    }
    tell(entry.replica.group.id)
  }

  const openFor = (group: SyncGroup): Open => {
    const replica = openGroupSync({
      archive,
      group,
      documents,
      now,
      random,
      defect,
      later,
      parts: () => circles.of(group.id).flatMap(({ id }) => open.get(id)?.replica ?? []),
    })
    const entry: Open = {
      replica,
      sessions: new Set(),
      beside: new Set(),
      acknowledged: newAcknowledged(),
      cancel: new Map(),
      wordAt: 0,
      presence: openOwnPresence(group, presenceSession),
      close() {
        unlisten()
        replica.close()
        for (const cancel of entry.cancel.values()) cancel()
        for (const session of [...entry.sessions, ...entry.beside]) session.close()
        open.delete(group.id)
      },
    }
    const unlisten = replica.onNews(news => guarded(() => onNews(entry, news)))
    open.set(group.id, entry)
    // Not at once: the caller may still be composing the rooms.
    soon(entry, 'resume', 0, () => replica.resume())
    return entry
  }

  const entryOf = (id: GroupId): Open => {
    const known = open.get(id)
    const group = groupOf(id)
    if (known && (!group || known.replica.group === group)) return known
    if (!group) throw new Failure('not-found')
    // The device asked to join once more, with other keys and other records.
    known?.close()
    return openFor(group)
  }

  const sendWaitingPresence = (entry: Open): void => {
    for (const frame of entry.presence.take())
      for (const session of entry.sessions) session.send(frame)
  }

  const converse = (id: GroupId, link: Link): void => {
    const entry = entryOf(id)
    const { replica } = entry
    const isMember = knownIn(replica.group, link.remote) !== undefined
    if (replica.group.entry().state === 'joining' || !isMember) {
      link.close()
      return
    }
    guarded(() => replica.prepare())
    let ended = false
    let session: LinkConversation | null = null
    const reads = readsWith(replica.group, link.remote)
    const among = reads ? entry.sessions : entry.beside
    session = openLinkConversation({
      replica: reads ? replica : membershipOf(replica),
      link,
      now,
      later,
      defect,
      hear: presence => {
        const member = replica.group.state().devices.get(link.remote)?.member
        if (!member || !reads) return
        for (const listen of heard) listen({ group: id, device: link.remote, member, ...presence })
      },
      acknowledged: (feed, seq) => {
        if (!reads || !replica.isOwn(feed)) return
        const { self, state } = replica.group
        const isOwnMember = state().devices.get(link.remote)?.member === self.member
        noteAcknowledged(entry.acknowledged, { feed, seq, isOwnMember })
      },
      spoke: () => {
        for (const look of lookers) look()
        soon(entry, 'tell', rhythm.tell, () => tell(id))
        // The content is compared after a quiet moment, because reading every changed document
        // takes time.
        soon(entry, 'content', rhythm.content, () => {
          for (const each of entry.sessions) each.compare()
        })
      },
      differed: () => tell(id),
      closed: () => {
        ended = true
        // The link may have ended before there was a conversation.
        if (session) among.delete(session)
        for (const look of lookers) look()
        tell(id)
      },
    })
    if (ended) return
    among.add(session)
    tell(id)
  }

  const replicaOf = (id: GroupId): GroupSync => entryOf(id).replica
  const lines = openCircleChannels({ circles, replicaOf, open: converse, guarded })

  return {
    replicaOf,
    addLink: (id, link) => lines.split(entryOf(id).replica.group, link, main => converse(id, main)),
    peers: () =>
      [...open.values()].flatMap(({ replica: { group }, sessions, beside }) =>
        [...sessions, ...beside].flatMap(({ remote }) => {
          const member = knownIn(group, remote)?.member
          return member ? [{ group: group.id, device: remote, member }] : []
        }),
      ),
    isLinked: id =>
      id === undefined
        ? [...open.values()].some(({ sessions }) => sessions.size > 0)
        : (open.get(id)?.sessions.size ?? 0) > 0,
    sendPresence(id, presence) {
      const entry = entryOf(id)
      if (entry.sessions.size === 0 || !archive.settings.get().sharePresence) return
      if (!archive.documents.get(presence.document)?.shared) return
      entry.presence.put(presence)
      soon(entry, 'presence', rhythm.presence, () => sendWaitingPresence(entry))
    },
    onPresence(listen) {
      heard.add(listen)
      return () => void heard.delete(listen)
    },
    onChange(listen) {
      changed.add(listen)
      return () => void changed.delete(listen)
    },
    changed: () => tell(null),
    level(id) {
      const { sessions, beside } = entryOf(id)
      const isLevel = (): boolean => [...sessions, ...beside].every(session => session.isLevel())
      return new Promise(resolve => {
        const look = (): void => {
          if (!isLevel()) return
          lookers.delete(look)
          resolve()
        }
        lookers.add(look)
        look()
      })
    },
    ...openUnsentCounts({ groups, circles, entryOf }),
    takeIn(id) {
      for (const { replica } of open.values())
        if (id === undefined || replica.group.id === id) replica.takeIn()
    },
    forget: id => open.get(id)?.close(),
    close() {
      isOver = true
      lines.close()
      for (const entry of open.values()) entry.close()
    },
  }
}
