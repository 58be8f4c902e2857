// The fake core's answers about typed and unsent text, in memory.
import type { CoreContract, Typed } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import type { Handlers } from '#shared/rpc'

type Calls = Extract<keyof CoreContract['calls'], `typed.${string}`>

/** `first`: text that was kept of every document before. */
export const fakeTyped = (first: readonly Typed[] = []): Pick<Handlers<CoreContract>, Calls> => {
  const kept = new Map<DocumentId, Typed[]>()
  const of = (document: DocumentId): readonly Typed[] => kept.get(document) ?? first
  return {
    'typed.list': ({ document }) => [...of(document)],
    'typed.keep'({ document, place, fields }) {
      const others = of(document).filter(each => each.place !== place)
      kept.set(document, fields === null ? others : [...others, { place, fields }])
    },
  }
}
