// Opens a reply from outside. Any holder of the page can make one, so everything in it is hostile
// until its form is checked. Even then it is only a claim.
import { openAge, type Bytes } from '#core/keys'
import { plainLines, plainText } from '#document/tree'
import { Failure } from '#shared/failure'
import {
  largestReply,
  longestComment,
  longestName,
  longestProposed,
  mostAnswers,
  replyFormat,
  replyHeadShape,
  replyNamings,
  type Reply,
} from '#shared/reply'
import * as v from 'valibot'
import type { KeptRound } from './rounds.ts'

const words = (longest: number) => v.pipe(v.string(), v.maxLength(longest))
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)))

const shape = v.strictObject({
  format: v.literal(replyFormat),
  kind: v.literal('reply'),
  round: hex(32),
  digest: hex(64),
  id: hex(32),
  name: words(longestName),
  organisation: words(longestName),
  naming: v.picklist(replyNamings),
  answers: v.pipe(
    v.array(
      v.strictObject({
        part: v.pipe(v.number(), v.integer(), v.minValue(0)),
        comment: words(longestComment),
        wording: v.nullable(words(longestProposed)),
      }),
    ),
    v.minLength(1),
    v.maxLength(mostAnswers),
  ),
})

/** One X25519 stanza and nothing else: each of thousands would cost a multiplication. */
const ageHeader =
  /^age-encryption\.org\/v1\n-> X25519 [A-Za-z0-9+/]{43}\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n/

const latin = new TextDecoder('latin1')
const letters = new TextDecoder('utf-8', { fatal: true })

/**
 * The round that a file claims to answer. Failures: `file-wrong-kind`, `file-is-newer`,
 * `file-damaged`.
 */
export const roundNamedIn = (bytes: Bytes): { round: string; locked: Bytes } => {
  if (bytes.length > largestReply) throw new Failure('file-too-large')
  const [head, format, round] = replyHeadShape.exec(latin.decode(bytes.subarray(0, 64))) ?? []
  if (head === undefined || round === undefined) throw new Failure('file-wrong-kind')
  if (Number(format) > replyFormat) throw new Failure('file-is-newer')
  const locked = bytes.subarray(head.length)
  if (Number(format) < replyFormat || !ageHeader.test(latin.decode(locked.subarray(0, 256))))
    throw new Failure('file-damaged')
  return { round, locked }
}

const readInside = (inside: Bytes): Reply => {
  try {
    return v.parse(shape, JSON.parse(letters.decode(inside)))
  } catch (cause) {
    throw new Failure('file-damaged', { cause })
  }
}

const opened = async (locked: Bytes, secret: Bytes): Promise<Bytes> => {
  try {
    const inside = await openAge(locked, secret)
    if (inside) return inside
  } catch (cause) {
    throw new Failure('file-damaged', { cause })
  }
  // Anyone can write the head of the file: it is locked to another key than the round's.
  throw new Failure('file-damaged')
}

/**
 * The content of a reply to `round`, in characters that a text may have. Failure `file-damaged` for
 * content that the page does not write for this round and its text.
 */
export const openReply = async (locked: Bytes, round: KeptRound): Promise<Reply> => {
  const reply = readInside(await opened(locked, round.secret))
  const isOfRound = reply.round === round.round && reply.digest === round.digest
  const parts = reply.answers.map(({ part }) => part)
  const areParts = parts.every(part => part <= round.parts.length)
  if (!isOfRound || !areParts || new Set(parts).size < parts.length)
    throw new Failure('file-damaged')
  const answers = reply.answers
    .map(({ part, comment, wording }) => ({
      part,
      comment: plainLines(comment),
      wording: wording === null ? null : plainText(wording).trim(),
    }))
    .filter(({ comment, wording }) => comment !== '' || wording !== null)
  return {
    ...reply,
    name: plainText(reply.name).trim(),
    organisation: plainText(reply.organisation).trim(),
    answers,
  }
}
