// Locks a reply to the round's key, without anything from outside the page.
import { Encrypter } from 'age-encryption'
import { largestReply, replyHead, replyPadding, type Reply } from '#shared/reply'

/**
 * A browser may give a page from the disk no WebCrypto. The library computes X25519 itself where that
 * is said as an unsupported algorithm, but not where there is no object to ask.
 */
const withoutWebCrypto = (): void => {
  if ((crypto as Partial<Crypto>).subtle) return
  const unsupported = (): Promise<never> =>
    Promise.reject(new DOMException('No WebCrypto here', 'NotSupportedError'))
  Object.defineProperty(crypto, 'subtle', { value: { importKey: unsupported } })
}

export const newReplyId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
    byte.toString(16).padStart(2, '0'),
  ).join('')

const padded = (text: string): Uint8Array => {
  const bytes = new TextEncoder().encode(text)
  const whole = new Uint8Array(Math.ceil(bytes.length / replyPadding) * replyPadding)
  whole.fill(0x20)
  whole.set(bytes)
  return whole
}

/** The file; null when the reply is longer than anybody would take in. */
export const sealReply = async (reply: Reply, recipient: string): Promise<Blob | null> => {
  withoutWebCrypto()
  const encrypter = new Encrypter()
  encrypter.addRecipient(recipient)
  const locked = await encrypter.encrypt(padded(JSON.stringify(reply)))
  const file = new Blob([replyHead(reply.round), new Uint8Array(locked)])
  return file.size > largestReply ? null : file
}
