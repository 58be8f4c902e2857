// The body of a message: whether it is the signed one, and under which secret of its document.
import type { DocumentId } from '#shared/ids'
import { equal, type Bytes } from '#core/keys'
import { hashBody, type Message, secretOfSnapshot } from '#core/messages'
import { checks } from '../checks.ts'
import { begins as bringsSecret, type HeldBack } from '../feeds/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import type { Tombstones } from '../retire/index.ts'
import { dropped, type Verdict, waitsFor } from './verdict.ts'

export type BodyPorts = {
  archive: Pick<SyncArchive, 'documents'>
  group: SyncGroup
  tombstones: Tombstones
  heldBack: Pick<HeldBack, 'secretsOf'>
}

export const openBodies = ({ archive, group, tombstones, heldBack }: BodyPorts) => {
  const secretFor = ({ document, kind }: Message, body: Bytes): Bytes | Verdict | null => {
    if (document === null) return null
    const row = archive.documents.keyOf(document)
    if (row) return checks.documentIsTheGroups(row, group.id) ? row.secret : dropped
    if (kind !== 'snapshot' && kind !== 'snapshot-start') return waitsFor(`document:${document}`)
    return secretOfSnapshot(body) ?? dropped
  }

  /**
   * A device can begin a document again under another secret; then there are messages under both.
   */
  const isSigned = (message: Message, secret: Bytes | null, body: Bytes): boolean => {
    const { document, kind } = message
    if (checks.bodyIsTheSigned(message, secret, body)) return true
    if (document === null) return false
    const own = bringsSecret(kind) ? secretOfSnapshot(body) : null
    const others = [...(own ? [own] : []), ...heldBack.secretsOf(document)]
    return others.some(each => checks.bodyIsTheSigned(message, each, body))
  }
  /** Whether the message belongs to the document as it was begun another time. */
  const isOfOther = (message: Message, document: DocumentId, body: Bytes): boolean => {
    const secret = archive.documents.keyOf(document)?.secret
    const own = bringsSecret(message.kind) ? secretOfSnapshot(body) : null
    if (!secret) return false
    if (own) return !equal(own, secret)
    const isBegunAgain = heldBack.secretsOf(document).length > 0
    return isBegunAgain && !equal(hashBody(secret, body), message.bodyHash)
  }

  const whole = (message: Message, body: Bytes | null): Verdict | null => {
    const { document } = message
    if (
      document !== null &&
      (tombstones.has(document) || (!body && tombstones.mayBeHollow(document)))
    )
      return null
    // The chain of the message verifies and its body is missing: the body may come, or the record
    // that retires the document.
    if (!body) return document === null ? dropped : waitsFor(`sealed:${document}`)
    if (!checks.bodyFits(body)) return dropped
    const secret = secretFor(message, body)
    if (secret !== null && 'is' in secret) return secret
    return isSigned(message, secret, body) ? null : dropped
  }

  return { whole, isOfOther }
}
