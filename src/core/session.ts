// An opened profile: its rooms, composed. Each unlock is a session with a feed of its own in every
// group, so that a copied or restored profile never writes where another copy wrote.
import type { Archive } from '#core/archive'
import { clientIds, openDocuments, type Documents } from '#core/documents'
import { mayPropose, maySettle, reachOf, wasMember, type GroupState } from '#core/group'
import { fromHex, random as randomBytes, utf8, type Bytes } from '#core/keys'
import { openSync, type HeardPresence, type LanOptions, type Later, type Sync } from '#core/sync'
import type { MailboxOptions } from '#core/sync'
import type { NetworkStatus, Role, Settings } from '#shared/contract'
import { Presence } from '#shared/document-port'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import * as v from 'valibot'
import { openCircleList, type CircleList } from './circle-list.ts'
import { openGroupList, type GroupList } from './group-list.ts'
import { openMissing, type Missing } from './missing.ts'
import { openSummaries, type Summaries } from './summaries.ts'
import type { Told } from './told.ts'

export type Session = Summaries & {
  archive: Archive
  groups: GroupList
  circles: CircleList
  /** The group itself, or that whose circle it is. */
  homeOf(space: GroupId): GroupId
  /** Who is and was in a group or in a circle. */
  membersOf(space: GroupId): GroupState
  documents: Documents
  sync: Sync
  missing: Missing
  /** Takes out a group that this device only asked to join. Failures: `not-found`, `not-permitted`. */
  giveUpJoining(group: GroupId): void
  network(): NetworkStatus
  applySettings(settings: Settings): Promise<void>
  close(): Promise<void>
  /** As `close`, without sealing or sending what waits. */
  letGo(): void
}

export type SessionRooms = {
  archive: Archive
  now: () => number
  /** Never opens a socket by itself, whatever the settings say. */
  offline: boolean
  lan: LanOptions
  mailbox?: MailboxOptions
  /** Milliseconds from any beginning, to tell how long work takes; for tests. */
  clock?: () => number
  /** For tests: time that passes faster, and a feed that two sessions begin. */
  later?: Later
  random?: (length: number) => Bytes
  tell: Told
  onDefect: (error: unknown) => void
  /** Something was given up: see `scrubNote`. */
  gaveUp?: () => void
}

/** Stands while the disk may still have something of what was given up. */
export const scrubNote = 'safety/scrub'

const caretOf = (payload: Uint8Array | null): Presence | undefined => {
  if (payload === null) return null
  try {
    return v.parse(Presence, JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    // A later version may say it in another way.
    return undefined
  }
}

export const openSession = async (rooms: SessionRooms): Promise<Session> => {
  const { archive, now, offline, lan, mailbox = {}, tell, onDefect } = rooms
  const { random = randomBytes } = rooms
  const timers = rooms.later ? { later: rooms.later } : {}
  /** What is opened later hears of it too. */
  const onRecords: ((group: GroupId) => void)[] = [group => tell('groups.changed', { group })]
  const recordsChanged = (group: GroupId): void => onRecords.forEach(listen => listen(group))
  const groups: GroupList = openGroupList(
    archive,
    { now },
    {
      changed: recordsChanged,
      reach: (group, member) => sync.reach(group).get(member) ?? { state: 'never-heard' },
      warnings: group => sync.warnings(group),
      offences: group => sync.offences(group),
      heldUp: group => sync.heldUp(group),
      said: (group, device) => sync.said(group, device),
    },
  )
  const circles = openCircleList({ storage: archive, groups: groups.all, now })
  circles.onChange(recordsChanged)
  const homeOf = (space: GroupId): GroupId =>
    groups.all().some(({ id }) => id === space) ? space : (circles.find(space)?.parent ?? space)
  const spaceOf = (space: GroupId) =>
    groups.all().find(({ id }) => id === space) ?? circles.get(space)
  const lost = openMissing(archive, tell)
  const sync: Sync = openSync({
    archive,
    groups: groups.all,
    circles,
    // Asked for only when a message comes, and by then there are documents.
    documents: {
      receive: delivery => {
        const received = documents.receive(delivery)
        const { group, device } = delivery
        const isOwn = device === spaceOf(group).self.device
        // Not in the transaction that keeps it, which may fail.
        if (isOwn && received === 'applied') queueMicrotask(() => lost.cameBack())
        return received
      },
      early: {
        show: delivery => documents.early.show(delivery),
        ended: (...shown) => documents.early.ended(...shown),
      },
      isWhole: (group, document) => documents.isWhole(group, document),
      together: (ids, work) => documents.together(ids, work),
      receivePiece: piece => documents.receivePiece(piece),
      picturesFor: document => documents.picturesFor(document),
      enclosedHere: document => documents.enclosedHere(document),
      bringAgain: (document, lackedBy) => documents.bringAgain(document, lackedBy),
      snapshotFor: (document, heads) => documents.snapshotFor(document, heads),
      sealed: delivery => documents.sealing.sealed(delivery),
      dropped: (group, document) => documents.sealing.drop(group, document),
      unsealed: group => documents.unsealed({ group }),
      seal: () => documents.sealNow(),
      unsealedOf: id => documents.unsealed({ document: id }) + documents.sealing.held(id),
      digestOf: document =>
        archive.documents.get(document) ? fromHex(documents.digest(document)) : null,
      digestFrom: messages => documents.sealing.digestFrom(messages),
      rebuild: document => documents.rebuild(document),
      split: given => documents.split(given),
    },
    now,
    random,
    ...timers,
    lan,
    mailbox,
    defect: onDefect,
  })
  const roleIn = (space: GroupId): Role | undefined => {
    const { self, state } = spaceOf(space)
    return self.member ? state().members.get(self.member)?.role : undefined
  }
  const settlesIn = (space: GroupId): boolean => {
    const role = roleIn(space)
    return role !== undefined && maySettle(role)
  }
  const documents: Documents = openDocuments({
    ids: clientIds,
    archive,
    now,
    ...(rooms.clock && { clock: rooms.clock }),
    ...timers,
    defect: onDefect,
    random,
    feedOf: sync.feedOf,
    deviceOf: group => spaceOf(group).self.device,
    selfOf: group => spaceOf(group).self.member,
    memberOf: (group, device) => wasMember(spaceOf(group).state(), device)?.id ?? null,
    reachIn(group, document) {
      const { self, state } = spaceOf(group)
      const office = self.member && state().members.get(self.member)
      return office ? reachOf(office, document) : 'all'
    },
    settlesIn,
    proposesIn: space => mayPropose(roleIn(space) ?? 'observer'),
    publish: sync.publish,
    giveUp: sync.giveUp,
    gaveUp() {
      archive.notes.put(null, scrubNote, new Uint8Array())
      queueMicrotask(() => rooms.gaveUp?.())
    },
    live: sync.isLive,
    takeIn: sync.takeIn,
    sendPresence: (group, document, presence) =>
      sync.sendPresence(group, {
        document,
        payload: presence === null ? null : utf8(JSON.stringify(presence)),
      }),
  })

  // Circles change after their group, and what changed in a transaction that failed did not.
  onRecords.push(() => queueMicrotask(documents.renewRights))

  const showPresence = ({ group, device, member, document, payload }: HeardPresence): void => {
    const presence = caretOf(payload)
    const known = groups.member(homeOf(group), member)
    if (presence === undefined || known === undefined) return
    // A member of two groups has no place in one with the name that she has in the other.
    if (archive.documents.get(document)?.group !== group) return
    const { handle, color } = known
    documents.showCaret(document, { device, member, handle, color, presence })
  }
  /** A line of a circle is no peer of its own. */
  const groupPeers = () => sync.peers().filter(({ group }) => homeOf(group) === group)
  let reached = 0
  const onSyncChange = ({ group }: { group: GroupId | null }): void => {
    const peers = groupPeers().length
    const inReach = groups.all().reduce((sum, { id }) => sum + sync.mailboxes.others(id), peers)
    // Somebody came into reach: what was kept for the next half minute goes out now.
    if (inReach > reached) documents.seal()
    reached = inReach
    documents.reachable(sync.peers())
    if (group !== null) tell('groups.changed', { group: homeOf(group) })
    tell('network.changed', { peers })
  }
  documents.onChanged(change =>
    tell('documents.changed', { ...change, group: homeOf(change.group) }),
  )
  sync.onPresence(showPresence)
  sync.onChange(onSyncChange)
  archive.journal.onState(state => tell('saving.changed', { state }))

  const applyNetwork = async ({ localNetwork }: Settings): Promise<void> => {
    if (localNetwork && !offline) await sync.lan.start()
    else sync.lan.stop()
  }
  // A machine without a network is no reason to keep a person from her texts.
  await applyNetwork(archive.settings.get()).catch((error: unknown) => {
    if (!(error instanceof Failure)) onDefect(error)
  })
  if (!offline) sync.mailboxes.start()

  const letGo = (): void => {
    // Where the archive is damaged each of these may meet it, and the profile is let go all the same.
    try {
      documents.close()
    } finally {
      try {
        sync.close()
        circles.close()
      } finally {
        archive.close()
      }
    }
  }

  return {
    archive,
    groups,
    documents,
    sync,
    missing: lost,
    circles,
    homeOf,
    membersOf: space => spaceOf(space).state(),
    ...openSummaries({ archive, circles, documents, sync, spaceOf, settlesIn }),
    giveUpJoining(group) {
      groups.remove(group)
      sync.forget(group)
      recordsChanged(group)
    },
    network: () => ({
      ...sync.lan.status(),
      ...sync.toGo(),
      peers: groupPeers().map(({ group, device, member }) => ({
        group,
        device,
        member,
        handle: groups.member(group, member)?.handle ?? '',
      })),
      mailboxes: groups
        .all()
        .map(({ id }) => sync.mailboxes.status(id))
        .filter(({ url }) => url !== null),
    }),
    async applySettings(settings) {
      const before = archive.settings.get()
      await applyNetwork(settings)
      try {
        archive.settings.set(settings)
      } catch (error) {
        // What could not be kept does not hold: no socket stays open that no switch shows.
        await applyNetwork(before).catch(() => {})
        throw error
      }
      tell('settings.changed', settings)
    },
    letGo,
    async close() {
      try {
        sync.takeIn()
        await documents.flush()
      } finally {
        // On a full disk too: what waits is in the journal, or goes there now if there is room.
        letGo()
      }
    },
  }
}
