// Messages from before this device's beginning, in memory, as many as there is room for.
import type { FeedId, MessageId } from '#shared/ids'
import type { WaitingMessage } from '../waiting/index.ts'

const most = { count: 8_192, bytes: 16 << 20 }

const sizeOf = ({ message, body }: WaitingMessage): number =>
  message.header.length + (body?.length ?? 0)

export class EarlierMessages {
  /** In the order of arrival. */
  readonly #held = new Map<MessageId, WaitingMessage>()
  /** Feeds with more messages than there is room for. */
  readonly #tooLong = new Set<FeedId>()
  #bytes = 0

  get(id: MessageId): WaitingMessage | null {
    return this.#held.get(id) ?? null
  }

  all(): WaitingMessage[] {
    return [...this.#held.values()]
  }

  of(feed: FeedId): WaitingMessage[] {
    return this.all().filter(({ message }) => message.feed === feed)
  }

  isTooLong(feed: FeedId): boolean {
    return this.#tooLong.has(feed)
  }

  /** False where the messages of the feed do not fit: then none of them is kept any more. */
  put(entry: WaitingMessage): boolean {
    const { id, feed } = entry.message
    const before = this.#held.get(id)
    if (before) this.#drop(before)
    this.#held.set(id, { ...entry, signature: entry.signature ?? before?.signature ?? null })
    this.#bytes += sizeOf(entry)
    if (this.#makeRoom(feed)) return true
    this.#tooLong.add(feed)
    for (const each of this.of(feed)) this.#drop(each)
    return false
  }

  /** The first arrivals go, but none of the same feed. */
  #makeRoom(feed: FeedId): boolean {
    for (const entry of this.#held.values()) {
      if (this.#fits()) return true
      if (entry.message.feed !== feed) this.#drop(entry)
    }
    return this.#fits()
  }

  #fits(): boolean {
    return this.#held.size <= most.count && this.#bytes <= most.bytes
  }

  #drop(entry: WaitingMessage): void {
    this.#held.delete(entry.message.id)
    this.#bytes -= sizeOf(entry)
  }
}
