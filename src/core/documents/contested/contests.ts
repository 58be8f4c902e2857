// Contested client ids: ids that several writers used before they knew of each other. No record
// shows which of them is at fault, so none keeps the id: each has an id of its own in every
// replica, the same on every device, and text stays with the device that signed it. Messages are
// kept as they were signed and read with the new ids.
import type { Archive, StoredMessage } from '#core/archive'
import { decodeStrict, encode, type Bytes } from '#core/keys'
import type { Writer } from '#document/ids'
import type { DocumentId, GroupId, MessageId } from '#shared/ids'
import {
  isSameWriter,
  contentOf,
  rowsFromWire,
  rowsToWire,
  type ClientRow,
} from '../bodies/index.ts'
import { scanUpdate } from '../gate/index.ts'
import { forksOf, isSame, type Forks } from './forks.ts'
import { rekey, whole } from './rekey.ts'

export type Contest = {
  /** The id that they claimed. */
  client: number
  /** Up to this position of the archive the id belongs to the first row. */
  until: number
  /** Each writer with its new id; at least two, beginning with the one that was here first. */
  rows: readonly ClientRow[]
}

/** The tables of contests and forks. */
export type Apart = Pick<Archive, 'contests' | 'messageRenames' | 'forks' | 'messageBranches'>

/** The ids with which one message is read, by the ids in the message. */
export type Renames = ReadonlyMap<number, number>

const limit = 1 << 20

const readContest = (value: unknown): Contest | null => {
  const [client, until, wire] = Array.isArray(value) ? (value as unknown[]) : []
  const rows = rowsFromWire(wire)
  return typeof client === 'number' && typeof until === 'number' && rows
    ? { client, until, rows }
    : null
}

export type Contests = {
  all(): readonly Contest[]
  of(client: number): Contest | null
  /** The contest in which `client` is the new id of a writer. */
  within(client: number): Contest | null
  /** Keeps the contests, each in place of an earlier one about the same id. */
  put(begun: readonly Contest[]): void
  /**
   * False after a failed transaction: its contests and forks are in memory and not in the archive.
   */
  isKept(): boolean
  /**
   * Notes the ids with which a message of this document is read. The message is not in the archive
   * yet.
   */
  note(message: MessageId, renames: Renames): void
  /** The Yjs update in a stored message, with the ids of the replica; null for none. */
  contentOf(message: Pick<StoredMessage, 'id' | 'kind' | 'body' | 'position'>): Bytes | null
  /** Text that a device signed twice under one id has other ids too. */
  forks: Forks
}

export const rowOf = ({ rows }: Contest, writer: Writer): ClientRow | null =>
  rows.find(row => isSameWriter(row, writer)) ?? null

/** Reads each contested id without a note as the writer that was here first. */
const asFirst = (contests: readonly Contest[], position: number): Renames =>
  new Map(
    contests.flatMap(({ client, until, rows: [first] }) =>
      first && position <= until ? [[client, first.client] as const] : [],
    ),
  )

/** Malformed updates stay as they are: the gate refuses them. */
export const renamed = (update: Bytes, renames: Renames): Bytes =>
  renames.size === 0 || typeof scanUpdate(update) === 'string'
    ? update
    : rekey(
        update,
        whole(client => renames.get(client) ?? client),
      )

/** The entries of `renames` that the update uses. */
export const renamesIn = (update: Bytes, renames: Renames): Renames => {
  const used = new Map<number, number>()
  if (renames.size === 0 || typeof scanUpdate(update) === 'string') return used
  const note = (client: number): number => {
    const other = renames.get(client)
    if (other !== undefined) used.set(client, other)
    return other ?? client
  }
  rekey(update, whole(note))
  return used
}

/** The contests of one document, as the archive has them now. */
export const contestsOf = (archive: Apart, group: GroupId, document: DocumentId): Contests => {
  const { contests: table, messageRenames } = archive
  const kept = () => table.pluck({ group, document }, 'contests')
  let bytes = kept()
  const read = (): Contest[] => {
    const list = bytes && decodeStrict(bytes, limit)
    return Array.isArray(list) ? list.flatMap(each => readContest(each) ?? []) : []
  }
  let contests = read()
  const forks = forksOf(archive, group, document)
  const noted = (message: MessageId): Renames => {
    const renames = messageRenames.pluck({ group, document, message }, 'renames')
    const list = renames && decodeStrict(renames, limit)
    return new Map(Array.isArray(list) ? (list as [number, number][]) : [])
  }
  return {
    all: () => contests,
    of: client => contests.find(each => each.client === client) ?? null,
    within: client => contests.find(({ rows }) => rows.some(row => row.client === client)) ?? null,
    put(begun) {
      const again = new Set(begun.map(({ client }) => client))
      contests = [...contests.filter(({ client }) => !again.has(client)), ...begun]
      const wire = contests.map(({ client, until, rows }) => [client, until, rowsToWire(rows)])
      bytes = encode(wire)
      table.put({ group, document, contests: bytes })
    },
    isKept: () => isSame(bytes, bytes && kept()) && forks.isKept(),
    note(message, renames) {
      if (renames.size === 0) return
      messageRenames.put({ group, document, message, renames: encode([...renames]) })
    },
    contentOf({ id, kind, body, position }) {
      const update = body && contentOf(kind, body)
      if (!update) return update
      const own =
        contests.length === 0
          ? update
          : renamed(update, new Map([...asFirst(contests, position), ...noted(id)]))
      return forks.renamed(own, { position, branches: forks.noted(id) })
    },
    forks,
  }
}
