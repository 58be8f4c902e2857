// The state of a document at one moment: how far each client had written, and which items were
// deleted. Deleted content is kept, so a document shows any state that it ever was in.
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** Clocks of one client, `to` not included. */
export type Span = { from: number; to: number }

/** Clients without clocks are not in it; spans ascend, do not touch and are not empty. */
export type DocumentState = {
  clocks: ReadonlyMap<number, number>
  deleted: ReadonlyMap<number, readonly Span[]>
}

export const nothingWritten: DocumentState = { clocks: new Map(), deleted: new Map() }

const addSpan = (spans: Span[], from: number, to: number): void => {
  const last = spans.at(-1)
  if (last?.to === from) last.to = to
  else spans.push({ from, to })
}

/** The state that a document is in now. */
export const stateOf = (doc: Y.Doc): DocumentState => {
  const clocks = new Map<number, number>()
  const deleted = new Map<number, Span[]>()
  for (const [client, structs] of doc.store.clients) {
    const spans: Span[] = []
    for (const { id, length, deleted: isDeleted } of structs)
      if (isDeleted) addSpan(spans, id.clock, id.clock + length)
    const clock = Y.getState(doc.store, client)
    if (clock > 0) clocks.set(client, clock)
    if (spans.length > 0) deleted.set(client, spans)
  }
  return { clocks, deleted }
}

/** The state in which of what `clocks` tell these ranges are deleted, in any order and as often as they like. */
export const stateFrom = (
  clocks: ReadonlyMap<number, number>,
  ranges: Iterable<{ client: number; clock: number; length: number }>,
): DocumentState => {
  const deleted = new Map<number, Span[]>()
  const sorted = [...ranges].toSorted((a, b) => a.client - b.client || a.clock - b.clock)
  for (const { client, clock, length } of sorted) {
    const to = Math.min(clock + length, clocks.get(client) ?? 0)
    if (clock >= to) continue
    const spans = deleted.get(client) ?? []
    deleted.set(client, spans)
    const last = spans.at(-1)
    if (last && clock <= last.to) last.to = Math.max(last.to, to)
    else spans.push({ from: clock, to })
  }
  return { clocks, deleted }
}

/** Whether all that `one` knows was written by the moment of `other`, and more. */
export const isBefore = (one: DocumentState, other: DocumentState): boolean => {
  const behind = (a: DocumentState, b: DocumentState): boolean =>
    [...a.clocks].every(([client, clock]) => clock <= (b.clocks.get(client) ?? 0))
  return behind(one, other) && !behind(other, one)
}

const noSpans: readonly Span[] = []
const spansOf = ({ deleted }: DocumentState, client: number): readonly Span[] =>
  deleted.get(client) ?? noSpans

/** The place of the first span that ends beyond `clock`. */
const firstBeyond = (spans: readonly Span[], clock: number): number => {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle]?.to ?? 0) <= clock) low = middle + 1
    else high = middle
  }
  return low
}

/** The parts of clocks `from` to `to` that a state has and does not have deleted. */
export const presentIn = (
  state: DocumentState,
  client: number,
  from: number,
  to: number,
): Span[] => {
  const end = Math.min(to, state.clocks.get(client) ?? 0)
  if (from >= end) return []
  const spans = spansOf(state, client)
  const parts: Span[] = []
  let at = from
  for (let index = firstBeyond(spans, from); at < end; index++) {
    const span = spans[index]
    if (!span || span.from >= end) {
      parts.push({ from: at, to: end })
      break
    }
    if (span.from > at) parts.push({ from: at, to: span.from })
    at = span.to
  }
  return parts
}

export const isPresent = (state: DocumentState, client: number, clock: number): boolean => {
  if (clock >= (state.clocks.get(client) ?? 0)) return false
  const spans = spansOf(state, client)
  const span = spans[firstBeyond(spans, clock)]
  return span === undefined || span.from > clock
}

const ascending = <T>(map: ReadonlyMap<number, T>): [number, T][] =>
  [...map].toSorted(([a], [b]) => a - b)

/**
 * The number of clients; for each, ascending: client, clock, number of spans, and for each span the
 * clocks since the end of the one before it and its length. All as lib0's variable unsigned integers.
 */
export const encodeState = (state: DocumentState): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, state.clocks.size)
  for (const [client, clock] of ascending(state.clocks)) {
    const spans = spansOf(state, client)
    for (const number of [client, clock, spans.length]) encoding.writeVarUint(encoder, number)
    let end = 0
    for (const { from, to } of spans) {
      encoding.writeVarUint(encoder, from - end)
      encoding.writeVarUint(encoder, to - from)
      end = to
    }
  }
  return encoding.toUint8Array(encoder)
}

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** Null for what is not exactly what `encodeState` gives. */
export const decodeState = (bytes: Uint8Array): DocumentState | null => {
  const clocks = new Map<number, number>()
  const deleted = new Map<number, Span[]>()
  try {
    const decoder = decoding.createDecoder(bytes)
    const next = (): number => decoding.readVarUint(decoder)
    for (let left = next(); left > 0; left--) {
      const [client, clock] = [next(), next()]
      const spans: Span[] = []
      let end = 0
      for (let more = next(); more > 0; more--) {
        const from = end + next()
        end = from + next()
        addSpan(spans, from, end)
      }
      if (end > clock || clock === 0) return null
      clocks.set(client, clock)
      if (spans.length > 0) deleted.set(client, spans)
    }
  } catch {
    return null
  }
  const state = { clocks, deleted }
  return equal(encodeState(state), bytes) ? state : null
}

/** Whether `doc` has all that a state names, written and deleted. */
export const hasState = (doc: Y.Doc, { clocks, deleted }: DocumentState): boolean => {
  for (const [client, clock] of clocks) if (Y.getState(doc.store, client) < clock) return false
  for (const [client, spans] of deleted) {
    const structs = doc.store.clients.get(client) ?? []
    for (const { from, to } of spans) {
      for (let at = Y.findIndexSS(structs, from); at < structs.length; at++) {
        const struct = structs[at]
        if (!struct || struct.id.clock >= to) break
        if (!struct.deleted) return false
      }
    }
  }
  return true
}

/**
 * Whether everything that a state has was written upon things that it has too: only such a state can
 * ever have been on anybody's page. `doc` must have it.
 */
export const isWholeState = (doc: Y.Doc, { clocks }: DocumentState): boolean => {
  const has = (id: Y.ID | null | undefined): boolean =>
    !id || id.clock < (clocks.get(id.client) ?? 0)
  for (const [client, clock] of clocks)
    for (const struct of doc.store.clients.get(client) ?? []) {
      if (struct.id.clock >= clock) break
      if (!(struct instanceof Y.Item)) continue
      const { origin, rightOrigin, parent } = struct
      const holder = parent instanceof Y.AbstractType ? parent._item?.id : null
      if (!has(origin) || !has(rightOrigin) || !has(holder)) return false
    }
  return true
}
