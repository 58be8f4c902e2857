// Replies to a consultation round, made without its page: good ones, and any other bytes that may
// come back.
import { Encrypter } from 'age-encryption'
import { replyHead, type Reply, type ReplyRound } from '#shared/reply'

/** The data of a page for its own script. */
export const roundOnPage = (page: string): ReplyRound =>
  JSON.parse(/<script type="application\/json" id="round">(.*?)<\/script>/s.exec(page)?.[1] ?? '')

/** About the first part, and the text as a whole. */
export const replyTo = (told: ReplyRound, fields: Partial<Reply> = {}): Reply => ({
  format: 1,
  kind: 'reply',
  round: told.round,
  digest: told.digest,
  id: 'ab'.repeat(16),
  name: 'Imany',
  organisation: 'Network',
  naming: 'organisation' as const,
  answers: [
    { part: 1, comment: 'Too weak.', wording: 'States shall act.' },
    { part: 0, comment: 'Thank you.\n\nTwo lines.', wording: null },
  ],
  ...fields,
})

/** The file of a reply, or of bytes that are no reply, behind any first line. */
export const replyFile = async (
  told: ReplyRound,
  inside: unknown = replyTo(told),
  head = replyHead(told.round),
): Promise<Uint8Array> => {
  const encrypter = new Encrypter()
  encrypter.addRecipient(told.recipient)
  const text = typeof inside === 'string' ? inside : JSON.stringify(inside)
  return Buffer.concat([Buffer.from(head), await encrypter.encrypt(text)])
}
