// The ids and names of what a device writes on a branch of a forked feed. They follow from the
// messages alone, so all devices have the same ones.
import { digest, fromHex, toHex } from '#core/keys'
import { clientIn, drawnIn, isEntryId } from '#document/ids'
import type { FeedId } from '#shared/ids'
import * as Y from 'yjs'
import type { ClientRow, ClientIds } from '../bodies/index.ts'
import type { DocumentReplica } from '../replica/index.ts'

/** The entries that `client` began below that clock, by their random part. */
export const namesBelow = ({ store }: Y.Doc, client: number, clock: number): string[] =>
  (store.clients.get(client) ?? []).flatMap(struct => {
    const key = struct instanceof Y.Item && struct.id.clock < clock ? struct.parentSub : null
    const id = key?.split('/').at(-1) ?? ''
    return isEntryId(id) && clientIn(id) === client ? [drawnIn(id)] : []
  })

/**
 * The row for the text of `row` on a branch. Text that the device wrote in another feed after a
 * crash has a name of its own there.
 */
export const rowOn = (
  ids: ClientIds,
  { id }: DocumentReplica,
  { client, device, feed, writer }: ClientRow,
  { parent, line, seq }: { parent: FeedId; line: FeedId; seq: number },
): ClientRow => {
  const own = feed === parent ? line : digest('branch', fromHex(line), fromHex(feed))
  const on = typeof own === 'string' ? own : (toHex(own.subarray(0, 16)) as FeedId)
  const named = { device, feed: on, writer }
  return { client: ids.branch(id, client, named), ...named, since: { feed: line, seq } }
}
