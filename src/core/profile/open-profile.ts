// An open profile: its modules, composed. Each unlocking begins a new feed in every group, so that
// a copied or restored profile never writes where another copy wrote.
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
import { openCircleList, type CircleList } from '../circle-list.ts'
import { openGroupList, type GroupList } from '../group-list.ts'
import { openLostEdits, type LostEdits } from './lost-edits.ts'
import { openSummaries, type Summaries } from '../document-summaries.ts'
import type { Emit } from '../events.ts'

export type OpenProfile = Summaries & {
  archive: Archive
  groups: GroupList
  circles: CircleList
  /** The group itself, or the group of a circle. */
  homeOf(space: GroupId): GroupId
  /** Present and past members of a group or circle. */
  membersOf(space: GroupId): GroupState
  documents: Documents
  sync: Sync
  lostEdits: LostEdits
  /**
   * Removes a group that this device only asked to join. Failures: `not-found`, `not-permitted`.
   */
  giveUpJoining(group: GroupId): void
  network(): NetworkStatus
  applySettings(settings: Settings): Promise<void>
  close(): Promise<void>
  /** As `close`, without flushing or sending pending edits. */
  release(): void
}

export type ProfileOptions = {
  archive: Archive
  now: () => number
  /** True if no socket may open by itself, whatever the settings. */
  offline: boolean
  lan: LanOptions
  mailbox?: MailboxOptions
  /** Milliseconds from any beginning, to measure work; for tests. */
  clock?: () => number
  /** For tests: time that passes faster, and a feed that two starts begin. */
  later?: Later
  random?: (length: number) => Bytes
  emit: Emit
  onDefect: (error: unknown) => void
  /** Called after content was retired or offloaded: see `scrubNote`. */
  gaveUp?: () => void
}

/** Present while the disk may still contain retired or offloaded content. */
export const scrubNote = 'safety/scrub'

const caretOf = (payload: Uint8Array | null): Presence | undefined => {
  if (payload === null) return null
  try {
    return v.parse(Presence, JSON.parse(new TextDecoder().decode(payload)))
  } catch {
    // A later version may write it in another way.
    return undefined
  }
}

export const composeProfile = async (rooms: ProfileOptions): Promise<OpenProfile> => {
  const { archive, now, offline, lan, mailbox = {}, emit, onDefect } = rooms
  const { random = randomBytes } = rooms
  const timers = rooms.later ? { later: rooms.later } : {}
  /** Modules that open later add themselves. */
  const onRecords: ((group: GroupId) => void)[] = [group => emit('groups.changed', { group })]
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
  const lost = openLostEdits(archive, emit)
  const sync: Sync = openSync({
    archive,
    groups: groups.all,
    circles,
    // Called only after a message arrived; documents exist by then.
    documents: {
      receive: delivery => {
        const received = documents.receive(delivery)
        const { group, device } = delivery
        const isOwn = device === spaceOf(group).self.device
        // After the transaction that keeps the message, which may fail.
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
    reachIn(group) {
      const { self, state } = spaceOf(group)
      const office = self.member && state().members.get(self.member)
      return office ? reachOf(office) : 'all'
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

  // Circles change after their group, and only after the transaction succeeded.
  onRecords.push(() => queueMicrotask(documents.renewRights))

  const showPresence = ({ group, device, member, document, payload }: HeardPresence): void => {
    const presence = caretOf(payload)
    const known = groups.member(homeOf(group), member)
    if (presence === undefined || known === undefined) return
    // Presence of a member in one group never shows the member's name in another.
    if (archive.documents.get(document)?.group !== group) return
    const { handle, color } = known
    documents.showCaret(document, { device, member, handle, color, presence })
  }
  /** The channel of a circle is no peer of its own. */
  const groupPeers = () => sync.peers().filter(({ group }) => homeOf(group) === group)
  let reached = 0
  const onSyncChange = ({ group }: { group: GroupId | null }): void => {
    const peers = groupPeers().length
    const inReach = groups.all().reduce((sum, { id }) => sum + sync.mailboxes.others(id), peers)
    // A member connected: edits that would wait for up to half a minute are flushed now.
    if (inReach > reached) documents.seal()
    reached = inReach
    documents.reachable(sync.peers())
    if (group !== null) emit('groups.changed', { group: homeOf(group) })
    emit('network.changed', { peers })
  }
  documents.onChanged(change =>
    emit('documents.changed', { ...change, group: homeOf(change.group) }),
  )
  sync.onPresence(showPresence)
  sync.onChange(onSyncChange)
  archive.journal.onState(state => emit('saving.changed', { state }))

  const applyNetwork = async ({ localNetwork }: Settings): Promise<void> => {
    if (localNetwork && !offline) await sync.lan.start()
    else sync.lan.stop()
  }
  // A computer without a network must not keep a person from the texts.
  await applyNetwork(archive.settings.get()).catch((error: unknown) => {
    if (!(error instanceof Failure)) onDefect(error)
  })
  if (!offline) sync.mailboxes.start()

  const release = (): void => {
    // In a damaged archive each step may fail, and the profile is closed all the same.
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
    lostEdits: lost,
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
        // A setting that could not be stored does not apply: no socket stays open without its
        // switch.
        await applyNetwork(before).catch(() => {})
        throw error
      }
      emit('settings.changed', settings)
    },
    release,
    async close() {
      try {
        sync.takeIn()
        await documents.flush()
      } finally {
        // On a full disk too: pending edits are in the journal, or go there now if there is room.
        release()
      }
    },
  }
}
