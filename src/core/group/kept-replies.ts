// Requests to join that this device read, kept in its archive until the security words are compared.
import { countOf, decodeStrict, encode, listOf } from '#core/keys'
import type { Bytes } from '#core/keys'
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

const noteOf = (reply: RecordId) => `reply/${reply}`

export const keptReplies = (
  { notes }: Pick<GroupStorage, 'notes'>,
  group: GroupId,
): KeptReplies => {
  const read = (bytes: Bytes | null): KeptReply | null => {
    const [format, kind, packed, time] =
      listOf(bytes && decodeStrict(bytes, recordLimits.bytes), 4) ?? []
    const signed = unpackRecord(packed)
    const join = signed && readRecord(group, signed)
    const at = countOf(time)
    if (format !== 1 || kind !== 'asked' || !join || !isOf(join, 'join') || at === null) return null
    return { join, at }
  }

  const find = (reply: RecordId): KeptReply | null => read(notes.get(group, noteOf(reply)))
  const all = (): KeptReply[] =>
    notes
      .list(group, noteOf('' as RecordId))
      .map(({ bytes }) => read(bytes))
      .filter(entry => entry !== null)

  return {
    get(reply) {
      const found = find(reply)
      if (!found) throw new Failure('not-found')
      return found
    },
    has: reply => find(reply) !== null,
    all,
    keep({ join, at }) {
      notes.put(group, noteOf(join.id), encode([1, 'asked', packRecord(join.signed), at]))
    },
    forget(invitation) {
      for (const { join } of all())
        if (join.body.invitation === invitation) notes.remove(group, noteOf(join.id))
    },
  }
}
