// Search over everything that this member reads on this device. A restricted text is found under the
// document that shows it, by its readers alone. A member who left a circle keeps its documents, so they are found as
// they are listed: each by itself, and in no place of another document.
import type { FoundPage } from '#core/archive'
import {
  noFilters,
  type FoundParagraph,
  type SearchCounts,
  type SearchFilters,
  type SearchHit,
  type SearchOrder,
  type SearchResult,
} from '#shared/contract'
import { instrumentIn } from '#document/citations'
import { Failure } from '#shared/failure'
import { hasStatus } from '#shared/has-status'
import type { BlockId, DocumentId, GroupId } from '#shared/ids'
import type { Summaries } from './document-summaries.ts'
import type { Deliberation } from '../parts.ts'
import { restrictedIn, shownIn, type Shown } from '../restricted/index.ts'
import { narrow, type Filtered } from './search-filters.ts'

type Ports = Deliberation & Summaries

/** Where the words are read: the group itself, or one of its circles. */
type Space = { group: GroupId; circle: string | null }

/** A document with what was found in it; `page` has its best words. */
type Found = Filtered & {
  document: DocumentId
  page: FoundPage
  /** The place in the document that shows the words, of a restricted text. */
  place: Shown | null
  changedAt: number
}

const mostNumbers = 6
const mostCited = 4

const spacesOf = ({ groups, circles }: Ports): Map<GroupId, Space> =>
  new Map(
    groups
      .all()
      .flatMap(({ id: group }): [GroupId, Space][] => [
        [group, { group, circle: null }],
        ...circles
          .of(group)
          .map((circle): [GroupId, Space] => [circle.id, { group, circle: circle.name() }]),
      ]),
  )

/** The place that shows a circle's text; read once for each group. */
const placesIn = (ports: Ports) => {
  const known = new Map<GroupId, (text: DocumentId) => Shown | null>()
  return ({ group, circle }: Space, text: DocumentId): Shown | null => {
    if (circle === null) return null
    const placeOf = known.get(group) ?? shownIn(ports, group)
    known.set(group, placeOf)
    return placeOf(text)
  }
}

const yearOf = (time: number): number => new Date(time).getFullYear()

/** An instrument under its one name. Failure `invalid-input`. */
const instrumentNamed = (typed: string): string => {
  const instrument = instrumentIn(typed)
  if (instrument === null) throw new Failure('invalid-input')
  return instrument
}

/** The documents in which the words are, each once, the best first. */
const findAll = (ports: Ports, spaces: ReadonlyMap<GroupId, Space>, text: string): Found[] => {
  const { archive, statuses } = ports
  const placeOf = placesIn(ports)
  const found = new Map<DocumentId, Found>()
  for (const page of archive.search.all({ text, groups: [...spaces.keys()] })) {
    const space = spaces.get(page.group)
    if (!space) continue
    const place = placeOf(space, page.document)
    const document = place?.document ?? page.document
    const known = found.get(document)
    if (known) {
      found.set(document, { ...known, cites: [...known.cites, ...page.cited] })
      continue
    }
    const row = place ? archive.documents.get(document) : page
    if (!row) continue
    found.set(document, {
      document,
      page,
      place,
      kinds: [row.kind],
      statuses: [row.shared ? statuses.of(row.group, document) : ('draft' as const)].filter(
        status => hasStatus({ kind: row.kind, status }),
      ),
      languages: [row.language],
      groups: [space.group],
      years: [yearOf(row.changedAt)],
      cites: page.cited,
      changedAt: row.changedAt,
    })
  }
  return [...found.values()]
}

/** A hit under the document that shows it. */
const hitOf = (
  ports: Ports,
  hit: Pick<SearchHit, 'document' | 'block' | 'number' | 'snippet' | 'what'>,
  { space, place }: { space: Space | undefined; place: Shown | null },
): SearchHit => {
  const { summary, documents } = ports
  const { id, group, title, kind, status, changedAt } = summary(place?.document ?? hit.document)
  const found = { ...hit, document: id, group, title, kind, status, changedAt }
  if (!place) return found
  const { blocks } = documents.page(place.document)
  const number = blocks.find(each => each.id === place.block)?.number ?? ''
  const circle = space?.circle ?? undefined
  return { ...found, block: place.block, number, ...(circle !== undefined && { circle }) }
}

export type ArchiveSearch = {
  first(text: string, limit: number): SearchHit[]
  query(request: {
    text: string
    filters?: SearchFilters | undefined
    order?: SearchOrder | undefined
    limit?: number | undefined
  }): { hits: SearchResult[]; total: number; groups: number; counts: SearchCounts }
  around(document: DocumentId, text: string, cites: readonly string[]): FoundParagraph[]
  citing(instrument: string, limit: number): { hits: SearchHit[]; total: number }
}

const defaultLimit = 50

/** The words of restricted paragraphs that this member reads in the document, and their circle. */
const restrictedParts = (ports: Ports, document: DocumentId) =>
  restrictedIn(ports, document).flatMap(({ is, text, block, circle }) =>
    is === 'open' && text !== null && block !== null ? [{ text, block, circle }] : [],
  )

export const archiveSearch = (ports: Ports): ArchiveSearch => {
  const { archive } = ports
  return {
    first(text, limit) {
      const spaces = spacesOf(ports)
      const placeOf = placesIn(ports)
      return archive.search.query({ text, groups: [...spaces.keys()], limit }).map(hit => {
        const space = spaces.get(archive.documents.keyOf(hit.document)?.group ?? ('' as GroupId))
        return hitOf(ports, hit, { space, place: space ? placeOf(space, hit.document) : null })
      })
    },
    query({ text, filters: given = noFilters, order = 'best', limit = defaultLimit }) {
      const filters = { ...given, cites: given.cites.map(instrumentNamed) }
      const spaces = spacesOf(ports)
      const { fitting, counts } = narrow(findAll(ports, spaces, text), filters)
      const ordered =
        order === 'best' ? fitting : fitting.toSorted((a, b) => b.changedAt - a.changedAt)
      const hits = ordered.slice(0, limit).map(({ page, place, cites }): SearchResult => {
        const { numbers, ...best } = archive.search.best(page, { text, cites: filters.cites })
        const hit = hitOf(ports, best, { space: spaces.get(page.group), place })
        const { language, reference } = archive.documents.get(hit.document) ?? page
        return {
          ...hit,
          language,
          reference,
          numbers: (place ? [hit.number] : numbers).slice(0, mostNumbers),
          cites: [...new Set(cites)].slice(0, mostCited),
        }
      })
      const groups = new Set(fitting.flatMap(found => found.groups)).size
      return { hits, total: fitting.length, groups, counts }
    },
    around(document, text, cites) {
      const { group } = archive.documents.keyOf(document) ?? {}
      if (group === undefined || !spacesOf(ports).has(group)) throw new Failure('not-found')
      const sought = { text, cites: cites.map(instrumentNamed) }
      const own = archive.search
        .around(document, sought)
        .map(({ isFound, ...found }): FoundParagraph => ({ ...found, isBeside: !isFound }))
      const numberOf = (block: BlockId): string =>
        ports.documents.page(document).blocks.find(each => each.id === block)?.number ?? ''
      const restricted = restrictedParts(ports, document).flatMap(part =>
        archive.search
          .around(part.text, sought)
          .filter(({ isFound }) => isFound)
          .map(({ pieces }) => ({
            block: part.block,
            number: numberOf(part.block),
            pieces,
            isBeside: false,
            ...(part.circle && { circle: part.circle.name }),
          })),
      )
      return [...own, ...restricted]
    },
    citing(instrument, limit) {
      const spaces = spacesOf(ports)
      const placeOf = placesIn(ports)
      const { hits, total } = archive.search.citing({
        instrument: instrumentNamed(instrument),
        groups: [...spaces.keys()],
        limit,
      })
      return {
        total,
        hits: hits.map(hit => {
          const space = spaces.get(archive.documents.keyOf(hit.document)?.group ?? ('' as GroupId))
          return hitOf(ports, hit, { space, place: space ? placeOf(space, hit.document) : null })
        }),
      }
    },
  }
}
