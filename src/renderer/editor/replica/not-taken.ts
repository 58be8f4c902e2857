// Words of this window that core refused, so that they can be offered back: the page is reloaded
// without them.
import * as Y from 'yjs'

/** Between two stretches that did not stand side by side. */
const gap = ' … '

const isString = (struct: Y.AbstractStruct): struct is Y.Item & { content: Y.ContentString } =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentString && !struct.deleted

/** Whether `item` or something around it is gone. */
const isGone = (item: Y.Item): boolean => {
  const { parent } = item
  if (item.deleted) return true
  return parent instanceof Y.AbstractType && parent._item !== null && isGone(parent._item)
}

const wordsIn = (text: Y.AbstractType<unknown>, old: (item: Y.Item) => number): string => {
  const stretches: string[] = []
  let isNext = false
  for (let item = text._start; item !== null; item = item.right) {
    if (!isString(item)) continue
    const { str } = item.content
    const words = str.slice(old(item))
    const isOneMore = isNext && words === str
    isNext = words !== ''
    if (isNext) stretches.push((isOneMore ? (stretches.pop() ?? '') : '') + words)
  }
  return stretches.map(words => words.trim()).join(gap)
}

/**
 * The words of the clients in `from` from there on (a clock each) that stand in `doc`: a line for
 * each paragraph or note, in the order of first writing.
 */
export function wordsBeyond(doc: Y.Doc, from: ReadonlyMap<number, number>): string {
  /** Units at the beginning of an item that are not beyond; all of them where none is. */
  const old = ({ id, length }: Y.Item): number => {
    const clock = from.get(id.client)
    return clock === undefined ? length : Math.min(length, Math.max(0, clock - id.clock))
  }
  const texts = new Set<Y.AbstractType<unknown>>()
  for (const [client, clock] of from) {
    for (const struct of doc.store.clients.get(client) ?? []) {
      const isBeyond = struct.id.clock + struct.length > clock
      if (!isBeyond || !isString(struct) || isGone(struct)) continue
      if (struct.parent instanceof Y.AbstractType) texts.add(struct.parent)
    }
  }
  return [...texts].map(text => wordsIn(text, old)).join('\n')
}
