// The address of a mailbox as a person types it, and its name at the host: the public half of a
// pair that only holders of the epoch's key can derive. So nobody else can claim it, and the host
// learns neither the epoch nor the mailbox address in envelopes.
import { isIP } from 'node:net'
import { deriveKey, signingPairFrom, type Bytes } from '#core/keys'
import { isPrivate } from '../lan/index.ts'

/** The Ed25519 pair of an epoch's mailbox at any host; the public key is its address there. */
export const mailboxPair = (epochKey: Bytes): { public: Bytes; secret: Bytes } =>
  signingPairFrom(deriveKey(epochKey, 'mailbox-sign'))

const mostLength = 300

/**
 * The host's address in one spelling; null for anything else. `wss:` to any host; `ws:`, which
 * shows an eavesdropper the sizes and times that a host sees, only to this machine or a local
 * network.
 */
export const parseMailboxUrl = (text: string): string | null => {
  const trimmed = text.trim()
  if (trimmed.length > mostLength || !URL.canParse(trimmed)) return null
  const url = new URL(trimmed)
  const { protocol, hostname, username, password, search, hash } = url
  if (username !== '' || password !== '' || search !== '' || hash !== '') return null
  if (protocol === 'wss:') return url.href
  const host = hostname.replace(/^\[|\]$/g, '')
  const isNear = host === 'localhost' || (isIP(host) !== 0 && isPrivate(host))
  return protocol === 'ws:' && isNear ? url.href : null
}

/**
 * The address without its path, which may be secret and may change while the host keeps its
 * contents.
 */
export const hostOf = (url: string): string => new URL('/', url).href
