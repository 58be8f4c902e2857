// Search in the fake core: the sentences of the example group. Tests of the archive have a real core.
import type { CoreContract, DocumentSummary, SearchCounts, SearchHit } from '#shared/contract'
import type { Handlers } from '#shared/rpc'
import { exampleHits } from './fake-group.ts'

type Calls = Pick<
  Handlers<CoreContract>,
  | ('search.first' | 'search.query' | 'search.around' | 'search.citing')
  | ('searches.list' | 'searches.keep' | 'searches.remove')
  | ('searches.recent' | 'searches.remember' | 'searches.forget')
>

const unasked = (): never => {
  throw new Error('The made-up core keeps no search')
}
const counts: SearchCounts = {
  ...{ kinds: [], statuses: [], languages: [], groups: [], years: [], cites: [] },
}

/** `documents`: those in which something is found. */
export const fakeSearch = (documents: readonly DocumentSummary[]): Calls => {
  const hitsFor = (text: string): SearchHit[] => exampleHits(text, documents)
  return {
    'search.first': ({ text, limit }) => hitsFor(text).slice(0, limit),
    'search.query'({ text, filters }) {
      const all = Map.groupBy(hitsFor(text || filters?.cites[0] || ''), hit => hit.document)
      const first = [...all.values()].flatMap(([hit]) => (hit ? [hit] : []))
      const hits = first.map(hit => ({
        ...hit,
        ...{ language: 'en' as const, reference: '', numbers: [hit.number], cites: [] },
      }))
      return { hits, total: hits.length, groups: 1, counts }
    },
    'search.around': ({ document, text }) =>
      hitsFor(text).flatMap(({ block, number, snippet, ...hit }) =>
        hit.document === document ? [{ block, number, pieces: snippet, isBeside: false }] : [],
      ),
    'search.citing'({ instrument, limit }) {
      const hits = hitsFor(instrument)
      const total = new Set(hits.map(({ document }) => document)).size
      return { hits: hits.slice(0, limit), total }
    },
    'searches.list': () => [],
    'searches.keep': unasked,
    'searches.remove': unasked,
    'searches.recent': () => [],
    'searches.remember': () => {},
    'searches.forget': unasked,
  }
}
