// Late text: text in a document that was retired elsewhere meanwhile, which its successor does not
// have. Only the words themselves are kept and nothing around them, which may be the reason of the
// retirement. They are offered as text, and are not merged.
import * as Y from 'yjs'
import type { Archive, StoredMessage } from '#core/archive'
import { decodeStrict, encode, fromHex, toHex, type Bytes } from '#core/keys'
import { rootOf } from '#shared/document'
import type { DeviceId, DocumentId, GroupId } from '#shared/ids'
import type { DocumentReplica } from './document-replica.ts'
import { newReplica } from './replica.ts'

/** Text of one paragraph, and the device that wrote the first of it. */
export type Late = { by: DeviceId | null; text: string }

/** Between two stretches that did not stand side by side. */
const gap = ' … '
const nameOf = (document: DocumentId): string => `documents/late/${document}`
const limit = 1 << 24

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

export type LateStore = {
  of(group: GroupId, document: DocumentId): Late[]
  add(group: GroupId, document: DocumentId, late: readonly Late[]): void
  /** Nothing is left when `late` is empty. */
  set(group: GroupId, document: DocumentId, late: readonly Late[]): void
}

export const openLate = ({ notes }: Pick<Archive, 'notes'>): LateStore => {
  const of = (group: GroupId, document: DocumentId): Late[] => {
    const bytes = notes.get(group, nameOf(document))
    const list = bytes && decodeStrict(bytes, limit)
    if (!Array.isArray(list)) return []
    return list.flatMap(each => {
      const [by, text] = Array.isArray(each) ? each : []
      if (typeof text !== 'string') return []
      return [{ by: by instanceof Uint8Array ? (toHex(by) as DeviceId) : null, text }]
    })
  }
  const set = (group: GroupId, document: DocumentId, late: readonly Late[]): void => {
    if (late.length === 0) return notes.remove(group, nameOf(document))
    const wire = late.map(({ by, text }) => [by === null ? null : fromHex(by), text])
    notes.put(group, nameOf(document), encode(wire))
  }
  return {
    of,
    set,
    add: (group, document, late) => {
      if (late.length > 0) set(group, document, [...of(group, document), ...late])
    },
  }
}
