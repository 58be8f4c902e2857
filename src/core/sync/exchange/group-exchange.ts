// The exchange of one group or circle: its conversations with the devices that are linked, and what
// its own messages, messages of others and new records make it send.
import type { DeviceId, FeedId, GroupId, MemberId } from '#shared/ids'
import {
  type Link,
  membershipOf,
  type Presence,
  openLinkConversation,
  type LinkConversation,
} from '../link/index.ts'
import { NamedTimers } from '../named-timers.ts'
import type { News } from '../outbox/index.ts'
import { openOwnPresence, type OwnPresence } from './own-presence.ts'
import { knownIn, readsWith } from '../members/index.ts'
import type { Later, SyncArchive } from '../ports.ts'
import { push } from './push.ts'
import { renewSessions } from './renewing.ts'
import type { GroupSync } from '../group-sync.ts'
import { newAcknowledged, noteAcknowledged, type Acknowledged } from './unsent-counts.ts'

export type HeardPresence = Presence & { group: GroupId; device: DeviceId; member: MemberId }

export type GroupExchangePorts = {
  replica: GroupSync
  archive: Pick<SyncArchive, 'settings' | 'documents'>
  /** As `openOwnPresence` has it. */
  presenceSession: string
  now(): number
  later: Later
  defect(error: unknown): void
  /** Runs work without a caller that waits for it. */
  guarded(work: () => void): void
  hear(heard: HeardPresence): void
  /** The group changed, or the state of a link of it. */
  changed(): void
  /** A conversation may be level now. */
  spoke(): void
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

export class GroupExchange {
  readonly replica: GroupSync
  readonly acknowledged: Acknowledged = newAcknowledged()
  readonly sessions = new Set<LinkConversation>()
  /** The conversations that carry the membership alone: one end is outside the plenary. */
  readonly beside = new Set<LinkConversation>()
  readonly #ports: GroupExchangePorts
  readonly #timers: NamedTimers
  readonly #presence: OwnPresence
  readonly #unlisten: () => void
  #wordAt = 0

  constructor(ports: GroupExchangePorts) {
    const { replica, presenceSession, later, guarded } = ports
    this.replica = replica
    this.#ports = ports
    this.#timers = new NamedTimers((work, wait) => later(() => guarded(work), wait))
    this.#presence = openOwnPresence(replica.group, presenceSession)
    this.#unlisten = replica.onNews(news => guarded(() => this.#onNews(news)))
    // Not at once: the caller may still be composing the rooms.
    this.#timers.begin('resume', 0, () => replica.resume())
  }

  /** Exchanges with the device at the other end of `link` until it closes. */
  converse(link: Link): void {
    const { replica } = this
    const { group } = replica
    const { now, later, defect, guarded, spoke, changed } = this.#ports
    if (group.entry().state === 'joining' || knownIn(group, link.remote) === undefined) {
      link.close()
      return
    }
    guarded(() => replica.prepare())
    let ended = false
    let session: LinkConversation | null = null
    const reads = readsWith(group, link.remote)
    const among = reads ? this.sessions : this.beside
    session = openLinkConversation({
      replica: reads ? replica : membershipOf(replica),
      link,
      now,
      later,
      defect,
      hear: presence => void (reads && this.#hear(link.remote, presence)),
      acknowledged: (feed, seq) => void (reads && this.#acknowledge(link.remote, feed, seq)),
      spoke: () => {
        spoke()
        this.#timers.begin('tell', rhythm.tell, changed)
        // The content is compared after a quiet moment, because reading every changed document
        // takes time.
        this.#timers.begin('content', rhythm.content, () => {
          for (const each of this.sessions) each.compare()
        })
      },
      differed: changed,
      closed: () => {
        ended = true
        // The link may have ended before there was a conversation.
        if (session) among.delete(session)
        spoke()
        changed()
      },
    })
    if (ended) return
    among.add(session)
    changed()
  }

  peers(): { group: GroupId; device: DeviceId; member: MemberId }[] {
    const { group } = this.replica
    return this.#all().flatMap(({ remote }) => {
      const member = knownIn(group, remote)?.member
      return member ? [{ group: group.id, device: remote, member }] : []
    })
  }

  isLevel(): boolean {
    return this.#all().every(session => session.isLevel())
  }

  sendPresence(presence: Presence): void {
    const { archive } = this.#ports
    if (this.sessions.size === 0 || !archive.settings.get().sharePresence) return
    if (!archive.documents.get(presence.document)?.shared) return
    this.#presence.put(presence)
    this.#timers.begin('presence', rhythm.presence, () => {
      for (const frame of this.#presence.take())
        for (const session of this.sessions) session.send(frame)
    })
  }

  close(): void {
    this.#unlisten()
    this.replica.close()
    this.#timers.close()
    for (const session of this.#all()) session.close()
  }

  #all(): LinkConversation[] {
    return [...this.sessions, ...this.beside]
  }

  #onNews(news: News): void {
    switch (news.kind) {
      case 'written':
        push(this, news.messages)
        break
      case 'received':
        this.#announceSoon()
        if (news.judged.some(({ kind }) => kind !== 'heads')) this.#sayHeads()
        break
      case 'stopped':
        this.#announceSoon()
        break
      case 'records':
        // Not at once: messages that were written just before belong to the newcomer's bootstrap
        // snapshot.
        this.#timers.begin('prepare', 0, () => this.replica.prepare())
        renewSessions(this)
        break
    }
    this.#ports.spoke()
    this.#ports.changed()
  }

  #announceSoon(): void {
    this.#timers.begin('announce', rhythm.announce, () => {
      for (const session of this.sessions) session.announce()
    })
  }

  #sayHeads(): void {
    const { archive, now } = this.#ports
    if (!archive.settings.get().sharePresence) return
    const wait = Math.max(rhythm.word, this.#wordAt + rhythm.wordAgain - now())
    this.#timers.begin('word', wait, () => {
      this.#wordAt = now()
      this.replica.sayHeads()
    })
  }

  #hear(device: DeviceId, presence: Presence): void {
    const { group } = this.replica
    const member = group.state().devices.get(device)?.member
    if (member) this.#ports.hear({ group: group.id, device, member, ...presence })
  }

  #acknowledge(device: DeviceId, feed: FeedId, seq: number): void {
    if (!this.replica.isOwn(feed)) return
    const { self, state } = this.replica.group
    const isOwnMember = state().devices.get(device)?.member === self.member
    noteAcknowledged(this.acknowledged, { feed, seq, isOwnMember })
  }
}
