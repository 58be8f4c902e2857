// The selection for an encrypted file: the devices that can read it, what they are known to have, and the
// packs that go in.
import type { Device } from '#core/group'
import type { Bytes } from '#core/keys'
import { none, type FeedPlace, type Heads } from '#core/messages'
import { Failure } from '#shared/failure'
import type { DeviceId, MemberId } from '#shared/ids'
import { step, type Steering } from './file-contents.ts'
import { mostPacked } from './locked-file.ts'
import { readsWith } from '../members/index.ts'
import type { SyncGroup } from '../ports.ts'
import type { GroupSync } from '../group-sync.ts'

/**
 * The devices of all members are those of the plenary. A device outside receives a file with the
 * records alone.
 */
export const devicesOf = (group: SyncGroup, members: readonly MemberId[]): Device[] => {
  const { devices } = group.state()
  const known = [...devices.values(), ...group.outsiders().values()]
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

/** The beginning that all of `devices` share; null when one of them has been here for longer. */
export const commonBase = (
  replica: GroupSync,
  devices: readonly DeviceId[],
): FeedPlace[] | null => {
  const others = devices.filter(device => device !== replica.group.self.device)
  if (others.some(device => replica.snapshots.endFor(device) === null)) return null
  const [first, ...rest] = others.map(
    device => new Map(replica.snapshots.baseOf(device).map(({ feed, seq }) => [feed, seq])),
  )
  return [...(first ?? [])].flatMap(([feed, seq]) => {
    const all = [seq, ...rest.map(base => base.get(feed) ?? -1)]
    return all.includes(-1) ? [] : [{ feed, seq: Math.min(...all) }]
  })
}

/** The heads that all of `devices` stated or began with; nothing where one never stated any. */
export const commonWord = (replica: GroupSync, devices: readonly DeviceId[]): Heads => {
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
export const hasBegun = ({ snapshots, words }: GroupSync, device: DeviceId): number => {
  const feed = snapshots.endFor(device)?.feed
  const said = words.of(device)?.heads.feeds.find(place => place.feed === feed)
  return said ? said.seq + 1 : 0
}

/** The part that the recipients have: feeds up to these places, and of bootstrap snapshots so much. */
type Given = { feeds: readonly FeedPlace[]; begun(device: DeviceId): number }

/** `isWhole`: nothing was left out. */
export type Selected = { packs: Bytes[]; messages: number; isWhole: boolean }

/** In order of need, up to the limit of one file. */
export const selectPacks = async (
  replica: GroupSync,
  devices: readonly DeviceId[],
  given: Given,
  { total, steering }: { total: number; steering: Steering },
): Promise<Selected> => {
  const packs: Bytes[] = []
  let messages = 0
  let room = mostPacked
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
