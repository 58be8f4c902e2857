// Whose device wrote a message: one that is active now, one that was and is not, or nobody's; and
// whether she had a role that writes in documents where the message stands.
import { knownDevice, mayPropose, mayRemark, maySettle, mayWrite, removedBy } from '#core/group'
import type { Office } from '#core/group'
import type { DeviceId, FeedId, MemberId, MessageId, RecordId } from '#shared/ids'
import type { SyncArchive, SyncGroup } from './doors.ts'
import { none, readMessage, type Message } from './message.ts'

export type Authors = {
  /** Active as all records here say. */
  isActive(device: DeviceId): boolean
  /** It was active and is not, or what let it in was voided. */
  isPast(device: DeviceId): boolean
  /** The group removed it or shut it out. Who only left a circle is past there, and not taken out. */
  isTakenOut(device: DeviceId): boolean
  /** Of a past device too: what she wrote stays hers. */
  memberOf(device: DeviceId): MemberId | null
  /**
   * Whether her role wrote in documents at the record heads that the message, or the last one before
   * it in its feed that says so, names. Where those lie before this device's beginning nothing can be
   * said against her. Everything that the message names is here.
   */
  mayWrite(message: Message): boolean
  /** The same of what is said beside the text. */
  mayRemark(message: Message): boolean
  /** Whether she was a chair or a rapporteur at the record heads that the message itself names. */
  couldSettle(message: Message): boolean
  /** Whether its member is one as all records here say: old heads can be named at any time. */
  settles(device: DeviceId): boolean
  /** As `mayWrite`, of verdicts on amendments. */
  settlesAmendments(message: Message): boolean
  /** As `mayRemark`, of more than comments. */
  proposes(message: Message): boolean
}

/** The record heads that a message, or the last one before it that says so, names. */
type Named = { id: MessageId; records: readonly RecordId[] }

/** Feeds and record heads that are remembered; others are looked up again. */
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
  group: Pick<SyncGroup, 'id' | 'state' | 'officeAt' | 'recordHeads'>,
): Authors => {
  /** The record heads that each feed named last, and in which message. */
  const named = new Map<FeedId, Named>()
  const verdicts = new Map<string, boolean>()

  /** Null where that lies before this device's beginning. */
  const before = ({ feed, seq, previous }: Message): readonly RecordId[] | null => {
    const known = named.get(feed)
    // As a rule it is the one just before: then nothing need be read. By its id, as one that was only
    // looked at may not have been kept.
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
      // What is before a branch is kept under another name.
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

  /** `what` names the question for the memory of answers. */
  const isPermitted = (
    message: Message,
    what: string,
    holds: (office: Office) => boolean,
  ): boolean => {
    const records = recordsAt(message)
    if (records === null) return true
    const key = `${what} ${message.device} ${records.join()}`
    const known = verdicts.get(key)
    if (known !== undefined) return known
    const office = group.officeAt(records, message.device)
    return remember(verdicts, key, office !== null && holds(office))
  }

  const settlesAt = (heads: readonly RecordId[], device: DeviceId): boolean => {
    const office = group.officeAt(heads, device)
    return office !== null && maySettle(office.role)
  }

  return {
    isActive: device => group.state().devices.has(device),
    isPast: device => group.state().pastDevices.has(device),
    isTakenOut: device => removedBy(group.state(), device).length > 0,
    memberOf: device => knownDevice(group.state(), device)?.member ?? null,
    couldSettle: ({ device, after }) =>
      after.records.length > 0 && settlesAt(after.records, device),
    settles: device => group.state().devices.has(device) && settlesAt(group.recordHeads(), device),
    mayWrite: message => isPermitted(message, 'write', ({ role }) => mayWrite(role)),
    mayRemark: message =>
      isPermitted(message, `remark ${message.document ?? ''}`, office =>
        mayRemark(office, message.document),
      ),
    settlesAmendments: message => isPermitted(message, 'settle', ({ role }) => maySettle(role)),
    proposes: message => isPermitted(message, 'propose', ({ role }) => mayPropose(role)),
  }
}
