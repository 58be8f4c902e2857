// Forks in documents: text that a device wrote in each branch of a forked feed gets ids of its own
// in every document. The content that was here first gets them when the other one comes, and the
// other one as each of its messages comes.
import type { Archive } from '#core/archive'
import type { Bytes } from '#core/keys'
import type { FeedId, GroupId } from '#shared/ids'
import * as Y from 'yjs'
import type { ClientRow, ClientIds } from '../bodies/index.ts'
import { clientsIn } from '../gate/index.ts'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import type { Delivery, Split } from '#core/messages'
import { namesBelow, rowOn } from './branch-rows.ts'
import { asBranches, type Branch, type Fork, type Line } from '../contested/index.ts'
import { forksWith, linesWith } from './kept-branches.ts'

/** The text of a message with the ids of the replica. */
export type Forked = {
  update: Bytes
  rows: ClientRow[]
  /** The document's forks with this message. */
  forks: readonly Fork[]
}

/** Each client of the message's author has an id on each branch that leads to the message. */
const forksFor = (
  ids: ClientIds,
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
        branch = {
          line,
          until: null,
          row: rowOn(ids, document, row, { parent, line, seq }),
        } as Branch
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

export type Forking = {
  /** Each document with text of the branch reads its messages again, with their present ids. */
  split(given: Split): void
  /**
   * `update` in the form that its author signed, except contested ids; `rows` name the writers of
   * its clients.
   */
  claim(document: DocumentReplica, delivery: Delivery, rows: ClientRow[], update: Bytes): Forked
  /** A message was accepted: the branches that it means are kept with it. */
  took(document: DocumentReplica, delivery: Delivery, forked: Forked): void
  /** This session's own feed was forked: the branch that its text continues is unknown. */
  isStopped(group: GroupId): boolean
}

export const openForking = (ports: Ports): Forking => {
  const { archive, cache, ids, parted, feedOf, stopped } = ports
  const stoppedIn = new Set<GroupId>()

  return {
    split(given) {
      const documents = new Set(
        [given.line, ...given.within].flatMap(line =>
          archive.messages.documentsIn(given.group, line),
        ),
      )
      for (const id of documents) {
        const document = cache.find(id)
        const forks = document && forksWith(ports, document, given)
        if (!document || !forks) continue
        document.contests.forks.put(forks, linesWith(document, given))
        archive.snapshots.remove({ document: id })
        parted(document)
        cache.forget(id)
      }
      if (given.feed !== feedOf(given.group)) return
      stoppedIn.add(given.group)
      stopped()
    },
    claim(document, delivery, rows, update) {
      const { forks: known } = document.contests
      if (delivery.branches.length === 0 && !known.any()) return { update, rows, forks: [] }
      const forks =
        delivery.branches.length > 0 ? forksFor(ids, document, delivery, rows) : known.all()
      const branches = [...delivery.branches, ...delivery.heard()]
      const said = asBranches(update, forks, { position: Infinity, branches })
      const written = new Set(clientsIn(said) ?? [])
      const own = forks.flatMap(fork => fork.branches.map(({ row }) => row))
      return {
        update: said,
        rows: [...rows, ...own].filter(({ client }) => written.has(client)),
        forks,
      }
    },
    took(document, delivery, { forks: all }) {
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
    },
    isStopped: group => stoppedIn.has(group),
  }
}
