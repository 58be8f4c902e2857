// Forks in documents: text that a device wrote in each branch of a forked feed gets ids of its own
// in every document. The content that was here first gets them when the other one comes, and the
// other one as each of its messages comes. The ids follow from the messages alone, so all devices
// have the same ones.
import type { Archive, StoredMessage } from '#core/archive'
import { digest, fromHex, toHex, type Bytes } from '#core/keys'
import { clientIn, drawnIn, isEntryId } from '#shared/document'
import type { DeviceId, FeedId, GroupId } from '#shared/ids'
import * as Y from 'yjs'
import type { ClientRow } from '../bodies.ts'
import type { ClientIds } from '../client-ids.ts'
import { clientsIn, scanUpdate } from '../gate/scan.ts'
import type { DocumentCache } from '../document-cache.ts'
import type { DocumentReplica } from '../document-replica.ts'
import type { Delivery } from '../delivery.ts'
import { asBranches, type Branch, type Fork, type Line } from './forks.ts'

/**
 * Messages that were kept in one feed or branch belong to the branch `line`, from some place on.
 */
export type Split = {
  group: GroupId
  device: DeviceId
  /** The feed that its messages are signed in. */
  feed: FeedId
  /** The name of the messages before the place. */
  parent: FeedId
  line: FeedId
  /** Branches of that one. */
  within: readonly FeedId[]
}

/** The text of a message with the ids of the replica. */
export type Forked = {
  update: Bytes
  rows: ClientRow[]
  /** The document's forks with this message. */
  forks: readonly Fork[]
}

/** The first and the last clock of a device's text, for each client. */
type Written = Map<number, { start: number; end: number }>

/** The entries that `client` began below that clock, by their random part. */
const namesBelow = ({ store }: Y.Doc, client: number, clock: number): string[] =>
  (store.clients.get(client) ?? []).flatMap(struct => {
    const key = struct instanceof Y.Item && struct.id.clock < clock ? struct.parentSub : null
    const id = key?.split('/').at(-1) ?? ''
    return isEntryId(id) && clientIn(id) === client ? [drawnIn(id)] : []
  })

type Ports = {
  archive: Archive
  cache: DocumentCache
  ids: ClientIds
  /** The ids of a document changed: results that were read from it before are void. */
  parted(document: DocumentReplica): void
  /** The feed that this session writes in. */
  feedOf(group: GroupId): FeedId
  /** This session's own feed was forked. */
  stopped(): void
}

export const openForking = ({ archive, cache, ids, parted, feedOf, stopped }: Ports) => {
  const stoppedIn = new Set<GroupId>()
  const note = (written: Written, update: Bytes): void => {
    const scan = scanUpdate(update)
    if (typeof scan === 'string') return
    for (const { client, structs } of scan.sections)
      for (const { clock, length } of structs) {
        const { start, end } = written.get(client) ?? { start: clock, end: 0 }
        const own = { start: Math.min(start, clock), end: Math.max(end, clock + length) }
        written.set(client, own)
      }
  }
  const writtenIn = (
    { contests }: DocumentReplica,
    messages: readonly StoredMessage[],
  ): Written => {
    const written: Written = new Map()
    for (const message of messages) {
      const update = contests.contentOf(message)
      if (update) note(written, update)
    }
    return written
  }
  const messagesOf = ({ id, group }: DocumentReplica, device: DeviceId): StoredMessage[] =>
    archive.messages
      .ofDocument(id, 0)
      .filter(message => message.device === device && message.audience === (group as string))

  /**
   * The row for the text of `row` on a branch. Text that the device wrote in another feed after a
   * crash has a name of its own there.
   */
  const rowOn = (
    { id }: DocumentReplica,
    { client, device, feed, writer }: ClientRow,
    { parent, line, seq }: { parent: FeedId; line: FeedId; seq: number },
  ): ClientRow => {
    const own = feed === parent ? line : digest('branch', fromHex(line), fromHex(feed))
    const on = typeof own === 'string' ? own : (toHex(own.subarray(0, 16)) as FeedId)
    const named = { device, feed: on, writer }
    return { client: ids.branch(id, client, named), ...named, since: { feed: line, seq } }
  }

  /** The forks of a document when its messages here are the branch of a split. */
  const forksWith = (
    document: DocumentReplica,
    { device, parent, line, within }: Split,
  ): Fork[] | null => {
    const { authors, contests, doc } = document
    const all = messagesOf(document, device)
    const isOn = (message: StoredMessage): boolean =>
      message.line === line || within.includes(message.line)
    const first = all.find(isOn)
    if (!first) return null
    const isBefore = (message: StoredMessage): boolean =>
      !isOn(message) && message.position < first.position
    const before = writtenIn(document, all.filter(isBefore))
    const written = writtenIn(document, all.filter(isOn))
    const until = archive.messages.lastOf(document.id)
    const earlier = contests.forks.all()
    const isWithin = ({ line: each }: Branch): boolean => within.includes(each)
    const later = new Map(
      earlier.filter(each => each.branches.some(isWithin)).map(each => [each.client, each]),
    )
    const ofWithin = new Set(
      earlier.flatMap(each => each.branches.filter(isWithin).map(({ row }) => row.client)),
    )
    const moved: Fork[] = []
    const begun: Fork[] = []
    for (const client of new Set([...written.keys(), ...later.keys()])) {
      const row = authors.get(client)
      const { start, end } = written.get(client) ?? { start: later.get(client)?.from ?? 0, end: 0 }
      // A device that began later lacks a part of the text before.
      const from = Math.max(start, before.get(client)?.end ?? 0)
      const isBeyond = end > from || later.has(client)
      if (!row || !isBeyond || ofWithin.has(client)) continue
      const branch = { line, until, row: rowOn(document, row, { parent, line, seq: first.seq }) }
      begun.push({ client, from, names: namesBelow(doc, client, from), branches: [branch] })
      const deeper = later.get(client)
      if (deeper) moved.push({ ...deeper, client: branch.row.client, from: deeper.from - from })
    }
    const changed = new Set(begun.map(({ client }) => client))
    return [...earlier.filter(({ client }) => !changed.has(client)), ...moved, ...begun]
  }

  const linesWith = (
    { contests }: DocumentReplica,
    { device, parent, line, within }: Split,
  ): Line[] => [
    ...contests.forks
      .lines()
      .map(each =>
        each.parent === parent && within.includes(each.line) ? { ...each, parent: line } : each,
      ),
    { device, line, parent },
  ]

  /** Each document with text of the branch reads its messages again, with their present ids. */
  const split = (given: Split): void => {
    const documents = new Set(
      [given.line, ...given.within].flatMap(line =>
        archive.messages.documentsIn(given.group, line),
      ),
    )
    for (const id of documents) {
      const document = cache.find(id)
      const forks = document && forksWith(document, given)
      if (!document || !forks) continue
      document.contests.forks.put(forks, linesWith(document, given))
      archive.snapshots.remove(id)
      parted(document)
      cache.forget(id)
    }
    if (given.feed !== feedOf(given.group)) return
    stoppedIn.add(given.group)
    stopped()
  }

  /** Each client of the message's author has an id on each branch that leads to the message. */
  const forksFor = (
    document: DocumentReplica,
    delivery: Delivery,
    rows: readonly ClientRow[],
  ): readonly Fork[] => {
    const { device, feed, seq, branches } = delivery
    const known = document.contests.forks.all()
    const forks = [...known]
    let isGrown = false
    const { doc } = document
    const begin = (client: number): Fork => {
      const from = Y.getState(doc.store, client)
      return { client, from, names: namesBelow(doc, client, from), branches: [] }
    }
    for (const given of rows.filter(row => row.device === device)) {
      let [row, parent]: [ClientRow, FeedId] = [given, feed]
      for (const line of branches) {
        const at = forks.findIndex(({ client }) => client === row.client)
        const fork = forks[at] ?? begin(row.client)
        let branch = fork.branches.find(each => each.line === line)
        if (!branch) {
          branch = { line, until: null, row: rowOn(document, row, { parent, line, seq }) } as Branch
          const grown = { ...fork, branches: [...fork.branches, branch] }
          isGrown = true
          if (at < 0) forks.push(grown)
          else forks[at] = grown
        }
        ;[row, parent] = [branch.row, line]
      }
    }
    return isGrown ? forks : known
  }

  /**
   * `update` in the form that its author signed, except contested ids; `rows` name the writers of
   * its clients.
   */
  const claim = (
    document: DocumentReplica,
    delivery: Delivery,
    rows: ClientRow[],
    update: Bytes,
  ): Forked => {
    const { forks: known } = document.contests
    if (delivery.branches.length === 0 && !known.any()) return { update, rows, forks: [] }
    const forks = delivery.branches.length > 0 ? forksFor(document, delivery, rows) : known.all()
    const branches = [...delivery.branches, ...delivery.heard()]
    const said = asBranches(update, forks, { position: Infinity, branches })
    const written = new Set(clientsIn(said) ?? [])
    const own = forks.flatMap(fork => fork.branches.map(({ row }) => row))
    return {
      update: said,
      rows: [...rows, ...own].filter(({ client }) => written.has(client)),
      forks,
    }
  }

  /** A message was accepted: the branches that it means are kept with it. */
  const took = (document: DocumentReplica, delivery: Delivery, { forks: all }: Forked): void => {
    const { forks } = document.contests
    const { id, device, feed, branches } = delivery
    if (branches.length === 0 && !forks.any()) return
    const known = forks.lines()
    const parents = [feed, ...branches]
    const more = branches
      .map((line, at): Line => ({ device, line, parent: parents[at] ?? feed }))
      .filter(({ line }) => !known.some(each => each.line === line))
    if (branches.length > 0 && (all !== forks.all() || more.length > 0))
      forks.put(all, [...known, ...more])
    forks.note(id, [...branches, ...delivery.heard()])
  }

  return {
    split,
    claim,
    took,
    /** This session's own feed was forked: the branch that its text continues is unknown. */
    isStopped: (group: GroupId): boolean => stoppedIn.has(group),
  }
}

export type Forking = ReturnType<typeof openForking>
