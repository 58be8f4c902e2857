// Late text: text in a document that was retired elsewhere meanwhile, which its successor does not
// have. Only the words themselves are kept and nothing around them, which may be the reason of the
// retirement. They are offered as text, and are not merged.
import * as Y from 'yjs'
import type { Late, StoredMessage } from '#core/archive'
import type { Bytes } from '#core/keys'
import { rootOf } from '#document/tree'
import type { DocumentReplica } from './document-replica.ts'
import { newReplica } from './replica.ts'

/** Between two stretches that did not stand side by side. */
const gap = ' … '

/** The replica that these messages of one document make; the caller destroys it. */
export const replicaFrom = (
  messages: readonly StoredMessage[],
  read: (message: StoredMessage) => Bytes | null,
): Y.Doc => {
  const doc = newReplica()
  for (const message of messages) {
    const update = read(message)
    if (update) Y.applyUpdate(doc, update)
  }
  return doc
}

/** The last clock of each client that the successor knows. */
const knownIn = (
  { contests }: DocumentReplica,
  messages: readonly StoredMessage[],
): ((client: number) => number) => {
  const doc = replicaFrom(messages, contests.contentOf)
  const states = Y.decodeStateVector(Y.encodeStateVector(doc))
  doc.destroy()
  return client => states.get(client) ?? 0
}

type Stretch = { client: number; text: string; isNext: boolean }

/** New text below `type`, in order. */
function* stretchesIn(type: Y.XmlElement, known: (client: number) => number): Generator<Stretch> {
  let isNext = false
  for (let item: Y.Item | null = type._start; item !== null; item = item.right) {
    const { content, id, deleted } = item
    if (deleted) continue
    if (content instanceof Y.ContentType) {
      yield* stretchesIn(content.type as Y.XmlElement, known)
      isNext = false
    } else if (content instanceof Y.ContentString) {
      const text = content.str.slice(Math.max(0, known(id.client) - id.clock))
      if (text !== '') yield { client: id.client, text, isNext: isNext && text === content.str }
      isNext = text !== ''
    }
  }
}

/** `covered`: the messages that the successor was made with. */
export const lateIn = (loaded: DocumentReplica, covered: readonly StoredMessage[]): Late[] => {
  const { doc, authors } = loaded
  const known = knownIn(loaded, covered)
  return rootOf(doc)
    .toArray()
    .filter(child => child instanceof Y.XmlElement)
    .flatMap(block => {
      const stretches = [...stretchesIn(block, known)]
      const [first] = stretches
      if (!first) return []
      const text = stretches
        .map((each, at) => (at > 0 && !each.isNext ? gap : '') + each.text)
        .join('')
      return text.trim() === '' ? [] : [{ by: authors.get(first.client)?.device ?? null, text }]
    })
}

/**
 * Text of edits that build on missing text, so that `doc` does not show them and their paragraph is
 * unknown; text that these edits themselves delete is left out.
 */
export const lateAside = ({ doc, authors }: DocumentReplica, edits: readonly Bytes[]): Late[] => {
  const read = edits.map(update => Y.decodeUpdate(update))
  const isDeleted = (client: number, clock: number): boolean =>
    read.some(({ ds }) =>
      ds.clients
        .get(client)
        ?.some(range => clock >= range.clock && clock < range.clock + range.len),
    )
  const items = read
    .flatMap(({ structs }) => structs)
    .filter(struct => struct instanceof Y.Item)
    .toSorted((a, b) => a.id.client - b.id.client || a.id.clock - b.id.clock)
  const runs: { client: number; end: number; text: string }[] = []
  for (const { id, content } of items) {
    if (!(content instanceof Y.ContentString)) continue
    const { client } = id
    const last = runs.at(-1)
    const before = last?.client === client ? last.end : 0
    const from = Math.max(id.clock, before, Y.getState(doc.store, client))
    const end = id.clock + content.str.length
    if (from >= end) continue
    let text = ''
    for (let clock = from; clock < end; clock++)
      if (!isDeleted(client, clock)) text += content.str[clock - id.clock] ?? ''
    if (last?.client === client && last.end === from)
      Object.assign(last, { end, text: last.text + text })
    else runs.push({ client, end, text })
  }
  return runs
    .filter(({ text }) => text.trim() !== '')
    .map(({ client, text }) => ({ by: authors.get(client)?.device ?? null, text }))
}
