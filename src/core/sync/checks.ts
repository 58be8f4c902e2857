// Every check between bytes from outside and this device, each a named sentence in one list. Tests
// switch the checks off one at a time: each must be noticed.
import { digest, equal, type Bytes } from '#core/keys'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import {
  documentIdOf,
  hashBody,
  limits,
  type Message,
  none,
  ownsFeed,
  verifyMessage,
} from '#core/messages'

/** The plaintext sizes of an envelope, in bytes. */
export const paddedSizes = [512, 1024, 2048, 4096, 8192, 16384] as const

/** A padded part up to its mark 0x80; null when a byte behind the mark is not zero. */
const unpad = (plaintext: Bytes): Bytes | null => {
  let end = plaintext.length - 1
  while (end > 0 && plaintext[end] === 0) end--
  return plaintext[end] === 0x80 ? plaintext.subarray(0, end) : null
}

/**
 * The values that are derived from an epoch's key, while that key is in memory. Each envelope needs
 * them.
 */
const named = new WeakMap<Bytes, { epoch: Bytes; mailbox: Bytes }>()
const namesOf = (key: Bytes): { epoch: Bytes; mailbox: Bytes } => {
  const known = named.get(key)
  if (known) return known
  const names = { epoch: digest('epoch', key), mailbox: digest('mailbox', key) }
  named.set(key, names)
  return names
}
/** The 32-byte address of envelopes under an epoch's key. */
export const mailboxOf = (key: Bytes): Bytes => namesOf(key).mailbox

/** The kinds of message in a bootstrap snapshot. */
const progress = new Set([
  'heads',
  'snapshot',
  'snapshot-start',
  'snapshot-part',
  'blob',
  'sealed',
  'returned',
  'branches',
  'past',
  'forked',
])

export const checks = {
  // An envelope.
  epochIsItsKeysHash: (epoch: Bytes, key: Bytes): boolean => equal(epoch, namesOf(key).epoch),
  mailboxIsOfTheEpoch: (mailbox: Bytes, key: Bytes): boolean => equal(mailbox, mailboxOf(key)),
  paddingIsWhole: (plaintext: Bytes): boolean => {
    const content = unpad(plaintext)
    return content !== null && paddedSizes.find(size => size > content.length) === plaintext.length
  },

  // The parts of a transfer.
  partFits: (part: { index: number; count: number }, others: { count: number }): boolean =>
    part.index < part.count && part.count === others.count,

  /** Devices of an earlier version choose names at random: there the first part decides. */
  partIsOfTheNamer: (isOfNamer: boolean, others: { isOfNamer: boolean }): boolean =>
    isOfNamer === others.isOfNamer,

  // A pack: a run of one feed, of which only the last message is signed.
  sameFeed: (message: Message, of: Pick<Message, 'group' | 'audience' | 'device' | 'feed'>) =>
    message.group === of.group &&
    message.audience === of.audience &&
    message.device === of.device &&
    message.feed === of.feed,
  follows: (message: Message, before: Message): boolean =>
    message.seq === before.seq + 1 && message.previous === before.id,
  signed: (message: Message, signature: Bytes): boolean =>
    verifyMessage(message.id, signature, message.device),
  feedIsTheDevices: ({ group, device, feed }: Message): boolean => ownsFeed(group, device, feed),

  // A message at its place in the group.
  groupIsOurs: (message: Message, group: GroupId): boolean => message.group === group,
  audienceIsOurs: (
    { audience, device, kind }: Message,
    us: { group: GroupId; device: DeviceId; admitters: readonly DeviceId[] },
  ): boolean =>
    audience === us.group ||
    (audience === us.device && us.admitters.includes(device) && progress.has(kind)),
  firstNamesWhatItFollows: ({ seq, previous, after }: Message): boolean =>
    seq > 0 || previous === none || after.feeds.some(point => point.id === previous),
  authorIsActive: (active: boolean): boolean => active,
  roleWrites: (writes: boolean): boolean => writes,
  removedIsVouched: (vouched: boolean): boolean => vouched,
  deviceIsNotStopped: (stopped: boolean): boolean => !stopped,
  previousIsThere: (there: boolean): boolean => there,
  afterIsThere: (there: boolean): boolean => there,
  placeIsFree: (taken: string | null, message: Message): boolean =>
    taken === null || taken === message.id,
  bodyFits: (body: Bytes): boolean => body.length <= limits.body,
  bodyIsTheSigned: (message: Message, secret: Bytes | null, body: Bytes): boolean =>
    equal(message.bodyHash, hashBody(secret, body)),
  /** Otherwise a member could begin a known document again, under any number of secrets. */
  secretIsTheDocuments: (document: DocumentId, secret: Bytes, by: readonly DeviceId[]): boolean =>
    by.some(device => documentIdOf(device, secret) === document),
  documentIsTheGroups: (document: { group: GroupId; shared: boolean }, group: GroupId): boolean =>
    document.group === group && document.shared,
}

/** The content of the padded plaintext; null when the padding is broken. */
export const contentOf = (plaintext: Bytes): Bytes | null =>
  checks.paddingIsWhole(plaintext) ? unpad(plaintext) : null
