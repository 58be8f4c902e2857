// The open mailbox of one epoch: parts that come are opened with the epoch's key and taken in like
// a file, a batch at a time; parts that go up are sealed. A part proves nothing by lying there.
import type { SignedRecord } from '#core/records'
import { readFrame } from '../frames.ts'
import type { Later, SyncArchive } from '../ports.ts'
import { readPack, unpackedBytes, type Pack } from '../pack.ts'
import type { GroupSync } from '../replica.ts'
import type { Membership } from './membership.ts'
import type { Epoch } from '../envelope.ts'
import { openTransfers } from '../transfers.ts'
import { bodySays } from '#core/messages'
import type { Bytes } from '#core/keys'
import { mailboxPair } from './address.ts'
import { broughtBy, isTrusted } from './trusted-contents.ts'
import { openMailboxSocket, type Ended, type MailboxSocket } from './socket.ts'
import { isSameLog, type MailboxCursor, type MailboxCursors } from './cursor.ts'
import { openSealed, sealedParts } from './sealed.ts'
import { openTaking } from './taking.ts'

export type Box = {
  /** Connects and takes in everything that is there; false when that fails. */
  drain(): Promise<boolean>
  /** The mailbox was read to the end, and new parts arrive. */
  isOpen(): boolean
  memo(): MailboxCursor
  /** Puts `bytes` in, in parts. False when there is no room. Rejects when the socket closes. */
  put(bytes: Bytes, use: 'records' | 'packs'): Promise<boolean>
  /** Other devices that have the mailbox open just now. */
  others(): number
  close(): void
}

/** Parts that are taken in at once. */
const batchParts = 256
const batchBytes = 1 << 20
/** A transfer whose first part lies so many places back never completes. */
const giveUpAfter = 4_000
/**
 * The part of a mailbox that packs leave free: the records that lead to the next epoch must fit in.
 */
const keptFree = 1 / 16
/** A host's count for each part beside its bytes. */
const partOverhead = 64

export const openBox = (ports: {
  epoch: Epoch
  replica: GroupSync
  /** The group whose records come here too; null for none. */
  membership: Membership | null
  messages: SyncArchive['messages']
  memos: MailboxCursors
  url: string
  ca?: string | undefined
  patience: Later
  /** A part came, or the count of others changed. */
  changed(): void
  ended(why: Ended): void
  /** A part that came could not be taken in. */
  failed(error: unknown): void
}): Box => {
  const { epoch, replica, membership, messages, memos, url, ca, patience, changed } = ports
  const taking = openTaking({ replica, membership })
  const transfers = openTransfers({ open: 64, bytes: 64 << 20 })
  /** The first place of each transfer that is not whole yet. */
  const unfinished = new Map<string, number>()
  const memo = (): MailboxCursor => memos.of(epoch.id) ?? memos.begin(epoch.id)
  const spaces = [replica.group.id, ...(membership ? [membership.id] : [])]
  let line: MailboxSocket | null = null
  let isOpen = false
  let isShut = false
  let others = 0
  /**
   * As the host stated when the mailbox was opened, plus parts that came or went up since: beyond
   * `from`.
   */
  let room = { used: 0, most: 0, from: 0 }
  let records: SignedRecord[] = []
  let packs: Pack[] = []
  let batched = { parts: 0, bytes: 0, place: 0 }
  let flushing: Promise<void> | null = null

  /** The last place that is not needed again after a restart. */
  const safePlace = (place: number): number => {
    for (const [transfer, first] of unfinished)
      if (first < place - giveUpAfter) unfinished.delete(transfer)
    return Math.min(place, ...[...unfinished.values()].map(first => first - 1))
  }

  const flush = (): void => {
    const [takenRecords, takenPacks, { parts, place }] = [records, packs, batched]
    records = []
    packs = []
    batched = { parts: 0, bytes: 0, place }
    // After the end nothing is taken in any more: the next session reads from the cursor.
    if (parts === 0 || isShut) return
    taking.take({ records: takenRecords, packs: takenPacks })
    const known = memo()
    for (const record of takenRecords)
      if (spaces.some(space => isTrusted(space, record))) known.records.add(record.id)
    for (const pack of takenPacks) {
      const upTo = known.feeds.get(pack.items[0].message.feed) ?? -1
      const brought = broughtBy(pack, { group: replica.group, messages }, upTo)
      if (brought)
        known.feeds.set(brought.feed, Math.max(brought.seq, known.feeds.get(brought.feed) ?? -1))
    }
    known.cursor = Math.max(known.cursor, safePlace(place))
    memos.save(epoch.id)
    changed()
  }
  const flushSoon = (): Promise<void> => {
    flushing ??= (async () => {
      await new Promise(setImmediate)
      try {
        await taking.prepare({ records, packs })
      } finally {
        flushing = null
      }
      flush()
    })()
    return flushing
  }
  const fail = (error: unknown): void => {
    ports.failed(error)
    line?.close()
  }

  const take = (bytes: Bytes): void => {
    if (bodySays(bytes, 'records')) {
      const frame = readFrame(bytes)
      if (frame?.kind === 'records') records.push(...frame.records)
      return
    }
    const pack = readPack(bytes)
    if (!pack) return
    packs.push(pack)
    batched.bytes += unpackedBytes(pack)
  }

  /** Any past holder of the key can have put anything there: bytes that are no part are ignored. */
  const onPart = async (place: number, sealed: Bytes): Promise<void> => {
    if (place > room.from) room.used += sealed.length + partOverhead
    batched.parts++
    batched.place = place
    const part = openSealed(epoch, sealed)
    if (part) {
      if (!unfinished.has(part.transfer)) unfinished.set(part.transfer, place)
      const whole = transfers.add(part)
      if (whole !== 'more') unfinished.delete(part.transfer)
      if (whole instanceof Uint8Array) take(whole)
    }
    const isMuch = batched.parts >= batchParts || batched.bytes >= batchBytes
    if (isMuch) return flushSoon()
    flushSoon().catch(fail)
  }

  return {
    drain: () =>
      new Promise(resolve => {
        line = openMailboxSocket({
          url,
          ca,
          patience,
          pair: mailboxPair(epoch.key),
          onOpened({ log, last, used, most }) {
            const known = memo()
            room = { used, most, from: last }
            if (known.log === null) known.log = log
            else if (!isSameLog(known, log, last)) memos.forget(epoch.id, log)
            line?.read(memo().cursor)
          },
          onPart,
          async onEnd() {
            if (batched.parts > 0) await flushSoon()
            if (isShut) return
            isOpen = true
            resolve(true)
          },
          onOthers(count) {
            others = count
            changed()
          },
          onEnded(why) {
            isOpen = false
            others = 0
            line = null
            ports.ended(why)
            resolve(false)
          },
        })
      }),
    isOpen: () => isOpen,
    memo,
    async put(bytes, use) {
      const parts = sealedParts(epoch, bytes)
      const size = parts.reduce((sum, part) => sum + part.length + partOverhead, 0)
      const free = room.most * (use === 'packs' ? 1 - keptFree : 1) - room.used
      const open = line
      if (!open) throw new TypeError('the line has ended')
      if (size > free) return false
      room.used += size
      const places = await Promise.all(parts.map(part => open.append(part)))
      return places.every(place => place !== null)
    },
    others: () => others,
    close() {
      isOpen = false
      isShut = true
      line?.close()
    },
  }
}
