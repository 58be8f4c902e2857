// Storing an own message: it is signed and put into the archive like a message that was judged.
import type { Bytes } from '#core/keys'
import { Failure } from '#shared/failure'
import type { Branches } from '../feeds/index.ts'
import { hashBody, limits, type Message, signMessage, writeMessage } from '#core/messages'
import type { SyncArchive, SyncGroup } from '../ports.ts'

/** A message that was written just now, as it lies in the archive. */
export type Written = { message: Message; body: Bytes; signature: Bytes }

export type OwnFields = Omit<Message, 'id' | 'header' | 'bodyHash'>

type OwnStore = {
  archive: Pick<SyncArchive, 'messages' | 'documents'>
  group: SyncGroup
  branches: Pick<Branches, 'lineOf'>
}

/** Signs the message and puts it into the archive, in the transaction that is open. */
export const storeOwn = (
  { archive, group, branches }: OwnStore,
  fields: OwnFields,
  body: Bytes,
): Written => {
  const { device, keys } = group.self
  // No device would accept the message, nor any after it.
  if (group.isOutside(device)) throw new Failure('not-permitted')
  if (body.length > limits.body) throw new Failure('file-too-large')
  const row = fields.document === null ? null : archive.documents.keyOf(fields.document)
  const message = writeMessage({ ...fields, bodyHash: hashBody(row?.secret ?? null, body) })
  const signature = signMessage(message.id, keys.signing.secret)
  const line = branches.lineOf(message)
  // A message for one device alone is no part of the document's history here.
  const document = message.audience === group.id ? message.document : null
  archive.messages.put({ ...message, line, document, signature, body, state: 'applied' })
  return { message, body, signature }
}
