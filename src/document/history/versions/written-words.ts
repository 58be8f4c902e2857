// The writers of words that a block has and an earlier wording of it lacks. Yjs keeps the client of
// each unit; the words themselves name nobody.
import * as Y from 'yjs'
import { splicesBetween } from '#document/words'

type Written = { unit: string; client: number }

/** Each unit of text in the block with the client that put it in. */
function* unitsIn(type: Y.XmlElement | Y.XmlText): Generator<Written> {
  for (let item: Y.Item | null = type._start; item !== null; item = item.right) {
    const { content, deleted, id } = item
    if (deleted) continue
    if (content instanceof Y.ContentString)
      for (const unit of content.str.split('')) yield { unit, client: id.client }
    else if (content instanceof Y.ContentType) {
      const inner = content.type
      if (inner instanceof Y.XmlElement || inner instanceof Y.XmlText) yield* unitsIn(inner)
    }
  }
}

const isWord = (units: string): boolean => /[\p{L}\p{N}]/u.test(units)

/** Clients of words in `block` that are not in `before`, those with the most units first. */
export const writersSince = (block: Y.XmlElement, before: string): number[] => {
  const units = [...unitsIn(block)]
  const now = units.map(({ unit }) => unit).join('')
  const counts = new Map<number, number>()
  let moved = 0
  for (const { from, to, insert } of splicesBetween(before, now)) {
    const at = from + moved
    moved += insert.length - (to - from)
    if (!isWord(insert)) continue
    for (const { unit, client } of units.slice(at, at + insert.length))
      if (isWord(unit)) counts.set(client, (counts.get(client) ?? 0) + 1)
  }
  return [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).map(([client]) => client)
}
