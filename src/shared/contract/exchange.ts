// Exchange with other devices: encrypted files, the local network, mailboxes.
import * as v from 'valibot'
import { DeviceId, DocumentId, FileGrant, GroupId, MemberId } from '../ids.ts'

/** Counts of messages and records in an encrypted file or an exchange. */
export const Received = v.object({
  group: GroupId,
  accepted: v.number(),
  known: v.number(),
  refused: v.number(),
  waiting: v.number(),
  documents: v.array(DocumentId),
})
export type Received = v.InferOutput<typeof Received>

/** A group's blind mailbox. `off`: none was named, or this device stays off the network. */
export const MailboxStatus = v.object({
  group: GroupId,
  url: v.nullable(v.string()),
  state: v.picklist(['off', 'connecting', 'in-touch', 'full', 'refused', 'unreachable']),
  /** Messages made here that are not in the mailbox yet. */
  waiting: v.number(),
  /** Other devices that have it open just now; the host does not say which. */
  others: v.number(),
})
export type MailboxStatus = v.InferOutput<typeof MailboxStatus>

export const NetworkStatus = v.object({
  on: v.boolean(),
  /** `host:port` values under which this device can be typed in elsewhere. */
  addresses: v.array(v.string()),
  peers: v.array(
    v.object({ group: GroupId, device: DeviceId, member: MemberId, handle: v.string() }),
  ),
  /** Messages made here that no other device is known to hold. */
  changesToGo: v.number(),
  /**
   * Bytes that are in messages; the bytes of the transfer are a little more or, packed, much less.
   */
  bytesToGo: v.number(),
  /** The groups that have a mailbox. */
  mailboxes: v.array(MailboxStatus),
})
export type NetworkStatus = v.InferOutput<typeof NetworkStatus>

export const exchangeCalls = {
  /**
   * An encrypted file for these members, or for all where none is named. `everything` false: only what they
   * are not known to have. Tells `progress` of the task `exchange.write`.
   */
  'exchange.write': {
    input: v.object({
      group: GroupId,
      for: v.array(MemberId),
      file: FileGrant,
      everything: v.optional(v.boolean()),
    }),
    output: v.object({
      messages: v.number(),
      bytes: v.number(),
      /** False where one file could not hold what they lack: another goes on from what they say they have. */
      isWhole: v.boolean(),
    }),
  },
  /** Tells `progress` of the task `exchange.read`. */
  'exchange.read': { input: v.object({ file: FileGrant }), output: Received },

  'network.status': { input: v.void(), output: NetworkStatus },
  'network.dial': {
    input: v.object({ group: GroupId, address: v.pipe(v.string(), v.maxLength(300)) }),
    output: v.void(),
  },

  /**
   * The blind mailbox that a group's members leave sealed messages in: `wss:` anywhere, `ws:` on this
   * machine or a local network. Off until a person names one; null switches it off.
   */
  'mailbox.set': {
    input: v.object({ group: GroupId, url: v.nullable(v.pipe(v.string(), v.maxLength(300))) }),
    output: v.void(),
  },
  'mailbox.status': { input: v.object({ group: GroupId }), output: MailboxStatus },
} as const
