// Exchange without any network: a locked file to members' devices, which they read in any order and
// any number of times. Its contents take the same way in as packs from a link.
import type { Received } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { DeviceId, GroupId, MemberId } from '#shared/ids'
import type { Device } from '#core/group'
import type { Bytes, Decoded } from '#core/keys'
import { turn } from './receive-batch.ts'
import type { Circles } from './known-circles.ts'
import type { SyncArchive, SyncGroup } from './ports.ts'
import { nothingYet, step, takePacks, takeRecords, unsteered } from './file-contents.ts'
import type { Steering } from './file-contents.ts'
import { checkOutside, contentOf, groupInside, openOutside, readInside } from './locked-file.ts'
import { mostPacked, recordsInside, writeLocked } from './locked-file.ts'
import { type FeedPlace, type Heads, none } from '#core/messages'
import { readsWith } from './plenary.ts'
import type { GroupSync } from './replica.ts'

export type FileExchange = {
  /**
   * A locked file of everything that this device has for `members`, or for all when none is named.
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
   * Takes in a locked file for one of this profile's groups. Failures that change nothing:
   * `file-too-large`, `file-wrong-kind`, `file-damaged`, `file-is-newer`,
   * `file-not-for-this-device`, `circle-offered` (the file is for a circle that this member has not
   * accepted, and the member is asked); and `not-permitted` when the file does not bring this
   * device into a group that it asked to join. `cancelled`: everything that was taken in so far
   * stays, and reading the file again goes on from there.
   */
  readFile(bytes: Bytes, steering?: Steering): Promise<Received>
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

  /**
   * The devices of all members are those of the plenary. A device outside receives a file with the
   * records alone.
   */
  const devicesOf = (group: SyncGroup, members: readonly MemberId[]): Device[] => {
    const { devices } = group.state()
    const known = [...devices.values(), ...(group.outsiders?.().values() ?? [])]
    const chosen =
      members.length === 0
        ? [...devices.values()]
        : known.filter(({ member }) => members.includes(member))
    const found = new Set(chosen.map(({ member }) => member))
    if (members.some(member => !found.has(member))) throw new Failure('not-found')
    const outside = chosen.filter(({ id }) => !readsWith(group, id)).length
    if (outside > 0 && outside < chosen.length) throw new Failure('outsider-apart')
    return chosen
  }

  const membershipFile = async (group: SyncGroup, devices: readonly Device[]) => {
    const records = group.recordsBeyond([])
    const locked = { group: group.id, records, packs: [], messages: 0, heads: null }
    const recipients = devices.map(({ agreement }) => agreement)
    return { bytes: await writeLocked(locked, recipients), messages: 0, isWhole: true }
  }

  /** The beginning that all of `devices` share; null when one of them has been here for longer. */
  const commonBase = (replica: GroupSync, devices: readonly DeviceId[]): FeedPlace[] | null => {
    const others = devices.filter(device => device !== replica.group.self.device)
    if (others.some(device => replica.snapshots.feedFor(device) === null)) return null
    const [first, ...rest] = others.map(
      device => new Map(replica.snapshots.baseOf(device).map(({ feed, seq }) => [feed, seq])),
    )
    return [...(first ?? [])].flatMap(([feed, seq]) => {
      const all = [seq, ...rest.map(base => base.get(feed) ?? -1)]
      return all.includes(-1) ? [] : [{ feed, seq: Math.min(...all) }]
    })
  }

  /** The heads that all of `devices` stated or began with; nothing where one never stated any. */
  const commonWord = (replica: GroupSync, devices: readonly DeviceId[]): Heads => {
    const others = devices.filter(device => device !== replica.group.self.device)
    const words = others.map(device => ({
      records: replica.words.of(device)?.heads.records ?? [],
      covered: replica.coverage(
        replica.words.of(device)?.heads.feeds ?? replica.snapshots.baseOf(device),
      ),
    }))
    const [first, ...rest] = words
    const feeds = [...(first?.covered ?? [])].flatMap(([feed, seq]) => {
      const all = [seq, ...rest.map(({ covered }) => covered.get(feed) ?? -1)]
      const least = Math.min(...all)
      return least < 0 ? [] : [{ feed, seq: least, id: none }]
    })
    const isOne = rest.every(({ records }) => records.join() === first?.records.join())
    return { records: isOne ? (first?.records ?? []) : [], feeds }
  }

  /** The extent of the bootstrap snapshot that a newcomer acknowledged. */
  const hasBegun = ({ snapshots, words }: GroupSync, device: DeviceId): number => {
    const feed = snapshots.feedFor(device)
    const said = words.of(device)?.heads.feeds.find(place => place.feed === feed)
    return said ? said.seq + 1 : 0
  }

  /** In order of need, up to the limit of one file. */
  const gather = async (
    replica: GroupSync,
    devices: readonly DeviceId[],
    given: { feeds: readonly FeedPlace[]; begun(device: DeviceId): number },
    steering: Steering,
  ) => {
    const packs: Bytes[] = []
    let messages = 0
    let room = mostPacked
    const total = archive.messages.count(replica.group.id)
    const take = async (run: Iterable<{ bytes: Bytes; count: number }>): Promise<void> => {
      for (const { bytes, count } of run) {
        room -= bytes.length
        if (room < 0) return
        packs.push(bytes)
        messages += count
        await step(steering, Math.min(messages, total), total)
      }
    }
    for (const device of devices)
      if (room >= 0) await take(replica.handover(device, given.begun(device)))
    if (room >= 0) await take(replica.packsBeyond(given.feeds))
    return { packs, messages, isWhole: room >= 0 }
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
      const all = await gather(replica, devices, { feeds, begun: () => 0 }, steering)
      // Their heads would fill this file like the one before.
      const left = { feeds: said().feeds, begun: (each: DeviceId) => hasBegun(replica, each) }
      const { packs, messages, isWhole } = all.isWhole
        ? all
        : await gather(replica, devices, left, steering)
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
        const isForHer = readsWith(group, group.self.device)
        const tally = await takePacks(replica, isForHer ? packs : [], unproven, taking)
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
