// The messages in the packs that are kept in order to hand them on. Messages are told apart by id:
// packs of a forked feed have other messages at the same places.
import type { FeedId, MessageId } from '#shared/ids'
import type { Bytes } from '#core/keys'
import type { BackfillPack } from '#core/archive'
import type { FeedPoint, Message } from '#core/messages'
import type { Item, Pack } from '../packs/index.ts'
import type { Tombstones } from '../retire/index.ts'

export type Kept = Pick<BackfillPack, 'feed' | 'from' | 'to' | 'last' | 'follows' | 'bytes'>

export type BackfillContents = {
  /** The kept packs with this message, the one that begins first before the others. */
  holding(message: FeedPoint): Kept[]
  /** Whether a kept pack has the message, and its body where there is one to keep. */
  isHeld(item: Item): boolean
  /** The pack, or a longer kept one with the same end, with every body that is here. */
  completed(pack: Pack): Pack
  /** The pack that ends with this message is not what it was. */
  forget(last: MessageId): void
  clear(): void
}

/** The messages of a pack in order, and those of them without a body. */
type Contents = { ids: MessageId[]; hollow: ReadonlySet<MessageId> }

/** `all`: the kept packs. `open` reads one of them. `gone`: no bodies of these documents are kept. */
export const openBackfillContents = (
  all: () => readonly Kept[],
  open: (kept: Kept) => Pack | null,
  gone: Pick<Tombstones, 'has'>,
): BackfillContents => {
  /** By the last message, for packs that were looked into. */
  const read = new Map<MessageId, Contents>()

  const contentsOf = (kept: Kept): Contents => {
    const known = read.get(kept.last)
    if (known) return known
    const items: readonly Item[] = open(kept)?.items ?? []
    const hollow = items.filter(({ body }) => body === null).map(({ message }) => message.id)
    const found = { ids: items.map(({ message }) => message.id), hollow: new Set(hollow) }
    read.set(kept.last, found)
    return found
  }
  const contains = (kept: Kept, seq: number, id: MessageId): boolean =>
    kept.to === seq ? kept.last === id : contentsOf(kept).ids[seq - kept.from] === id
  const isAt = (kept: Kept, feed: FeedId, seq: number): boolean =>
    kept.feed === feed && kept.from <= seq && kept.to >= seq

  const holding = ({ feed, seq, id }: FeedPoint): Kept[] =>
    all()
      .filter(kept => isAt(kept, feed, seq) && contains(kept, seq, id))
      .toSorted((a, b) => a.from - b.from)
  /** One of them that has its body too. */
  const withBody = (message: Message): Kept | undefined =>
    holding(message).find(kept => !contentsOf(kept).hollow.has(message.id))
  const bodyOf = (message: Message): Bytes | null => {
    const kept = withBody(message)
    return (kept && open(kept)?.items[message.seq - kept.from]?.body) ?? null
  }

  return {
    holding,
    isHeld({ message, body }) {
      const { document } = message
      const needsNone = body === null || (document !== null && gone.has(document))
      return needsNone ? holding(message).length > 0 : withBody(message) !== undefined
    },
    completed(pack) {
      const [{ message: first }] = pack.items
      const end = (pack.items.at(-1) ?? pack.items[0]).message.id
      const same = all().find(({ last, from }) => last === end && from < first.seq)
      const { items, signature } = (same && open(same)) ?? pack
      const brought = new Map(pack.items.map(({ message, body }) => [message.id, body]))
      const whole = ({ message, body }: Item): Item => ({
        message,
        body: body ?? brought.get(message.id) ?? bodyOf(message),
      })
      const [head, ...rest] = items
      return { items: [whole(head), ...rest.map(whole)], signature }
    },
    forget: last => void read.delete(last),
    clear: () => read.clear(),
  }
}
