// Exchange without any network: an encrypted file to members' devices, which they read in any order and
// any number of times. Its contents take the same way in as packs from a link.
import type { Received } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import type { Device } from '#core/group'
import type { Bytes, Decoded } from '#core/keys'
import type { Heads } from '#core/messages'
import { turn } from '../inbox/index.ts'
import { type Circles, readsWith } from '../members/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import { nothingYet, step, takePacks, takeRecords, unsteered } from './file-contents.ts'
import type { Steering } from './file-contents.ts'
import { commonBase, commonWord, devicesOf, hasBegun, selectPacks } from './file-selection.ts'
import { checkOutside, contentOf, groupInside, openOutside, readInside } from './locked-file.ts'
import { recordsInside, writeLocked } from './locked-file.ts'
import type { GroupSync } from '../group-sync.ts'

export type FileExchange = {
  /**
   * An encrypted file of everything that this device has for `members`, or for all when none is named.
   * Where one file cannot hold that, it begins with what they are not known to have, and another
   * file goes on from the heads that they stated by then. Failures: `not-found` (a member without
   * an active device), `not-permitted` (this device is not in the group yet), `file-too-large`,
   * `outsider-apart` (some of `members` are outside the plenary and others are not: members outside
   * receive the membership records alone).
   */
  writeFile(
    order: {
      group: GroupId
      members: readonly MemberId[]
      /**
       * Left out or true: everything that this device has. False: what the recipients are not known
       * to have.
       */
      everything?: boolean
    },
    steering?: Steering,
  ): Promise<{ bytes: Bytes; messages: number; isWhole: boolean }>
  /**
   * Takes in an encrypted file for one of this profile's groups. Failures that change nothing:
   * `file-too-large`, `file-wrong-kind`, `file-damaged`, `file-is-newer`,
   * `file-not-for-this-device`, `circle-offered` (the file is for a circle that this member has not
   * accepted, and the member is asked); and `not-permitted` when the file does not bring this
   * device into a group that it asked to join. `cancelled`: everything that was taken in so far
   * stays, and reading the file again goes on from there.
   */
  readFile(bytes: Bytes, steering?: Steering): Promise<Received>
}

const membershipFile = async (group: SyncGroup, devices: readonly Device[]) => {
  const records = group.recordsBeyond([])
  const locked = { group: group.id, records, packs: [], messages: 0, heads: null }
  const recipients = devices.map(({ agreement }) => agreement)
  return { bytes: await writeLocked(locked, recipients), messages: 0, isWhole: true }
}

export const openFileExchange = (ports: {
  archive: SyncArchive
  groups(): readonly SyncGroup[]
  circles: Circles
  replicaOf(group: GroupId): GroupSync
}): FileExchange => {
  const { archive, groups, circles, replicaOf } = ports
  /** The group, or its circle, that a file for its keys belongs to. */
  const spaceOf = (group: SyncGroup, inside: Decoded): SyncGroup => {
    const id = groupInside(inside)
    const known = id === null || id === group.id ? group : null
    const circle = known ?? circles.of(group.id).find(each => each.id === id)
    const found = circle ?? circles.take(group.id, recordsInside(inside), 'a file')
    if (!found && circles.offers(group.id).some(each => each.id === id))
      throw new Failure('circle-offered')
    return found ?? group
  }

  return {
    async writeFile({ group: id, members, everything = true }, steering = unsteered) {
      const replica = replicaOf(id)
      const { group } = replica
      if (group.entry().state === 'joining') throw new Failure('not-permitted')
      const chosen = devicesOf(group, members)
      if (chosen.some(({ id: each }) => !readsWith(group, each)))
        return membershipFile(group, chosen)
      const devices = chosen.map(({ id: each }) => each)
      // A message that was just written is sent when its transaction is over, in files as on links.
      await turn()
      replica.prepare()
      replica.answerAll()
      const says = archive.settings.get().sharePresence
      if (says) replica.sayHeads()
      await turn()
      const said = (): Heads => commonWord(replica, devices)
      const word = everything ? null : said()
      const feeds = word?.feeds ?? commonBase(replica, devices) ?? []
      const way = { total: archive.messages.count(id), steering }
      const all = await selectPacks(replica, devices, { feeds, begun: () => 0 }, way)
      // Their heads would fill this file like the one before.
      const left = { feeds: said().feeds, begun: (each: DeviceId) => hasBegun(replica, each) }
      const { packs, messages, isWhole } = all.isWhole
        ? all
        : await selectPacks(replica, devices, left, way)
      const locked = {
        group: id,
        records: group.recordsBeyond(word?.records ?? []),
        packs,
        messages,
        heads: says ? replica.word() : null,
      }
      const recipients = chosen.map(({ agreement }) => agreement)
      const bytes = await writeLocked(locked, recipients)
      return { bytes, messages, isWhole }
    },

    async readFile(bytes, steering = unsteered) {
      checkOutside(bytes)
      // Opening the file is half of the work.
      const total = 2 * bytes.length
      const opening = (read: number) => step(steering, read, total)
      const taking: Steering = {
        ...steering,
        progress: (done, of) =>
          steering.progress(bytes.length + Math.floor((bytes.length * done) / of), total),
      }
      for (const each of groups()) {
        const opened = await openOutside(bytes, each.self.keys.agreement.secret, opening)
        if (!opened) continue
        await opening(bytes.length)
        const inside = contentOf(opened)
        await opening(bytes.length)
        const group = spaceOf(each, inside)
        const { records, packs } = readInside(inside, group.id)
        const replica = replicaOf(group.id)
        // First: a waiting retirement is believed only after it was judged in this session, and the
        // contents of the file may need it.
        replica.resume()
        // Own edits count by the roles before the file.
        await replica.sealOwn()
        // The group was forgotten or asked for again meanwhile: nothing more is kept for those
        // keys.
        if (replicaOf(group.id) !== replica) throw new Failure('file-not-for-this-device')
        const unproven = nothingYet()
        const taken = await takeRecords(replica, records, unproven, taking)
        if (group.entry().state === 'joining') throw new Failure('not-permitted')
        const isReader = readsWith(group, group.self.device)
        const tally = await takePacks(replica, isReader ? packs : [], unproven, taking)
        return {
          group: group.id,
          accepted: taken.accepted + tally.accepted,
          known: taken.known + tally.known,
          refused: taken.refused + tally.refused,
          waiting: taken.waiting + tally.waiting.size,
          documents: [...tally.documents],
        }
      }
      throw new Failure('file-not-for-this-device')
    },
  }
}
