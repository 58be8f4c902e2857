// Messages that a device signs and sends past all checks of its own.
import type { DeviceId, DocumentId, FeedId, GroupId, MessageId } from '#shared/ids'
import type { OpenProfile } from '../../src/core/profile/open-profile.ts'
import { writeLocked } from '../../src/core/sync/files/locked-file.ts'
import {
  hashBody,
  type Heads,
  readMessage,
  signMessage,
  writeMessage,
} from '../../src/core/messages/message.ts'
import { writePack } from '../../src/core/sync/packs/pack.ts'

export type Place = { audience: GroupId | DeviceId; feed: FeedId; seq: number; previous: MessageId }
export type Said = {
  kind: string
  document: DocumentId | null
  body: Uint8Array
  secret?: Uint8Array
}

type Way = { from: OpenProfile; to: OpenProfile; group: GroupId }

/** `from` gives `to` these packs in an encrypted file, with all records. */
export const handPacks = async ({ from, to, group }: Way, packs: readonly Uint8Array[]) => {
  const readers = [to.groups.get(group).self.keys.agreement.public]
  const records = from.groups.get(group).recordsBeyond([])
  const rest = { messages: packs.length, heads: null }
  return to.sync.readFile(
    await writeLocked({ group, records, packs: [...packs], ...rest }, readers),
  )
}

/** The messages of this device in one of its feeds, from `start` up to and not with `end`. */
export const packOfOwn = (
  { archive, groups }: OpenProfile,
  group: GroupId,
  feed: FeedId,
  [start, end]: readonly [number, number],
): Uint8Array => {
  const [first, ...rest] = archive.messages.range(group, feed, start, end).flatMap(each => {
    const message = readMessage(each.header)
    return message ? [{ message, body: each.body }] : []
  })
  if (!first) throw new Error('there is nothing to give')
  const { id } = (rest.at(-1) ?? first).message
  const { secret } = groups.get(group).self.keys.signing
  return writePack({ items: [first, ...rest], signature: signMessage(id, secret) })
}

/** Signed by `from` and given to `to` in a file of its own, past all checks of `from`'s device. */
export const forged = async (
  { from, to, group }: Way,
  place: Place,
  after: Heads,
  said: readonly [Said, ...Said[]],
) => {
  const { self } = from.groups.get(group)
  let at = place
  const items = said.map(({ kind, document, body, secret = null }, index) => {
    const message = writeMessage({
      group,
      device: self.device,
      kind,
      document,
      ...at,
      after: index === 0 ? after : { records: [], feeds: [] },
      bodyHash: hashBody(secret, body),
    })
    at = { ...at, seq: at.seq + 1, previous: message.id }
    return { message, body }
  })
  const [first, ...rest] = items
  if (!first) throw new Error('nothing is said')
  const signature = signMessage(at.previous, self.keys.signing.secret)
  const packs = [writePack({ items: [first, ...rest], signature })]
  return handPacks({ from, to, group }, packs)
}
