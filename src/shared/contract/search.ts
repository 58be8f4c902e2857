// Search over everything on this device: filters with their counts, results, and searches that are
// kept under a name or remembered for a while. Nothing of it leaves the device.
import * as v from 'valibot'
import { BlockId, DocumentId, GroupId, SearchId } from '../ids.ts'
import { DocumentKind, DocumentStatus, Language, Name, Time } from '../vocabulary.ts'

const Pieces = v.array(v.object({ text: v.string(), match: v.boolean() }))
/** The name of an attached file or of a named version, and no text of the document; or a footnote. */
const What = v.optional(v.picklist(['file', 'version', 'note']))

export const SearchHit = v.object({
  document: DocumentId,
  group: GroupId,
  title: v.string(),
  kind: DocumentKind,
  status: DocumentStatus,
  block: v.nullable(BlockId),
  /** The block's computed number, for example "3 (b)"; empty where it has none. */
  number: v.string(),
  /** The snippet in order; `match` pieces are what was found. */
  snippet: Pieces,
  what: What,
  changedAt: Time,
  /** The name of the circle that reads these words, in a restricted paragraph of the document. */
  circle: v.optional(v.string()),
})
export type SearchHit = v.InferOutput<typeof SearchHit>

/** A document in which something was found, with its best paragraph. */
export const SearchResult = v.object({
  ...SearchHit.entries,
  language: Language,
  reference: v.string(),
  /** The numbers of the paragraphs that hold as much of it, the first few. */
  numbers: v.array(v.string()),
  /** The instruments that the document cites, the first few. */
  cites: v.array(v.string()),
})
export type SearchResult = v.InferOutput<typeof SearchResult>

/** UTF-16 units. */
export const longestSearch = 400
/** Documents in one answer. */
export const mostResults = 500
const Text = v.pipe(v.string(), v.maxLength(longestSearch))
/** A symbol or a session, in any spelling; refused as `invalid-input` when it is neither. */
const Instrument = v.pipe(v.string(), v.maxLength(80))
const Year = v.pipe(v.number(), v.integer(), v.minValue(1970), v.maxValue(9999))

/**
 * Documents that a search is narrowed to: those with one of the values, for each filter that has values.
 * `years`: of the last change, where this device is. `cites`: instruments that the document cites.
 */
export const SearchFilters = v.object({
  kinds: v.pipe(v.array(DocumentKind), v.maxLength(50)),
  statuses: v.pipe(v.array(DocumentStatus), v.maxLength(50)),
  languages: v.pipe(v.array(Language), v.maxLength(50)),
  groups: v.pipe(v.array(GroupId), v.maxLength(50)),
  years: v.pipe(v.array(Year), v.maxLength(50)),
  cites: v.pipe(v.array(Instrument), v.maxLength(50)),
})
export type SearchFilters = v.InferOutput<typeof SearchFilters>
export const noFilters: SearchFilters = {
  kinds: [],
  statuses: [],
  languages: [],
  groups: [],
  years: [],
  cites: [],
}

/** Results that each value of a filter would leave, under all other filters. */
const counts = <const Value extends v.GenericSchema>(value: Value) =>
  v.array(v.object({ value, documents: v.number() }))
export const SearchCounts = v.object({
  kinds: counts(DocumentKind),
  statuses: counts(DocumentStatus),
  languages: counts(Language),
  groups: counts(GroupId),
  years: counts(v.number()),
  cites: counts(v.string()),
})
export type SearchCounts = v.InferOutput<typeof SearchCounts>

/** The best match first, or the newest change. */
export const SearchOrder = v.picklist(['best', 'newest'])
export type SearchOrder = v.InferOutput<typeof SearchOrder>

/** Words and filters; without words, everything that the filters leave. */
export const Search = v.object({ text: Text, filters: SearchFilters })
export type Search = v.InferOutput<typeof Search>

export const SavedSearch = v.object({ id: SearchId, name: v.string(), search: Search })
export type SavedSearch = v.InferOutput<typeof SavedSearch>

export const FoundParagraph = v.object({
  block: v.nullable(BlockId),
  number: v.string(),
  pieces: Pieces,
  /** Not found, but beside a paragraph that was. */
  isBeside: v.boolean(),
  what: What,
  circle: v.optional(v.string()),
})
export type FoundParagraph = v.InferOutput<typeof FoundParagraph>

export const searchCalls = {
  /** The best few, without filters and without counting: for a list that appears while one types. */
  'search.first': {
    input: v.object({
      text: Text,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
    }),
    output: v.array(SearchHit),
  },
  'search.query': {
    input: v.object({
      text: Text,
      filters: v.optional(SearchFilters),
      order: v.optional(SearchOrder),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostResults))),
    }),
    output: v.object({
      hits: v.array(SearchResult),
      /** Documents, and the groups that they are in. */
      total: v.number(),
      groups: v.number(),
      counts: SearchCounts,
    }),
  },
  /** The paragraphs of one result and those beside them, in the order of the page, the first few. */
  'search.around': {
    input: v.object({ document: DocumentId, text: Text, cites: v.array(Instrument) }),
    output: v.array(FoundParagraph),
  },
  /** Every paragraph that cites an instrument; `total` counts documents. */
  'search.citing': {
    input: v.object({
      instrument: Instrument,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
    output: v.object({ hits: v.array(SearchHit), total: v.number() }),
  },
  /** In the order of their names. */
  'searches.list': { input: v.void(), output: v.array(SavedSearch) },
  /** Keeps it under a name, or under another name; also the way back after it was removed. */
  'searches.keep': {
    input: v.object({ id: v.optional(SearchId), name: Name, search: Search }),
    output: SearchId,
  },
  'searches.remove': { input: v.object({ id: SearchId }), output: v.void() },
  /** Searches of which a result was opened, the latest first, at most ten. */
  'searches.recent': { input: v.void(), output: v.array(Search) },
  'searches.remember': { input: Search, output: v.void() },
  'searches.forget': { input: v.void(), output: v.void() },
} as const
