// Search in the fake core: the sentences of the example group, narrowed and counted as core does it.
import {
  noFilters,
  type CoreContract,
  type DocumentSummary,
  type SavedSearch,
  type Search,
  type SearchHit,
  type SearchResult,
} from '#shared/contract'
import type { Handlers } from '#shared/rpc'
import type { SearchId } from '#shared/ids'
import { narrow } from '../../src/core/drafting/lists/search-filters.ts'
import { exampleHits, hexId } from './fake-group.ts'

type Calls = Pick<
  Handlers<CoreContract>,
  | ('search.first' | 'search.query' | 'search.around' | 'search.citing')
  | ('searches.list' | 'searches.keep' | 'searches.remove')
  | ('searches.recent' | 'searches.remember' | 'searches.forget')
>

/** Every second document cites the one, all the other. */
const citedBy = (at: number): string[] => ['A/RES/68/181', 'A/66/203'].slice(at % 2)

const beginning = (document: DocumentSummary): SearchHit => ({
  document: document.id,
  group: document.group,
  title: document.title,
  kind: document.kind,
  status: document.status,
  block: null,
  number: '',
  snippet: [{ text: document.title, match: false }],
  changedAt: document.changedAt,
})

export const fakeSearch = (ports: {
  documents(): DocumentSummary[]
  /** The example group has texts; an empty one has none. */
  isFull: boolean
  emit(): void
}): Calls => {
  let saved: SavedSearch[] = []
  let recent: Search[] = []
  const allHits = (text: string, cites: readonly string[]): SearchHit[] => {
    const documents = ports.documents()
    if (!ports.isFull) return []
    const sought = text.trim() || cites[0]
    return sought === undefined ? documents.map(beginning) : exampleHits(sought, documents)
  }
  const resultsFor = ({ text, filters }: Search): SearchResult[] => {
    const documents = ports.documents()
    const found = new Map<string, SearchResult & { numbers: string[] }>()
    for (const hit of allHits(text, filters.cites)) {
      const at = documents.findIndex(({ id }) => id === hit.document)
      const document = documents[at]
      const known = found.get(hit.document)
      if (known) known.numbers.push(hit.number)
      else if (document)
        found.set(hit.document, {
          ...hit,
          language: document.language,
          reference: document.reference,
          numbers: hit.number === '' ? [] : [hit.number],
          cites: citedBy(at),
        })
    }
    return [...found.values()]
  }
  return {
    'search.first': ({ text, limit }) => allHits(text, []).slice(0, limit),
    'search.query'({ text, filters = noFilters, order = 'best', limit = 50 }) {
      const items = resultsFor({ text, filters }).map(result => ({
        result,
        kinds: [result.kind],
        statuses: [result.status],
        languages: [result.language],
        groups: [result.group],
        years: [new Date(result.changedAt).getUTCFullYear()],
        cites: result.cites,
      }))
      const { fitting, counts } = narrow(items, filters)
      const hits = fitting.map(({ result }) => result)
      if (order === 'newest') hits.sort((a, b) => b.changedAt - a.changedAt)
      const groups = new Set(hits.map(({ group }) => group)).size
      return { hits: hits.slice(0, limit), total: hits.length, groups, counts }
    },
    'search.around': ({ document, text, cites }) =>
      allHits(text, cites)
        .filter(hit => hit.document === document)
        .flatMap(({ block, number, snippet }) => [
          {
            block,
            number: '',
            pieces: [{ text: 'The paragraph before it.', match: false }],
            isBeside: true,
          },
          { block, number, pieces: snippet, isBeside: false },
        ]),
    'search.citing'({ instrument, limit }) {
      const hits = allHits('', [instrument])
      const total = new Set(hits.map(({ document }) => document)).size
      return { hits: hits.slice(0, limit), total }
    },
    'searches.list': () => saved.toSorted((a, b) => a.name.localeCompare(b.name)),
    'searches.keep'({ id = hexId(saved.length + 1, 16) as string as SearchId, name, search }) {
      saved = [...saved.filter(each => each.id !== id), { id, name, search }]
      ports.emit()
      return id
    },
    'searches.remove'({ id }) {
      saved = saved.filter(each => each.id !== id)
      ports.emit()
    },
    'searches.recent': () => recent,
    'searches.remember'(search) {
      const text = JSON.stringify(search)
      recent = [search, ...recent.filter(each => JSON.stringify(each) !== text)].slice(0, 10)
      ports.emit()
    },
    'searches.forget'() {
      recent = []
      ports.emit()
    },
  }
}
