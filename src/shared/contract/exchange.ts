// Exchange with other devices: encrypted files, the local network, mailboxes.
import * as v from 'valibot'
import { type DeviceId, type DocumentId, FileGrant, GroupId, MemberId } from '../ids.ts'
import { answers, call, nothing } from '../rpc.ts'

/** Counts of messages and records in an encrypted file or an exchange. */
export type Received = {
  group: GroupId
  accepted: number
  known: number
  refused: number
  waiting: number
  documents: readonly DocumentId[]
}

/** A group's blind mailbox. `off`: none was named, or this device stays off the network. */
export type MailboxStatus = {
  group: GroupId
  url: string | null
  state: 'off' | 'connecting' | 'in-touch' | 'full' | 'refused' | 'unreachable'
  /** Messages made here that are not in the mailbox yet. */
  waiting: number
  /** Other devices that have it open just now; the host does not say which. */
  others: number
}

export type NetworkStatus = {
  on: boolean
  /** `host:port` values under which this device can be typed in elsewhere. */
  addresses: readonly string[]
  peers: readonly { group: GroupId; device: DeviceId; member: MemberId; handle: string }[]
  /** Messages made here that no other device is known to hold. */
  changesToGo: number
  /**
   * Bytes that are in messages; the bytes of the transfer are a little more or, packed, much less.
   */
  bytesToGo: number
  /** The groups that have a mailbox. */
  mailboxes: readonly MailboxStatus[]
}

export const exchangeCalls = {
  /**
   * An encrypted file for these members, or for all where none is named. `everything` false: only what they
   * are not known to have. Tells `progress` of the task `exchange.write`.
   */
  'exchange.write': call(
    {
      group: GroupId,
      for: v.array(MemberId),
      file: FileGrant,
      everything: v.optional(v.boolean()),
    },
    answers<{
      messages: number
      bytes: number
      /** False where one file could not hold what they lack: another goes on from what they say they have. */
      isWhole: boolean
    }>(),
  ),
  /** Tells `progress` of the task `exchange.read`. */
  'exchange.read': call({ file: FileGrant }, answers<Received>()),

  'network.status': call(nothing, answers<NetworkStatus>()),
  'network.dial': call(
    { group: GroupId, address: v.pipe(v.string(), v.maxLength(300)) },
    answers<void>(),
  ),

  /**
   * The blind mailbox that a group's members leave sealed messages in: `wss:` anywhere, `ws:` on this
   * machine or a local network. Off until a person names one; null switches it off.
   */
  'mailbox.set': call(
    { group: GroupId, url: v.nullable(v.pipe(v.string(), v.maxLength(300))) },
    answers<void>(),
  ),
  'mailbox.status': call({ group: GroupId }, answers<MailboxStatus>()),
} as const
