// Folding edits: one update from several own edits that a replica holds already, which contains the
// structs of their clients as they lie in the replica, and their deletions. Linear in the edits;
// Yjs' own merging of updates is quadratic and never gets bytes from outside.
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Bytes } from '#core/keys'
import { mostOverOnePlace, type Range, type Scan, type Struct } from '../gate/index.ts'

/** Clocks of one client, `to` not included. */
export type Span = { from: number; to: number }

const spansOf = (scans: readonly Scan[]): Map<number, Span> => {
  const spans = new Map<number, Span>()
  for (const { client, structs } of scans.flatMap(scan => scan.sections)) {
    const [first, last] = [structs[0], structs.at(-1)]
    if (!first || !last) continue
    const { from, to } = spans.get(client) ?? { from: first.clock, to: 0 }
    spans.set(client, {
      from: Math.min(from, first.clock),
      to: Math.max(to, last.clock + last.length),
    })
  }
  return spans
}

const byClient = (ranges: readonly Range[]): Map<number, Range[]> => {
  const clients = new Map<number, Range[]>()
  for (const range of ranges) {
    const own = clients.get(range.client) ?? []
    clients.set(range.client, own)
    own.push(range)
  }
  return clients
}

const joined = (ranges: readonly Range[]): Range[] => {
  const result: Range[] = []
  for (const range of ranges.toSorted((a, b) => a.clock - b.clock)) {
    const last = result.at(-1)
    if (last && range.clock <= last.clock + last.length)
      last.length = Math.max(last.length, range.clock + range.length - last.clock)
    else result.push({ ...range })
  }
  return result
}

/** Clients in Yjs' own order, so that equal edits make equal bytes. */
const inOrder = <T>(clients: ReadonlyMap<number, T>): [number, T][] =>
  [...clients].toSorted(([a], [b]) => b - a)

export const writeDeletes = (encoder: Y.UpdateEncoderV1, ranges: readonly Range[]): void => {
  const clients = inOrder(byClient(ranges))
  encoding.writeVarUint(encoder.restEncoder, clients.length)
  for (const [client, own] of clients) {
    const parts = joined(own)
    encoding.writeVarUint(encoder.restEncoder, client)
    encoding.writeVarUint(encoder.restEncoder, parts.length)
    for (const { clock, length } of parts) {
      encoder.writeDsClock(clock)
      encoder.writeDsLen(length)
    }
  }
}

const structsIn = (doc: Y.Doc, client: number, { from, to }: Span): (Y.Item | Y.GC)[] | null => {
  const all = doc.store.clients.get(client) ?? []
  if (all.length === 0) return null
  const first = Y.findIndexSS(all, from)
  const structs = all.slice(first, Y.findIndexSS(all, to - 1) + 1)
  const last = structs.at(-1)
  // The replica joined the struct with later clocks: the span ends inside a struct now.
  return last && last.id.clock + last.length === to ? structs : null
}

export const writeSection = (
  encoder: Y.UpdateEncoderV1,
  client: number,
  structs: readonly (Y.Item | Y.GC)[],
  from: number,
): void => {
  encoding.writeVarUint(encoder.restEncoder, structs.length)
  encoder.writeClient(client)
  encoding.writeVarUint(encoder.restEncoder, from)
  for (const struct of structs) struct.write(encoder, Math.max(0, from - struct.id.clock))
}

/**
 * One V1 update with the same effect as the scanned edits together. `doc` holds them. Null when the
 * replica does not separate them from later text: then they go out one by one.
 */
export const foldEdits = (doc: Y.Doc, scans: readonly Scan[]): Bytes | null => {
  const encoder = new Y.UpdateEncoderV1()
  const spans = inOrder(spansOf(scans))
  encoding.writeVarUint(encoder.restEncoder, spans.length)
  for (const [client, span] of spans) {
    const structs = structsIn(doc, client, span)
    if (!structs) return null
    writeSection(encoder, client, structs, span.from)
  }
  writeDeletes(
    encoder,
    scans.flatMap(scan => scan.deletes),
  )
  return encoder.toUint8Array()
}

/**
 * Structs, bytes of text and values, and leaps after which a long own edit is cut. A leap is a
 * struct that does not continue the writing of its piece: few enough of them span no place too
 * often.
 */
const piece = { structs: 5000, bytes: 512 * 1024, leaps: mostOverOnePlace - 1 }

/** Whether it stands on something before clock `from` of its own client, or on another client. */
const isLeap = ({ client, origin, rightOrigin }: Struct, from: number): boolean =>
  (origin !== null || rightOrigin !== null) && !(origin?.client === client && origin.clock >= from)

const weightOf = ({ content }: Scan['sections'][number]['structs'][number]): number =>
  content.kind === 'string'
    ? content.text.length * 3
    : 'bytes' in content
      ? content.bytes * content.values.length
      : 0

/**
 * `update`, just made in `doc` by one client, as a row of updates small enough for the gate;
 * unchanged where it is small. Deletions go with the last.
 */
export const piecesOf = (doc: Y.Doc, update: Bytes, scan: Scan): Bytes[] => {
  const [section, ...others] = scan.sections
  if (!section || others.length > 0) return [update]
  const cuts: number[] = []
  let [count, bytes, leaps, from] = [0, 0, 0, section.structs[0]?.clock ?? 0]
  for (const struct of section.structs) {
    count++
    bytes += weightOf(struct)
    if (isLeap(struct, from)) leaps++
    if (count < piece.structs && bytes < piece.bytes && leaps < piece.leaps) continue
    from = struct.clock + struct.length
    cuts.push(from)
    ;[count, bytes, leaps] = [0, 0, 0]
  }
  const start = section.structs[0]?.clock ?? 0
  const end = Y.getState(doc.store, section.client)
  const ends = [...cuts.filter(cut => cut < end), end]
  if (ends.length === 1) return [update]
  return ends.map((to, index) => {
    const encoder = new Y.UpdateEncoderV1()
    const from = ends[index - 1] ?? start
    encoding.writeVarUint(encoder.restEncoder, 1)
    writeSection(encoder, section.client, structsIn(doc, section.client, { from, to }) ?? [], from)
    writeDeletes(encoder, to === end ? scan.deletes : [])
    return encoder.toUint8Array()
  })
}
