// Client ids that collide: few enough that a search for one of another device finds it.
import { digest, fromHex, random } from '#core/keys'
import type { ClientIds } from '#core/documents'
import { clientIdOf, idBeside } from '#document/ids'
import type { DeviceId, DocumentId } from '#shared/ids'
import * as Y from 'yjs'
import { writeUpdateBody } from '../../src/core/documents/bodies/bodies.ts'
import { newFeed, readMessage } from '../../src/core/messages/message.ts'
import { readPack } from '../../src/core/sync/packs/pack.ts'
import type { Dice } from './documents.ts'
import type { Person } from './group.ts'
import { deviceOf, type Device } from './writing-device.ts'

/** No two of these lie beside each other. */
const lone = 2 ** 16

/** The app's ids, cut to 12 bits, and quick. */
export const shortIds: ClientIds = {
  of(document, { device, feed, writer }) {
    const place = [device, feed, document].map(fromHex)
    const [a = 0, b = 0] = digest('short', ...place, Uint8Array.of(writer >> 8, writer & 255))
    return (1 + (a & 15) * 256 + b) * lone
  },
  branch: (document, client, writer) =>
    idBeside(client, clientIdOf(digest, document, writer, 'client-branch'), 2 ** 40),
  apart: (document, writer) =>
    idBeside(shortIds.of(document, writer), clientIdOf(digest, document, writer, 'client-apart')),
}

export const withShortIds = (person: Person): Device => deviceOf(person, random, shortIds)

export const deviceIn = ({ person }: Pick<Device, 'person'>): DeviceId => person.group.self.device

/** The result of `read` in the page of a device. */
export const inPage = async <T>(
  { documents }: Device,
  page: DocumentId,
  read: (doc: Y.Doc) => T,
): Promise<T> => {
  const found: T[] = []
  await documents.editAs(page, doc => void found.push(read(doc)))
  return found[0] as T
}

/** The client ids by which `device` has written, as it shows them itself. */
export const idsOf = (device: Device, page: DocumentId): Promise<number[]> =>
  inPage(device, page, doc =>
    [...doc.store.clients.keys()].filter(
      client => device.documents.authorOf(page, client) === deviceIn(device),
    ),
  )

const nonceBytes = 6

/**
 * A nonce with which the first window of a session of `person` uses one of `targets` as its client
 * id.
 */
const nonceFor = (
  { group }: Person,
  document: DocumentId,
  targets: ReadonlySet<number>,
  dice: Dice,
): Uint8Array => {
  const { device } = group.self
  // No session begins with an id that replaces a contested one.
  const claimable = new Set([...targets].filter(client => client % lone === 0))
  const nonce = new Uint8Array(16)
  for (;;) {
    nonce.set(dice.bytes(nonceBytes))
    const feed = newFeed(group.id, device, nonce)
    if (claimable.size === 0 || claimable.has(shortIds.of(document, { device, feed, writer: 0 })))
      return nonce
  }
}

/**
 * A new session of a closed device, like after an unlock. Its first window uses one of `targets`,
 * where there are any.
 */
export const againAs = (
  { person }: Device,
  page: DocumentId,
  targets: ReadonlySet<number>,
  dice: Dice,
): Device => {
  const nonce = nonceFor(person, page, targets, dice)
  const nonces = (length: number) => (length === nonce.length ? nonce : random(length))
  const device = deviceOf(person, nonces, shortIds)
  device.replica.resume()
  return device
}

/** A message of `writer` with this update, past the writer's own gate. */
export const send = (writer: Device, page: DocumentId, update: Uint8Array): void => {
  const body = writeUpdateBody({ writers: [{ feed: null, writer: 0 }], update })
  writer.person.archive.transaction(() =>
    writer.replica.publish({ document: page, kind: 'update', body }),
  )
}

/** Everything that `to` lacks. */
export const give = (from: Device, to: Device): void => {
  const lacking = to.replica.lacking(from.replica.heads().feeds)
  for (const { bytes } of [...from.replica.packs(lacking, to.replica.heads().feeds)])
    to.replica.receive([readPack(bytes)!])
}

/** The authors of waiting messages on a device. */
export const waitingOf = ({ person: { archive, group } }: Device): DeviceId[] =>
  archive.waitingMessages.list({ group: group.id }).map(({ header }) => readMessage(header)!.device)
