// Text under forked ids: in two branches of one feed a device wrote different text under the same
// ids. In every replica the text of each branch has ids of its own, as if the branch were a later
// feed of the device. So both texts are in the document, and text that others wrote beside either
// of them stays there. Messages are kept as they were signed, and read with these ids.
import type { Archive } from '#core/archive'
import { decodeStrict, encode, equal, fromHex, toHex } from '#core/keys'
import type { Bytes, Encodable } from '#core/keys'
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import { rowsFromWire, rowsToWire, type ClientRow } from '../bodies/index.ts'
import { scanUpdate } from '../gate/index.ts'
import { rekey, type Renamed, type Renaming } from './rekey.ts'

/**
 * The text of one client on a branch. `row`: the writer under its id there. `until`: messages up to
 * this position of the archive that name no branch mean this one, because the others came later.
 * Null for the others.
 */
export type Branch = { line: FeedId; until: number | null; row: ClientRow }

/**
 * From clock `from` on the text of `client` belongs to its branches. `names`: entries from before.
 */
export type Fork = {
  client: number
  from: number
  names: readonly string[]
  branches: readonly Branch[]
}

/** A branch that leads off behind `parent` and has messages of the document. */
export type Line = { line: FeedId; parent: FeedId; device: DeviceId }

/**
 * The branches that a message means: those that it names, else those that were here at its
 * position.
 */
export type Meaning = { position: number; branches: readonly FeedId[] }

export type Forks = {
  any(): boolean
  all(): readonly Fork[]
  lines(): readonly Line[]
  put(forks: readonly Fork[], lines: readonly Line[]): void
  /** False after a failed transaction: its forks are in memory and not in the archive. */
  isKept(): boolean
  /**
   * Keeps the branches that a message of this document means, in the transaction that keeps the
   * message.
   */
  note(message: MessageId, branches: readonly FeedId[]): void
  noted(message: MessageId): readonly FeedId[]
  /** The update with the ids that its text has in the replica. */
  renamed(update: Bytes, meaning: Meaning): Bytes
}

const limit = 1 << 24

const branchOf = (fork: Fork | undefined, { position, branches }: Meaning): Branch | null =>
  fork?.branches.find(({ line }) => branches.includes(line)) ??
  fork?.branches.find(({ until }) => until !== null && position <= until) ??
  null

const renamingOf = (forks: readonly Fork[], meaning: Meaning): Renaming => {
  const byClient = new Map(forks.map(fork => [fork.client, fork]))
  const word = (client: number, clock: number): Renamed => {
    const fork = byClient.get(client)
    if (!fork) return { client, clock, run: Infinity }
    if (clock < fork.from) return { client, clock, run: fork.from - clock }
    const branch = branchOf(fork, meaning)
    return branch ? word(branch.row.client, clock - fork.from) : { client, clock, run: Infinity }
  }
  const name = (client: number, drawn: string): number => {
    const fork = byClient.get(client)
    if (!fork || fork.names.includes(drawn)) return client
    const branch = branchOf(fork, meaning)
    return branch ? name(branch.row.client, drawn) : client
  }
  return { word, name }
}

/** Malformed updates stay as they are: the gate refuses them. */
export const asBranches = (update: Bytes, forks: readonly Fork[], meaning: Meaning): Bytes =>
  forks.length === 0 || typeof scanUpdate(update) === 'string'
    ? update
    : rekey(update, renamingOf(forks, meaning))

const readBranch = (value: unknown): Branch | null => {
  const [line, until, wire] = Array.isArray(value) ? (value as unknown[]) : []
  const row = rowsFromWire(wire)?.[0]
  return line instanceof Uint8Array && row && (until === null || typeof until === 'number')
    ? { line: toHex(line) as FeedId, until, row }
    : null
}
const readFork = (value: unknown): Fork | null => {
  const [client, from, names, list] = Array.isArray(value) ? (value as unknown[]) : []
  if (typeof client !== 'number' || typeof from !== 'number') return null
  if (!Array.isArray(names) || !Array.isArray(list)) return null
  const branches = list.flatMap(each => readBranch(each) ?? [])
  return { client, from, names: names.filter(each => typeof each === 'string'), branches }
}
const readLine = (value: unknown): Line | null => {
  const list = Array.isArray(value) ? (value as unknown[]) : []
  const [line, parent, device] = list.map(each => (each instanceof Uint8Array ? toHex(each) : ''))
  return line && parent && device
    ? { line: line as FeedId, parent: parent as FeedId, device: device as DeviceId }
    : null
}
const toWire = ({ client, from, names, branches }: Fork): Encodable => [
  ...[client, from, names],
  branches.map(({ line, until, row }) => [fromHex(line), until, rowsToWire([row])]),
]

/** The form for another device, where the order of arrival here means nothing. */
export const forAnother = (fork: Fork): Fork => ({
  ...fork,
  branches: fork.branches.map(each => ({ ...each, until: null })),
})

export type Forked = { forks: readonly Fork[]; lines: readonly Line[] }

export const forksToWire = ({ forks, lines }: Forked): Encodable => [
  forks.map(toWire),
  lines.map(({ line, parent, device }) => [line, parent, device].map(fromHex)),
]

/** Leaves out malformed parts. */
export const forksFromWire = (value: unknown): Forked => {
  const [first, second] = Array.isArray(value) ? (value as unknown[]) : []
  const list = <T>(all: unknown, readOne: (each: unknown) => T | null): T[] =>
    Array.isArray(all) ? all.flatMap(each => readOne(each) ?? []) : []
  return { forks: list(first, readFork), lines: list(second, readLine) }
}

/**
 * Whether the archive still has the bytes that were read or written last; nothing else writes them.
 */
export const isSame = (known: Bytes | null, kept: Bytes | null): boolean =>
  known === null || (kept !== null && equal(known, kept))

/** The forks of one document, as the archive has them now. */
export const forksOf = (
  { forks: table, messageBranches }: Pick<Archive, 'forks' | 'messageBranches'>,
  group: GroupId,
  document: DocumentId,
): Forks => {
  const kept = () => table.pluck({ group, document }, 'forks')
  let bytes = kept()
  let { forks, lines } = forksFromWire(bytes && decodeStrict(bytes, limit))
  const noted = (message: MessageId): readonly FeedId[] =>
    (lines.length > 0 && messageBranches.pluck({ group, document, message }, 'branches')) || []
  return {
    any: () => forks.length > 0 || lines.length > 0,
    all: () => forks,
    lines: () => lines,
    put(all, others) {
      forks = [...all]
      lines = [...others]
      bytes = encode(forksToWire({ forks, lines }))
      table.put({ group, document, forks: bytes })
    },
    isKept: () => isSame(bytes, bytes && kept()),
    note(message, branches) {
      if (branches.length === 0) return
      messageBranches.put({ group, document, message, branches })
    },
    noted,
    renamed: (update, meaning) => asBranches(update, forks, meaning),
  }
}
