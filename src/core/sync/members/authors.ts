// The author of a message: whether its device is active, past or unknown, and which rights it had
// in documents at the place of the message.
import { knownDevice, removedBy } from '#core/group'
import { everyRight, noRights, type Right } from '#shared/contract'
import type { DeviceId, FeedId, MemberId, MessageId, RecordId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import { type Message, none, readMessage } from '#core/messages'

export type Authors = {
  /** Whether the device is active by all records that are here. */
  isActive(device: DeviceId): boolean
  /** Whether the device was active and is not, or the record that admitted it was voided. */
  isPast(device: DeviceId): boolean
  /**
   * Whether the group removed or shut out the device. A device that only left a circle is past
   * there, and not taken out.
   */
  isTakenOut(device: DeviceId): boolean
  /** The member of a device, past devices included: their messages stay theirs. */
  memberOf(device: DeviceId): MemberId | null
  /**
   * The rights of the author at the record heads that the message names, or else the last message
   * before it in its feed that names any. Record heads from before this device's beginning are no
   * reason to refuse: every right. Everything that the message names is here.
   */
  rightsOf(message: Message): ReadonlySet<Right>
  /** The same at the record heads that the message itself names; none where it names none. */
  rightsNamedBy(message: Pick<Message, 'device' | 'after'>): ReadonlySet<Right>
  /**
   * The rights of the device by all records that are here: a message can name old heads at any
   * time.
   */
  rightsNow(device: DeviceId): ReadonlySet<Right>
}

/** The record heads that a message names, or else the last message before it that names any. */
type Named = { id: MessageId; records: readonly RecordId[] }

/** Feeds and record heads that are remembered. Others are looked up again. */
const most = 512
const pageOf = 64

const remember = <K, V>(map: Map<K, V>, key: K, value: V): V => {
  map.delete(key)
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > most && oldest !== undefined) map.delete(oldest)
  return value
}

export const openAuthors = (
  { messages }: Pick<SyncArchive, 'messages'>,
  group: Pick<SyncGroup, 'id' | 'state' | 'rightsAt' | 'recordHeads'>,
): Authors => {
  /** The record heads that each feed named last, and the message that named them. */
  const named = new Map<FeedId, Named>()
  const found = new Map<string, ReadonlySet<Right>>()

  /** Null where the message lies before this device's beginning. */
  const before = ({ feed, seq, previous }: Message): readonly RecordId[] | null => {
    const known = named.get(feed)
    // Usually the named message is the one just before, and nothing is read. It is found by id,
    // because a message that was only examined may not have been kept.
    if (known?.id === previous) return known.records
    let line = seq > 0 ? messages.lineOf(previous) : null
    let first = previous
    for (let end = seq; end > 0;) {
      if (line === null) return null
      const from = Math.max(0, end - pageOf)
      for (const row of messages.outlines(group.id, line, from, end).toReversed()) {
        if (known?.id === row.id) return known.records
        const message = readMessage(row.header)
        if (message && message.after.records.length > 0) return message.after.records
        first = message?.previous ?? none
        end = row.seq
      }
      // The part before a branch is kept under another name.
      if (end > from) line = messages.lineOf(first) === line ? null : messages.lineOf(first)
    }
    return []
  }
  const recordsAt = (message: Message): readonly RecordId[] | null => {
    const { id, feed, after } = message
    const known = named.get(feed)
    if (known?.id === id) return known.records
    const records = after.records.length > 0 ? after.records : before(message)
    if (records !== null) remember(named, feed, { id, records })
    return records
  }

  const rightsOf = (message: Message): ReadonlySet<Right> => {
    const records = recordsAt(message)
    if (records === null) return everyRight
    const key = `${message.device} ${records.join()}`
    return found.get(key) ?? remember(found, key, group.rightsAt(records, message.device))
  }

  return {
    isActive: device => group.state().devices.has(device),
    isPast: device => group.state().pastDevices.has(device),
    isTakenOut: device => removedBy(group.state(), device).length > 0,
    memberOf: device => knownDevice(group.state(), device)?.member ?? null,
    rightsOf,
    rightsNamedBy: ({ device, after }) =>
      after.records.length > 0 ? group.rightsAt(after.records, device) : noRights,
    rightsNow: device =>
      group.state().devices.has(device) ? group.rightsAt(group.recordHeads(), device) : noRights,
  }
}
