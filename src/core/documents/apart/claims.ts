// Claims of client ids in a message, as this device reads them. A message is refused when it claims
// an id that another device holds in the messages before it. An id that two devices claim
// concurrently belongs to neither: each gets another one from then on (`contests.ts`). The verdict
// depends on the message and on the messages that its `after` names.
import type { Archive } from '#core/archive'
import {
  readDetails,
  writeDetails,
  type ClientRow,
  type ClientIds,
  updateOf,
} from '../bodies/index.ts'
import type { DocumentCache, DocumentReplica } from '../replica/index.ts'
import type { Delivery } from '#core/messages'
import { openClaimPlaces } from './claim-places.ts'
import { renamed, type Contest, type Renames } from '../contested/index.ts'
import {
  openMessageClaims,
  type Claimed,
  type ClaimPorts,
  type Unclaimed,
} from './message-claims.ts'

export type Claims = {
  /**
   * Reads the claims of a message with these clients; or returns why it is refused, or must wait.
   */
  claim(
    document: DocumentReplica,
    delivery: Delivery,
    given: readonly ClientRow[],
  ): Claimed | Unclaimed
  /** The document with the contests of a message that the gate accepts. */
  part(document: DocumentReplica, begun: readonly Contest[]): DocumentReplica
}

type Ports = Pick<ClaimPorts, 'hasUnsealed' | 'retire'> & {
  archive: Archive
  cache: DocumentCache
  ids: ClientIds
  /** The ids of a document changed: results that were read from it before are void. */
  parted(document: DocumentReplica): void
}

/** Two clients of one message are never one. */
const areApart = (rows: readonly ClientRow[]): boolean =>
  new Set(rows.map(row => row.client)).size === rows.length

export const openClaims = (ports: Ports): Claims => {
  const { archive, cache, parted } = ports
  const places = openClaimPlaces(archive)
  const lastOf = ({ id }: DocumentReplica): number => archive.messages.lastOf(id)

  /** A folded state names the writer that was here first. */
  const renameKept = ({ id }: DocumentReplica, firsts: Renames): void => {
    const kept = archive.snapshots.get({ document: id })
    if (!kept || firsts.size === 0) return
    const rows = readDetails(kept.details).map(row => ({
      ...row,
      client: firsts.get(row.client) ?? row.client,
    }))
    const state = renamed(updateOf(kept), firsts)
    archive.snapshots.put({ ...kept, state, coding: 'update', details: writeDetails(rows) })
  }

  return {
    claim(document, delivery, given) {
      if (!areApart(given)) return { refused: 'own-client' }
      const claims = openMessageClaims(document, delivery, { ...ports, places, lastOf })
      for (const row of given) {
        const wrong = claims.add(row)
        if (wrong) return wrong
      }
      const claimed = claims.claimed()
      return areApart(claimed.rows) ? claimed : { refused: 'own-client' }
    },
    part(document, begun) {
      const { id, contests } = document
      const before = new Set(contests.all().map(({ client }) => client))
      contests.put(begun)
      const firsts = new Map(
        begun.flatMap(({ client, rows: [first] }) =>
          first && !before.has(client) ? [[client, first.client] as const] : [],
        ),
      )
      renameKept(document, firsts)
      parted(document)
      cache.forget(id)
      return cache.get(id)
    },
  }
}
