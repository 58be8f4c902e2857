// Judged messages go into the archive, each under the name of its feed or branch. A message that is
// passed over leaves its name alone.
import type { DocumentId, FeedId } from '#shared/ids'
import type { Message } from '#core/messages'
import type { Branches, Feeds, HeldBack } from '../feeds/index.ts'
import type { StoppedDevices } from '../equivocation/index.ts'
import { OwnUnsealed } from '../judge/index.ts'
import type { Need, Waiting, WaitingMessage } from '../waiting/index.ts'
import type { SyncArchive, SyncDocuments, SyncGroup } from '../ports.ts'
import type { Tombstones } from '../retire/index.ts'

export type JudgedPorts = {
  archive: SyncArchive
  group: SyncGroup
  documents: Pick<SyncDocuments, 'split' | 'unsealed'>
  feeds: Feeds
  branches: Branches
  heldBack: HeldBack
  waiting: Waiting
  tombstones: Tombstones
  /** Own edits were flushed into messages, as far as possible. */
  isSealed(): boolean
}

export type JudgedMessages = {
  /**
   * The name to keep the message under. Where another message has its place, the two become
   * branches.
   */
  lineFor(message: Message): FeedId
  keep(entry: WaitingMessage, state: 'applied' | 'waiting' | 'refused'): void
  /** Messages that name it go on without it. Returns the needs that this meets. */
  passOver(message: Message, rival: DocumentId | null): Need[]
}

export const openJudgedMessages = (
  ports: JudgedPorts,
  stops: Pick<StoppedDevices, 'has'>,
): JudgedMessages => {
  const { archive, group, documents, feeds, branches, heldBack, waiting, tombstones } = ports

  const lineFor = (message: Message): FeedId => {
    const { device, feed, audience } = message
    if (audience !== group.id || !stops.has(device)) return feed
    const place = branches.placeOf(message)
    // Edits that this device wrote meanwhile name text by its former ids.
    if (place.splits !== null && !ports.isSealed() && documents.unsealed(group.id) > 0)
      throw new OwnUnsealed()
    const line = branches.begin(message, place)
    const other = place.splits && archive.messages.lineOf(place.splits)
    if (other !== null) {
      const { parent } = place
      feeds.split(parent, other)
      const within = branches.within(other)
      documents.split({ group: group.id, device, feed, parent, line: other, within })
    }
    return line
  }

  const keep = (
    { message, body, signature }: WaitingMessage,
    state: 'applied' | 'waiting' | 'refused',
  ): void => {
    const { document } = message
    const line = lineFor(message)
    const kept = document !== null && tombstones.has(document) ? null : body
    archive.messages.put({ ...message, group: group.id, line, signature, state, body: kept })
    waiting.remove(message.id)
    if (message.audience === group.id) feeds.note(message, line)
  }

  const passOver = (message: Message, rival: DocumentId | null): Need[] => {
    if (!branches.passOver(message.id, rival)) return []
    if (rival !== null) heldBack.note(message)
    return [`message:${message.id}`]
  }

  return { lineFor, keep, passOver }
}
