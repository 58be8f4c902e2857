// The authors of words, also of moved ones. A shared tree cannot move words: a client that splits,
// joins or moves a paragraph writes them again. Words that went from one place and stand elsewhere
// in the same order, three or more in a row, belong to their first author where the one paragraph
// came from the other; else no author can be shown. Shorter ones that undo restored, or that were
// typed again, belong to the member who restored them.
import * as Y from 'yjs'
import type { BlockId, MemberId } from '#shared/ids'
import { presentIn, type DocumentState, type Letters } from '#document/history/versions'
import { everyElement, idOfElement, sourcesOf } from '#document/tree'
import { wordsIn } from '#document/words'

export type WriterOf = (client: number) => MemberId | null

/** Words in a row that are no chance. */
const row = 3

type Word = { text: string; writer: MemberId | null | undefined }

const isWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

/** Words and who wrote them, by their first letter; undefined where two wrote one word. */
const wordsOf = (letters: readonly Letters[], writer: WriterOf): Word[] => {
  const text = letters.map(each => each.text).join('')
  let [at, end] = [0, letters[0]?.text.length ?? 0]
  let start = 0
  return wordsIn(text).map(word => {
    while (start >= end && at < letters.length - 1) end += letters[++at]?.text.length ?? 0
    start += word.length
    const client = letters[at]?.client ?? 0
    return { text: word, writer: start <= end ? writer(client) : undefined }
  })
}

/** Letters of an element that went after `from` and are not in `to`. */
const goneFrom = (element: Y.XmlElement, from: DocumentState, to: DocumentState): Letters[] => {
  const gone: Letters[] = []
  for (let child = element._start; child !== null; child = child.right) {
    if (!(child.content instanceof Y.ContentType)) continue
    for (let item = child.content.type._start; item !== null; item = item.right) {
      const { content, id, length } = item
      if (!(content instanceof Y.ContentString)) continue
      const end = id.clock + length
      if (end > (to.clocks.get(id.client) ?? 0)) continue
      if (presentIn(to, id.client, id.clock, end).length > 0) continue
      if (presentIn(from, id.client, id.clock, end).length > 0) continue
      gone.push({ text: content.str, attributes: {}, client: id.client, clock: id.clock })
    }
  }
  return gone
}

type Rows = Map<string, { element: BlockId | null; size: number; writers: Set<MemberId | null> }[]>

const goneRows = (doc: Y.Doc, from: DocumentState, to: DocumentState, writer: WriterOf): Rows => {
  const rows: Rows = new Map()
  for (const element of everyElement(doc)) {
    const words = wordsOf(goneFrom(element, from, to), writer).filter(({ text }) => isWord(text))
    const name = idOfElement(element)
    const size = Math.min(row, words.length)
    for (let at = 0; size > 0 && at + size <= words.length; at++) {
      const part = words.slice(at, at + size)
      const key = part.map(({ text }) => text).join(' ')
      const known = rows.get(key) ?? []
      rows.set(key, known)
      const writers = new Set(part.map(each => each.writer ?? null))
      known.push({ element: name, size, writers })
    }
  }
  return rows
}

/** The ids of the blocks that an element came from, its own first. */
const familyOf = (
  element: Y.XmlElement | Y.Text,
  sources: ReadonlyMap<BlockId, BlockId>,
): Set<BlockId | null> => {
  const family = new Set<BlockId | null>()
  let name = element instanceof Y.XmlElement ? idOfElement(element) : null
  while (name !== null && !family.has(name)) {
    family.add(name)
    name = sources.get(name) ?? null
  }
  return family
}

/**
 * Gives, for a paragraph as it is in `to`, the writer of each of its words: null where none can be
 * shown, undefined where several wrote one word. Words of `from` that moved elsewhere count as
 * written by the member who moved them.
 */
export const wordWriters = (
  doc: Y.Doc,
  { from, to, writer }: { from: DocumentState; to: DocumentState; writer: WriterOf },
): ((
  element: Y.XmlElement | Y.Text,
  letters: readonly Letters[],
) => (MemberId | null | undefined)[]) => {
  const rows = goneRows(doc, from, to, writer)
  const shortest = [...rows.values()].reduce(
    (least, [first]) => Math.min(least, first?.size ?? row),
    row,
  )
  const sources = sourcesOf(everyElement(doc))
  return (element, letters) => {
    const words = wordsOf(letters, writer)
    const writers = words.map(each => each.writer)
    if (rows.size === 0) return writers
    const family = familyOf(element, sources)
    const places = words.flatMap(({ text }, at) => (isWord(text) ? [at] : []))
    const look = (part: readonly number[]): void => {
      const own = words[part[0] ?? 0]?.writer
      if (part.some(place => words[place]?.writer !== own)) return
      const found = rows.get(part.map(place => words[place]?.text).join(' ')) ?? []
      const near = found.filter(each => family.has(each.element))
      if (near.length === 0 && part.length < row) return
      const all = new Set((near.length > 0 ? near : found).flatMap(each => [...each.writers]))
      const [only = null] = all
      if (all.size === 0 || (all.size === 1 && only === own)) return
      let [from, end] = [part[0] ?? 0, (part.at(-1) ?? 0) + 1]
      // Signs and spaces around words go along with them.
      const goesAlong = (at: number): boolean => {
        const each = words[at]
        return each !== undefined && !isWord(each.text) && each.writer === own
      }
      while (goesAlong(from - 1)) from--
      while (goesAlong(end)) end++
      writers.fill(near.length > 0 && all.size === 1 ? only : null, from, end)
    }
    for (let size = row; size >= shortest; size--)
      for (let at = 0; at + size <= places.length; at++) look(places.slice(at, at + size))
    return writers
  }
}
