// One kind of graph of signed records, by three things: the bodies of its types, the rules by which
// a record is kept, and the state that follows from all that are kept. A kind chooses where a right
// is judged. Its rules can drop a record that was not allowed in its own past, so that whatever is
// kept counts (groups). Or they take in whatever has its place, and the state leaves out what does
// not count (circles): then a later record can change whether an earlier one does.
import type { DeviceId, RecordId } from '#shared/ids'
import { codecOf, type Codec, type Types } from './codec.ts'
import { emptyGraph, extendGraph, nameable } from './graph.ts'
import type { Graph, Judge, NodeOf, Offered } from './graph.ts'
import type { RecordWith } from './record.ts'

/** A graph with what follows from it. `environment`: what a state depends on beside the records. */
export type History<N, S, E> = Graph<N> & {
  state: S
  /** Heads that a record can name: sorted, and at most as many as a record can have as parents. */
  heads: readonly RecordId[]
  environment: E
}

/** The outcome of offered records, and the history `H` with those that were kept. */
export type Extension<B, H> = Offered<B> & { history: H }

/** `B`: bodies that are read. `W`: bodies that are written. `N`: nodes. `S`: states. */
export type Definition<B, N extends NodeOf<B>, S, E, W extends B = B> = {
  types: Types<B, W>
  /** The judge of records that are offered together. It may not depend on their order. */
  rules(history: History<N, S, E>, offered: readonly RecordWith<B>[]): Judge<B, N>
  /** The state of a causally closed set of kept records. It may not depend on their order. */
  reduce(graph: Graph<N>, environment: E): S
  /** The member of a device that came in at any time; null for any other device. */
  memberOf(state: S, device: DeviceId): string | null
}

export type Records<B, N, S, E, W extends B = B> = Codec<B, W> & {
  empty(environment: E): History<N, S, E>
  /**
   * Adds to `history` those of `records` that may stand, in any order, with duplicates; form and
   * signatures have been checked.
   */
  extend(
    history: History<N, S, E>,
    records: readonly RecordWith<B>[],
  ): Extension<B, History<N, S, E>>
  /** The same records when the environment is another one. */
  again(history: History<N, S, E>): History<N, S, E>
  memberOf(state: S, device: DeviceId): string | null
}

export const defineRecords = <B, N extends NodeOf<B>, S, E, W extends B = B>(
  definition: Definition<B, N, S, E, W>,
): Records<B, N, S, E, W> => {
  const { types, rules, reduce, memberOf } = definition
  const grown = (graph: Graph<N>, environment: E): History<N, S, E> => {
    const { nodes, frontier } = graph
    const state = reduce(graph, environment)
    const heads = nameable(frontier, nodes, device => memberOf(state, device))
    return { nodes, frontier, state, heads, environment }
  }
  return {
    ...codecOf(types),
    empty: environment => grown(emptyGraph(), environment),
    extend(history, records) {
      const { graph, ...offered } = extendGraph(history, records, rules(history, records))
      const isGrown = offered.accepted.length > 0
      return { ...offered, history: isGrown ? grown(graph, history.environment) : history }
    },
    again: history => grown(history, history.environment),
    memberOf,
  }
}
