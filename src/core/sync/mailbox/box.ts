// The open mailbox of one epoch: parts that come are taken in (batch.ts), and parts that go up are
// sealed. A part proves nothing by lying there.
import type { Later, SyncArchive } from '../ports.ts'
import type { GroupSync } from '../group-sync.ts'
import type { Membership } from './membership.ts'
import type { Epoch } from '../link/index.ts'
import type { Bytes } from '#core/keys'
import { mailboxPair } from './address.ts'
import { MailboxBatch } from './batch.ts'
import { noteBatch } from './trusted-contents.ts'
import { openMailboxSocket, type Ended, type MailboxSocket } from './socket.ts'
import { isSameLog, type MailboxCursor, type MailboxCursors } from './cursor.ts'
import { sealedParts } from './sealed.ts'
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

  const batch = new MailboxBatch(epoch, taking, came => {
    const { group, lineOf, coverage } = replica
    noteBatch(memo(), came, { spaces, group, messages, lineOf, coverage })
    memos.save(epoch.id)
    changed()
  })
  const fail = (error: unknown): void => {
    isShut = true
    ports.failed(error)
    line?.close()
  }
  const onPart = async (place: number, sealed: Bytes): Promise<void> => {
    if (place > room.from) room.used += sealed.length + partOverhead
    const isMuch = batch.add(place, sealed)
    const flushing = batch.flush()
    flushing.catch(fail)
    if (isMuch) return flushing
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
            if (!batch.isEmpty()) await batch.flush()
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
      batch.close()
      line?.close()
    },
  }
}
