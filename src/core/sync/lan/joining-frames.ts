// Frames of a joining conversation. The caller speaks first and knows only the secret of an
// invitation; the other end is the device that wrote the invitation.
import { countOf, decodeStrict, digest, encode, listUpTo, type Bytes } from '#core/keys'
import type { FailureCode } from '#shared/failure'
import { discoveryKey } from './handshake.ts'
import { frameLimit } from '../link/index.ts'

/** The secret of both ends of a joining, derived from the secret in the invitation's code. */
export const joiningKey = (secret: Bytes): Bytes => discoveryKey(digest('joining', secret))

/**
 * The reasons that the caller receives. Too many callers receive the reason of a used invitation;
 * all other reasons become `file-damaged`.
 */
const reasons = ['invitation-ended', 'invitation-used', 'already-member', 'recovery-wrong'] as const
export type Refusal = (typeof reasons)[number] | 'file-damaged'
export const refusalOf = (code: FailureCode): Refusal =>
  code === 'invitation-crowded'
    ? 'invitation-used'
    : (reasons.find(reason => reason === code) ?? 'file-damaged')

/** Bytes of the longest frames of a caller and of an answer. */
const limits = { invitation: 4_096, reply: 65_536 } as const

export type Asking =
  | { kind: 'read' }
  | { kind: 'ask'; reply: Bytes }
  /** The whole bootstrap file has arrived. */
  | { kind: 'done' }

export type Answer =
  | { kind: 'invitation'; file: Bytes }
  | { kind: 'refused'; code: Refusal }
  /** The reply was read: it waits for the comparison of words. */
  | { kind: 'heard' }
  /** The newcomer is admitted; an encrypted file of so many bytes follows in parts. */
  | { kind: 'begins'; length: number }
  | { kind: 'part'; bytes: Bytes }

export const writeAsking = (asking: Asking): Bytes =>
  encode([1, `join-${asking.kind}`, ...(asking.kind === 'ask' ? [asking.reply] : [])])

const contentOf = (answer: Answer): (Bytes | string | number)[] => {
  if (answer.kind === 'invitation') return [answer.file]
  if (answer.kind === 'refused') return [answer.code]
  if (answer.kind === 'begins') return [answer.length]
  return answer.kind === 'part' ? [answer.bytes] : []
}
export const writeAnswer = (answer: Answer): Bytes =>
  encode([1, `join-${answer.kind}`, ...contentOf(answer)])

const fieldsOf = (frame: Bytes, limit: number) => {
  const [format, kind, ...fields] = listUpTo(decodeStrict(frame, limit), 3) ?? []
  return format === 1 && typeof kind === 'string' && fields.length <= 1
    ? { kind, field: fields[0], isAlone: fields.length === 0 }
    : null
}

/** Null for anything else. */
export const readAsking = (frame: Bytes): Asking | null => {
  const said = fieldsOf(frame, limits.reply + 64)
  if (!said) return null
  const { kind, field, isAlone } = said
  if (kind === 'join-read' && isAlone) return { kind: 'read' }
  if (kind === 'join-done' && isAlone) return { kind: 'done' }
  if (kind !== 'join-ask' || !(field instanceof Uint8Array)) return null
  return field.length <= limits.reply ? { kind: 'ask', reply: field } : null
}

/** Null for anything else. */
export const readAnswer = (frame: Bytes): Answer | null => {
  const said = fieldsOf(frame, frameLimit)
  if (!said) return null
  const { kind, field, isAlone } = said
  if (kind === 'join-heard' && isAlone) return { kind: 'heard' }
  if (kind === 'join-refused' && typeof field === 'string')
    return { kind: 'refused', code: refusalOf(field as FailureCode) }
  if (kind === 'join-begins') {
    const length = countOf(field)
    return length === null ? null : { kind: 'begins', length }
  }
  if (!(field instanceof Uint8Array) || field.length === 0) return null
  if (kind === 'join-part') return { kind: 'part', bytes: field }
  const isInvitation = kind === 'join-invitation' && field.length <= limits.invitation
  return isInvitation ? { kind: 'invitation', file: field } : null
}
