// Branches. A feed is forked when its device signed two contents for one place. Each content, with
// the messages that follow it, is a branch, which is kept, named in heads and sent under a name of
// its own. The part before the place keeps the name of the feed. All devices with the same messages
// use the same names, whichever content came first.
import { countOf, digest, eachOf, fromHex, idOf, listOf, toHex } from '#core/keys'
import type { Decoded, Encodable } from '#core/keys'
import type { DeviceId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { SyncArchive } from '../ports.ts'
import { type Message } from '#core/messages'
import { openPassedOver, type PassedOver } from './passed-over.ts'

/** `from`: the place where the branch begins. `parent`: the name of the part before that place. */
type Branch = { name: FeedId; feed: FeedId; device: DeviceId; from: number; parent: FeedId }

/**
 * The name under which a message belongs, and the name of the part that it follows. `begins`: the
 * message is the first of a branch. `splits`: another message is at its place, and the two are no
 * branches yet.
 */
export type Place = { line: FeedId; parent: FeedId; begins: boolean; splits: MessageId | null }

export type Branches = Pick<PassedOver, 'passOver' | 'isPassedOver' | 'rivals'> & {
  /**
   * The name under which a message is or will be kept. The message before it is here, or it begins
   * a feed.
   */
  placeOf(message: Message): Place
  /** The name of the part before a message; the feed that signs it where that part is not here. */
  lineBefore(message: Pick<Message, 'feed' | 'seq' | 'previous'>): FeedId
  /** The name of a message that is here or follows one that is; else the feed that signs it. */
  lineOf(message: Pick<Message, 'id' | 'feed' | 'seq' | 'previous'>): FeedId
  /**
   * Makes room for `message`, in the transaction that keeps it. Returns the name to keep it under.
   */
  begin(message: Message, place: Place): FeedId
  /** The first place under this name; 0 for a feed. */
  startOf(line: FeedId): number
  /** The name of the part before a branch. */
  parentOf(line: FeedId): FeedId | null
  /** The branches that lead to this name, the first one first; none for a feed. */
  pathTo(line: FeedId): FeedId[]
  /** For each forked place the branches that begin there. */
  forks(): FeedId[][]
  /** The branches that follow the last message under this name. */
  leadingOff(line: FeedId): FeedId[]
  /** The branches that lead off from this one, and their branches. */
  within(line: FeedId): FeedId[]
  /** The feed that signs the messages under this name. */
  signedIn(line: FeedId): FeedId
  /** The names of the branches of a feed. */
  of(feed: FeedId): FeedId[]
  /**
   * Whether the message begins one branch too many of its device, or follows one that did. Such a
   * message is not kept.
   */
  isBeyond(message: Message): boolean
  /** Whether there are branches. */
  any(): boolean
  /** All branches, for a newcomer. */
  toWire(): Encodable
  /** Takes in the branches that a newcomer receives; known ones stay as they are. */
  learn(told: Decoded | undefined): void
  /** Reads everything again, after a transaction that failed. */
  reload(): void
}

/**
 * Branches of one device. Each honest device can have taken in one before it knew of the others.
 */
const most = 256
const mostListed = 65_536

/** The name of the branch of a feed that begins with this message. */
export const branchNameOf = (feed: FeedId, first: MessageId): FeedId =>
  toHex(digest('branch', fromHex(feed), fromHex(first)).subarray(0, 16)) as FeedId

export const openBranches = (
  archive: Pick<SyncArchive, 'messages' | 'branches' | 'passedMessages'>,
  group: GroupId,
  /** The feed in which this device began with this message. */
  beganIn: (id: MessageId) => FeedId | null,
): Branches => {
  const { messages, branches } = archive
  const all = new Map<FeedId, Branch>()
  const passed = openPassedOver(archive, group)
  const load = (): void => {
    all.clear()
    for (const branch of branches.list({ group })) all.set(branch.name, branch)
  }
  load()
  const toWire = (): Encodable =>
    [...all.values()].map(({ name, feed, device, from, parent }) => [
      ...[fromHex(name), fromHex(feed), fromHex(device), from, fromHex(parent)],
    ])
  const keep = (branch: Branch): void => {
    branches.put({ ...branch, group })
    all.set(branch.name, branch)
  }

  const isSplit = (line: FeedId, seq: number): boolean =>
    all.size > 0 && [...all.values()].some(each => each.parent === line && each.from === seq)
  /** The name of the part before `message`; its feed where that part is not here. */
  const before: Branches['lineBefore'] = ({ feed, seq, previous }) =>
    seq === 0 || all.size === 0 ? feed : (messages.lineOf(previous) ?? beganIn(previous) ?? feed)

  const pathTo = (line: FeedId): FeedId[] => {
    const path: FeedId[] = []
    for (let at = all.get(line); at; at = all.get(at.parent)) path.unshift(at.name)
    return path
  }

  const placeOf: Branches['placeOf'] = message => {
    const { id, feed, seq } = message
    const parent = before(message)
    if (isSplit(parent, seq))
      return { line: branchNameOf(feed, id), parent, begins: true, splits: null }
    const taken = messages.idAt(group, parent, seq)
    if (taken === null || taken === id) return { line: parent, parent, begins: false, splits: null }
    return { line: branchNameOf(feed, id), parent, begins: true, splits: taken }
  }

  /** Makes the messages under `line` from `seq` on the branch that begins with `first`. */
  const split = (line: FeedId, seq: number, first: MessageId, { feed, device }: Message): void => {
    const name = branchNameOf(feed, first)
    messages.split(group, line, seq, { branch: name, feed })
    for (const each of [...all.values()])
      if (each.parent === line && each.from > seq) keep({ ...each, parent: name })
    keep({ name, feed, device, from: seq, parent: line })
  }

  return {
    placeOf,
    lineBefore: before,
    lineOf(message) {
      const { id, feed, seq } = message
      if (all.size === 0) return feed
      const here = messages.lineOf(id)
      if (here !== null) return here
      const parent = before(message)
      return isSplit(parent, seq) ? branchNameOf(feed, id) : parent
    },
    begin(message, { line, parent, begins, splits }) {
      const { feed, device, seq } = message
      if (!begins || all.has(line)) return line
      if (splits !== null) split(parent, seq, splits, message)
      keep({ name: line, feed, device, from: seq, parent })
      return line
    },
    startOf: line => all.get(line)?.from ?? 0,
    parentOf: line => all.get(line)?.parent ?? null,
    pathTo,
    forks: () => [
      ...Map.groupBy(all.values(), ({ parent }) => parent)
        .values()
        .map(branches => branches.map(({ name }) => name)),
    ],
    leadingOff: line =>
      [...all.values()].filter(({ parent }) => parent === line).map(({ name }) => name),
    within: line => [...all.keys()].filter(name => name !== line && pathTo(name).includes(line)),
    signedIn: line => all.get(line)?.feed ?? line,
    of: feed => [...all.values()].filter(each => each.feed === feed).map(({ name }) => name),
    isBeyond(message) {
      const { line, begins } = placeOf(message)
      if (!begins || all.has(line)) return false
      return [...all.values()].filter(each => each.device === message.device).length >= most
    },
    passOver: passed.passOver,
    isPassedOver: passed.isPassedOver,
    rivals: passed.rivals,
    any: () => all.size > 0,
    toWire,
    learn(told) {
      for (const branch of eachOf(told, mostListed, readBranch) ?? [])
        if (!all.has(branch.name)) keep(branch)
    },
    reload() {
      load()
      passed.reload()
    },
  }
}

const readBranch = (value: Parameters<typeof listOf>[0]): Branch | null => {
  const list = listOf(value, 5)
  const name = idOf<FeedId>(list?.[0], 16)
  const feed = idOf<FeedId>(list?.[1], 16)
  const device = idOf<DeviceId>(list?.[2])
  const from = countOf(list?.[3])
  const parent = idOf<FeedId>(list?.[4], 16)
  return name && feed && device && from !== null && parent
    ? { name, feed, device, from, parent }
    : null
}
