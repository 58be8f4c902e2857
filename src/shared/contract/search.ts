// Search over everything on this device: filters with their counts, results, and searches that are
// kept under a name or remembered for a while. Nothing of it leaves the device.
import * as v from 'valibot'
import { type BlockId, DocumentId, GroupId, SearchId } from '../ids.ts'
import { DocumentKind, DocumentStatus, Language, Name, type Time } from '../vocabulary.ts'
import { answers, call, nothing } from '../rpc.ts'

type Pieces = readonly { text: string; match: boolean }[]

export type SearchHit = {
  document: DocumentId
  group: GroupId
  title: string
  kind: DocumentKind
  status: DocumentStatus
  block: BlockId | null
  /** The block's computed number, for example "3 (b)"; empty where it has none. */
  number: string
  /** The snippet in order; `match` pieces are what was found. */
  snippet: Pieces
  what?: 'file' | 'version' | 'note' | undefined
  changedAt: Time
  /** The name of the circle that reads these words, in a restricted paragraph of the document. */
  circle?: string | undefined
}

/** A document in which something was found, with its best paragraph. */
export type SearchResult = SearchHit & {
  language: Language
  reference: string
  /** The numbers of the paragraphs that hold as much of it, the first few. */
  numbers: readonly string[]
  /** The instruments that the document cites, the first few. */
  cites: readonly string[]
}

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
type Counts<Value> = readonly { value: Value; documents: number }[]
export type SearchCounts = {
  kinds: Counts<DocumentKind>
  statuses: Counts<DocumentStatus>
  languages: Counts<Language>
  groups: Counts<GroupId>
  years: Counts<number>
  cites: Counts<string>
}

/** The best match first, or the newest change. */
export const SearchOrder = v.picklist(['best', 'newest'])
export type SearchOrder = v.InferOutput<typeof SearchOrder>

/** Words and filters; without words, everything that the filters leave. */
export const Search = v.object({ text: Text, filters: SearchFilters })
export type Search = v.InferOutput<typeof Search>

export type SavedSearch = { id: SearchId; name: string; search: Search }

export type FoundParagraph = {
  block: BlockId | null
  number: string
  pieces: Pieces
  /** Not found, but beside a paragraph that was. */
  isBeside: boolean
  what?: 'file' | 'version' | 'note' | undefined
  circle?: string | undefined
}

export const searchCalls = {
  /** The best few, without filters and without counting: for a list that appears while one types. */
  'search.first': call(
    { text: Text, limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)) },
    answers<readonly SearchHit[]>(),
  ),
  'search.query': call(
    {
      text: Text,
      filters: v.optional(SearchFilters),
      order: v.optional(SearchOrder),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostResults))),
    },
    answers<{
      hits: readonly SearchResult[]
      /** Documents, and the groups that they are in. */
      total: number
      groups: number
      counts: SearchCounts
    }>(),
  ),
  /** The paragraphs of one result and those beside them, in the order of the page, the first few. */
  'search.around': call(
    { document: DocumentId, text: Text, cites: v.array(Instrument) },
    answers<readonly FoundParagraph[]>(),
  ),
  /** Every paragraph that cites an instrument; `total` counts documents. */
  'search.citing': call(
    {
      instrument: Instrument,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    },
    answers<{ hits: readonly SearchHit[]; total: number }>(),
  ),
  /** In the order of their names. */
  'searches.list': call(nothing, answers<readonly SavedSearch[]>()),
  /** Keeps it under a name, or under another name; also the way back after it was removed. */
  'searches.keep': call(
    { id: v.optional(SearchId), name: Name, search: Search },
    answers<SearchId>(),
  ),
  'searches.remove': call({ id: SearchId }, answers<void>()),
  /** Searches of which a result was opened, the latest first, at most ten. */
  'searches.recent': call(nothing, answers<readonly Search[]>()),
  'searches.remember': call(Search, answers<void>()),
  'searches.forget': call(nothing, answers<void>()),
} as const
