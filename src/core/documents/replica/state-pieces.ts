// A document's whole state as a row of updates, each of which stands on those before it: where one
// message cannot hold the state, several can. Nothing is packed tighter or left out, so every piece
// passes the same gate as any edit, within the same limits.
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { writeDeletes, writeSection, type Span } from '../contested/index.ts'
import { causesOf, scanUpdate, type Range, type Scan, type Struct } from '../gate/index.ts'
import { newReplica } from './replica.ts'

/** Limits of one piece: far enough within the gate's limits that deletions have room too. */
const most = { bytes: 3 * 1024 * 1024, structs: 100_000 }

/** `clients`: those that it has clocks of. */
export type Piece = { update: Bytes; clients: number[] }

/** At least the bytes of a struct besides its content: ids and clocks at their longest. */
const frameBytes = 48

/** At least the bytes of one unit of a content that can be cut between any two; null for others. */
const unitBytes = ({ content }: Struct): number | null => {
  if (content.kind === 'string') return 3
  // Values are small things in many bytes for their reader, so they count twice.
  return content.kind === 'any' ? 2 * content.bytes : null
}

const wholeBytes = ({ content }: Struct): number =>
  content.kind === 'format' ? content.bytes + content.key.length * 3 : 256

/** Whether a text would be cut between the halves of one character. */
const isWithinPair = ({ content }: Struct, at: number): boolean =>
  content.kind === 'string' && /[\uD800-\uDBFF]/.test(content.text.charAt(at - 1))

type Spans = Map<number, Span>

/**
 * Spans of clocks by client, in an order in which each set builds on those before it alone. Text
 * that is longer than a piece is cut.
 */
const cutsOf = (ordered: readonly Struct[]): Spans[] => {
  const cuts: Spans[] = []
  let spans: Spans = new Map()
  let left = { ...most }
  const close = (): void => {
    if (spans.size > 0) cuts.push(spans)
    spans = new Map()
    left = { ...most }
  }
  const take = (client: number, from: number, to: number, bytes: number): void => {
    spans.set(client, { from: spans.get(client)?.from ?? from, to })
    left = { bytes: left.bytes - bytes, structs: left.structs - 1 }
  }
  const fits = (bytes: number): boolean =>
    spans.size === 0 || (left.structs > 0 && left.bytes >= bytes)
  for (const struct of ordered) {
    const { client, clock, length } = struct
    const unit = unitBytes(struct)
    if (unit === null) {
      const bytes = frameBytes + wholeBytes(struct)
      if (!fits(bytes)) close()
      take(client, clock, clock + length, bytes)
      continue
    }
    for (let done = 0; done < length;) {
      if (!fits(frameBytes + 2 * unit)) close()
      const room = Math.max(2, Math.floor((left.bytes - frameBytes) / unit))
      let end = Math.min(length, done + room)
      if (end < length && isWithinPair(struct, end)) end--
      take(client, clock + done, clock + end, frameBytes + (end - done) * unit)
      done = end
    }
  }
  close()
  return cuts
}

/** The part of a struct before clock `to`. */
const upTo = (struct: Y.Item | Y.GC, to: number): Y.Item | Y.GC => {
  const { id, length } = struct
  if (id.clock + length <= to || !(struct instanceof Y.Item)) return struct
  const content = struct.content.copy()
  content.splice(to - id.clock)
  const { origin, rightOrigin, parent, parentSub } = struct
  return new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, content)
}

const structsIn = (doc: Y.Doc, client: number, { from, to }: Span): (Y.Item | Y.GC)[] => {
  const all = doc.store.clients.get(client) ?? []
  const structs = all.slice(Y.findIndexSS(all, from), Y.findIndexSS(all, to - 1) + 1)
  return structs.map(struct => upTo(struct, to))
}

/** The deletions that lie in `spans`. */
const deletesIn = (deletes: ReadonlyMap<number, Range[]>, spans: Spans): Range[] =>
  [...spans].flatMap(([client, { from, to }]) =>
    (deletes.get(client) ?? []).flatMap(({ clock, length }) => {
      const start = Math.max(clock, from)
      const end = Math.min(clock + length, to)
      return start < end ? [{ client, clock: start, length: end - start }] : []
    }),
  )

const pieceOf = (doc: Y.Doc, spans: Spans, deletes: Range[]): Piece => {
  const encoder = new Y.UpdateEncoderV1()
  const clients = [...spans].toSorted(([a], [b]) => b - a)
  encoding.writeVarUint(encoder.restEncoder, clients.length)
  for (const [client, span] of clients) {
    writeSection(encoder, client, structsIn(doc, client, span), span.from)
  }
  writeDeletes(encoder, deletes)
  return { update: encoder.toUint8Array(), clients: clients.map(([client]) => client) }
}

/**
 * The state of `doc` with genesis and deleted text. Applied in order the pieces make the same
 * document. They are as many as needed, and one only where one is not too large for `fits`.
 */
export const statePieces = (doc: Y.Doc, fits: (scan: Scan, bytes: number) => boolean): Piece[] => {
  const state = Y.encodeStateAsUpdate(doc)
  const scan = scanUpdate(state)
  if (typeof scan === 'string') throw new TypeError('a state that is none')
  const whole = { update: state, clients: scan.sections.map(({ client }) => client) }
  if (fits(scan, state.length)) return [whole]
  const empty = newReplica()
  const { ordered } = causesOf(empty, scan, () => false)
  empty.destroy()
  const deletes = Map.groupBy(scan.deletes, ({ client }) => client)
  return cutsOf(ordered).map(spans => pieceOf(doc, spans, deletesIn(deletes, spans)))
}
