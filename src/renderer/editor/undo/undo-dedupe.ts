// Two people may remove the same words, and both may undo it. Undo makes a copy of removed text, so
// the second undo would restore the same words a second time. Here the second one finds the first
// one's copy and makes no other. Words that only one person removed have no copy in front, even if
// the text there reads the same.
import * as Y from 'yjs'
import { removedByArriving } from '../collab/rescue.ts'

type Ranges = ReturnType<typeof Y.createDeleteSet>

/** A stretch of one client's clock. */
export type Range = { clock: number; len: number }

const isAt = (id: Y.ID | null, client: number, clock: number): boolean =>
  id !== null && id.client === client && id.clock === clock

const storedId = (element: Y.XmlElement): unknown =>
  element._map.get('s_bid')?.content.getContent().at(-1)

/** Items put directly in front of `item`: a copy made by undo is one of them. */
const inFront = (item: Y.Item): Y.Item[] => {
  const found: Y.Item[] = []
  for (let left = item.left; left !== null && found.length < 200; left = left.left)
    if (isAt(left.rightOrigin, item.id.client, item.id.clock)) found.push(left)
  return found
}

/** Where the copy began that `piece` was cut from, if it was: pieces lie end to end. */
const beginning = (piece: Y.Item, copies: readonly Y.Item[]): number => {
  const { client, clock } = piece.id
  const before = copies.find(
    ({ id, length }) => id.client === client && id.clock + length === clock,
  )
  return before === undefined ? clock : beginning(before, copies)
}

/** Stretches of `item`'s text that stand in the page again as another's copy. */
const copiedText = (item: Y.Item, text: string, own: number): Range[] => {
  const copies = inFront(item).filter(
    ({ content, id }) => content instanceof Y.ContentString && id.client !== own,
  )
  return copies.flatMap(copy => {
    const offset = copy.id.clock - beginning(copy, copies)
    const written = copy.content.getContent().join('')
    return !copy.deleted && text.startsWith(written, offset)
      ? [{ clock: item.id.clock + offset, len: copy.length }]
      : []
  })
}

const copiedElement = (item: Y.Item, element: Y.XmlElement, own: number): Range[] => {
  const id = storedId(element)
  const isCopy = (copy: Y.Item): boolean =>
    !copy.deleted &&
    copy.id.client !== own &&
    copy.content instanceof Y.ContentType &&
    copy.content.type instanceof Y.XmlElement &&
    storedId(copy.content.type) === id
  return id !== undefined && inFront(item).some(isCopy) ? [{ clock: item.id.clock, len: 1 }] : []
}

export const without = (range: Range, cuts: readonly Range[]): Range[] => {
  let rest = [range]
  for (const cut of cuts) {
    const end = cut.clock + cut.len
    rest = rest.flatMap(({ clock, len }) =>
      [
        { clock, len: Math.min(len, cut.clock - clock) },
        { clock: Math.max(clock, end), len: Math.min(len, clock + len - end) },
      ].filter(part => part.len > 0),
    )
  }
  return rest
}

const copied = (item: Y.Item, own: number): Range[] => {
  if (!item.deleted) return []
  const { content } = item
  if (content instanceof Y.ContentString) return copiedText(item, content.str, own)
  return content instanceof Y.ContentType && content.type instanceof Y.XmlElement
    ? copiedElement(item, content.type, own)
    : []
}

export const itemsIn = (structs: (Y.GC | Y.Item)[], { clock, len }: Range): Y.Item[] => {
  const items: Y.Item[] = []
  for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
    const struct = structs[at]
    if (struct === undefined || struct.id.clock >= clock + len) break
    if (struct instanceof Y.Item) items.push(struct)
  }
  return items
}

export type UndoDedupe = {
  /**
   * Removes from `deletions`, which undo is about to restore, the words that another member has
   * restored already.
   */
  skipRestored(deletions: Ranges): void
  close(): void
}

/** Open it before anything of others arrives. */
export const openUndoDedupe = (doc: Y.Doc): UndoDedupe => {
  /** The removals of others, as their updates say. */
  const takenByOthers: Ranges[] = []
  const note = ({ local }: Y.Transaction): void => {
    const removed = local ? undefined : removedByArriving(doc)
    if (removed && removed.clients.size > 0) takenByOthers.push(removed)
  }
  doc.on('afterTransaction', note)
  const mayBeBack = ({ id }: Y.Item): boolean =>
    takenByOthers.some(removed => Y.isDeleted(removed, id))
  return {
    skipRestored(deletions) {
      for (const [client, ranges] of deletions.clients) {
        const structs = doc.store.clients.get(client) ?? []
        const left = ranges.flatMap(range =>
          without(
            range,
            itemsIn(structs, range)
              .filter(mayBeBack)
              .flatMap(item => copied(item, doc.clientID)),
          ),
        )
        deletions.clients.set(client, left)
      }
    },
    close: () => doc.off('afterTransaction', note),
  }
}
