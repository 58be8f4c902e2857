// Which paragraphs were written in on both sides of a separation, with both wordings. At the first
// change made while nobody is in reach the page is remembered; what arrives later is also played
// onto that page alone, which shows what the others had made of it. Only what happened in this
// window is known here.
import * as Y from 'yjs'
import { mergeReview, readForReview, type Clash, type ReviewPage } from '#shared/document'

export type MergeWatch = {
  /** No member's device is in reach. */
  apart(on: boolean): void
  /** Everything made here and elsewhere has met: the next separation begins anew. */
  level(): void
  /** All clashes of this separation, told again when more arrives. */
  onClashes(listen: (clashes: Clash[]) => void): () => void
  stop(): void
}

type Separation = { base: Uint8Array; mine: ReviewPage | null; arrived: Uint8Array[] }

const playedOnto = (base: Uint8Array, arrived: readonly Uint8Array[]): ReviewPage => {
  const doc = new Y.Doc({ gc: false })
  for (const update of [base, ...arrived]) Y.applyUpdate(doc, update)
  const page = readForReview(doc)
  doc.destroy()
  return page
}

/**
 * `isRemote` and `isLocal` sort transactions by origin; what is neither (stored text coming back) is
 * passed over. `later` runs its work once, soon, however often it is asked to meanwhile.
 */
export function watchMerges(
  doc: Y.Doc,
  {
    isRemote,
    isLocal,
    later,
  }: {
    isRemote: (origin: unknown) => boolean
    isLocal: (origin: unknown) => boolean
    later: (work: () => void) => void
  },
): MergeWatch {
  const listeners = new Set<(clashes: Clash[]) => void>()
  let isApart = false
  let separation: Separation | null = null

  const before = ({ origin }: Y.Transaction): void => {
    if (isRemote(origin)) {
      if (separation) separation.mine ??= readForReview(doc)
    } else if (isLocal(origin) && isApart) {
      separation ??= { base: Y.encodeStateAsUpdate(doc), mine: null, arrived: [] }
    }
  }
  const review = (): void => {
    if (!separation?.mine) return
    const { base, mine, arrived } = separation
    const clashes = mergeReview(playedOnto(base, []), mine, playedOnto(base, arrived))
    for (const listen of listeners) listen(clashes)
  }
  const after = (update: Uint8Array, origin: unknown): void => {
    if (!separation || !isRemote(origin)) return
    separation.arrived.push(update)
    later(review)
  }
  doc.on('beforeTransaction', before)
  doc.on('update', after)
  return {
    apart: on => void (isApart = on),
    level: () => void (separation = null),
    onClashes(listen) {
      listeners.add(listen)
      return () => void listeners.delete(listen)
    },
    stop() {
      doc.off('beforeTransaction', before)
      doc.off('update', after)
    },
  }
}
