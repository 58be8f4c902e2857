// Messages for this device alone: the devices that may write them, and how their feed begins.
import type { DeviceId } from '#shared/ids'
import type { Message } from '#core/messages'
import { checks } from '../checks.ts'
import type { Feeds } from '../feeds/index.ts'
import { type OffloadList, readReturned } from '../offload/index.ts'
import type { SyncArchive, SyncGroup } from '../ports.ts'
import { dropped, refused, type Verdict, waitsFor } from './verdict.ts'

export type AudiencePorts = {
  archive: Pick<SyncArchive, 'messages'>
  group: SyncGroup
  feeds: Pick<Feeds, 'hasBase'>
  away: Pick<OffloadList, 'mayReturn' | 'isAnswer' | 'mayBring'>
  /** The devices whose records admitted this one; none for a device of the founder. */
  admittersOf(device: DeviceId): DeviceId[]
}

/** The kinds of message that a returned document consists of. */
const contents = new Set(['snapshot', 'snapshot-start', 'snapshot-part', 'blob'])

export const openAudience = (ports: AudiencePorts) => {
  const { archive, group, feeds, away } = ports

  const addressed = (message: Message): Verdict | null => {
    if (!checks.groupIsOurs(message, group.id)) return dropped
    const { device } = group.self
    const isForUs = message.audience === device
    const givesBack = isForUs && (away.mayReturn(message.device) || away.mayBring(message))
    const keepers = givesBack ? [message.device] : []
    const admitters = isForUs ? [...ports.admittersOf(device), ...keepers] : []
    if (isForUs && admitters.length === 0) return waitsFor('records')
    if (!checks.audienceIsOurs(message, { group: group.id, device, admitters })) return dropped
    return checks.firstNamesWhatItFollows(message) ? null : dropped
  }

  /** A piece of an attachment of a document that is back. Attachments come after all text. */
  const isBeside = (message: Message): boolean =>
    message.kind === 'blob' && message.document !== null && away.mayBring(message, message.document)

  /** A bootstrap snapshot comes once, in one feed, and begins with the heads. */
  const begins = (message: Message): Verdict | null => {
    const { audience, device, document, feed, seq, kind } = message
    if (audience !== group.self.device) return null
    const mayBegin = ports.admittersOf(group.self.device).includes(device) && !feeds.hasBase()
    if (seq === 0) {
      const mayGive = away.mayReturn(device) || away.mayBring(message)
      const isFirst = kind === 'heads' ? mayBegin : kind === 'returned' && mayGive
      return isFirst ? null : refused
    }
    const first = archive.messages.range(group.id, feed, 0, 1)[0]
    if (first?.state !== 'applied' || kind === 'heads' || kind === 'returned') return refused
    if (first.kind !== 'returned') return null
    // A keeper may return the document that it was asked for, and no other.
    const returning = first.body && readReturned(first.body)
    const isBack =
      document !== null &&
      returning !== null &&
      contents.has(kind) &&
      away.isAnswer(device, document, returning)
    return isBack || isBeside(message) ? null : refused
  }

  return { addressed, begins }
}
