// Requests to join that this device read, kept in its archive until the security words are compared.
import type { JoinRequest } from '#core/archive'
import { decodeStrict, encode } from '#core/keys'
import { packRecord, recordLimits, unpackRecord } from '#core/records'
import { Failure } from '#shared/failure'
import type { GroupId, RecordId } from '#shared/ids'
import { isOf, type RecordOf } from './records.ts'
import type { GroupStorage } from './storage.ts'
import { readRecord } from './history.ts'

/** `at` is the time when this device read it. */
export type KeptReply = { join: RecordOf<'join'>; at: number }

export type KeptReplies = {
  /** Failure `not-found`. */
  get(reply: RecordId): KeptReply
  has(reply: RecordId): boolean
  all(): KeptReply[]
  keep(reply: KeptReply): void
  /** Deletes the replies to an invitation. */
  forget(invitation: RecordId): void
}

export const keptReplies = (
  { joinRequests }: Pick<GroupStorage, 'joinRequests'>,
  group: GroupId,
): KeptReplies => {
  const read = ({ record, at }: JoinRequest): KeptReply | null => {
    const signed = unpackRecord(decodeStrict(record, recordLimits.bytes))
    const join = signed && readRecord(group, signed)
    return join && isOf(join, 'join') ? { join, at } : null
  }
  return {
    get(reply) {
      const row = joinRequests.get({ group, id: reply })
      const found = row && read(row)
      if (!found) throw new Failure('not-found')
      return found
    },
    has: reply => joinRequests.has({ group, id: reply }),
    all: () =>
      joinRequests
        .list({ group })
        .map(read)
        .filter(entry => entry !== null),
    keep({ join, at }) {
      const { invitation } = join.body
      const record = encode(packRecord(join.signed))
      joinRequests.put({ group, id: join.id, invitation, record, at })
    },
    forget: invitation => joinRequests.remove({ group, invitation }),
  }
}
