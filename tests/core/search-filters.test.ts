// Counts of filters are those of a search with that value alone in the filter, whatever else is chosen.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noFilters, type SearchFilters } from '#shared/contract'
import type { GroupId } from '#shared/ids'
import { trials } from '#tests/trials'
import { narrow, type Filtered } from '../../src/core/drafting/lists/search-filters.ts'

const groups = ['aa', 'bb'].map(each => each.repeat(32) as GroupId)
const some = <Value>(...values: Value[]) => fc.subarray(values)
const filtersOf = fc.record({
  kinds: some('statement' as const, 'minutes' as const, 'agenda' as const),
  statuses: some('draft' as const, 'adopted' as const),
  languages: some('en' as const, 'ar' as const),
  groups: some(...groups),
  years: some(2017, 2018),
  cites: some('A/RES/68/181', 'CSW62', 'CSW61'),
})
const document = fc.record({
  kinds: fc.constantFrom(...(['statement', 'minutes', 'agenda'] as const)).map(each => [each]),
  statuses: fc.constantFrom(...(['draft', 'adopted'] as const)).map(each => [each]),
  languages: fc.constantFrom(...(['en', 'ar'] as const)).map(each => [each]),
  groups: fc.constantFrom(...groups).map(each => [each]),
  years: fc.constantFrom(2017, 2018).map(each => [each]),
  cites: some('A/RES/68/181', 'CSW62', 'CSW61'),
})
const names = ['kinds', 'statuses', 'languages', 'groups', 'years', 'cites'] as const

const fits = (item: Filtered, filters: SearchFilters): boolean =>
  names.every(name => {
    const chosen: readonly unknown[] = filters[name]
    return chosen.length === 0 || item[name].some(value => chosen.includes(value))
  })

test('a document is left when it has a chosen value of each filter; counts are of each value alone', () => {
  fc.assert(
    fc.property(fc.array(document, { maxLength: 12 }), filtersOf, (items, filters) => {
      const { fitting, counts } = narrow(items, filters)
      expect(fitting).toEqual(items.filter(item => fits(item, filters)))
      for (const name of names)
        for (const { value, documents } of counts[name])
          expect(documents).toBe(
            items.filter(item => fits(item, { ...filters, [name]: [value] })).length,
          )
    }),
    { numRuns: trials(500), seed: 3 },
  )
})

test('a chosen value stays listed with no document, years run back, instruments are the most cited', () => {
  const item: Filtered = {
    kinds: ['minutes'],
    statuses: ['draft'],
    languages: ['en'],
    groups: [],
    years: [2017],
    cites: Array.from({ length: 20 }, (_, at) => `CSW${at + 10}`),
  }
  const { counts } = narrow([item, { ...item, years: [2018], cites: ['CSW25'] }], {
    ...noFilters,
    kinds: ['agenda'],
  })
  expect(counts.kinds).toEqual([
    { value: 'minutes', documents: 2 },
    { value: 'agenda', documents: 0 },
  ])
  expect(counts.years).toEqual([
    { value: 2018, documents: 0 },
    { value: 2017, documents: 0 },
  ])
  const open = narrow([item, { ...item, years: [2018], cites: ['CSW25'] }], noFilters).counts
  expect(open.years.map(({ value }) => value)).toEqual([2018, 2017])
  expect(open.cites).toHaveLength(12)
  expect(open.cites[0]).toEqual({ value: 'CSW25', documents: 2 })
  const chosen = narrow([item], { ...noFilters, cites: ['CSW29'] }).counts.cites
  expect(chosen).toHaveLength(13)
})

test('values stand where they stood, whatever is chosen', () => {
  fc.assert(
    fc.property(fc.array(document, { maxLength: 12 }), filtersOf, (items, filters) => {
      const before = narrow(items, noFilters).counts
      const { counts } = narrow(items, filters)
      for (const name of names) {
        const known = before[name].map(({ value }) => value as unknown)
        const now = counts[name].map(({ value }) => value as unknown)
        expect(now.filter(value => known.includes(value))).toEqual(known)
      }
    }),
    { numRuns: trials(500), seed: 4 },
  )
})

test('instruments that texts of the chosen group cite can be chosen, though others are cited more', () => {
  const item: Filtered = {
    kinds: ['minutes'],
    statuses: ['draft'],
    languages: ['en'],
    groups: [groups[0]!],
    years: [2017],
    cites: Array.from({ length: 20 }, (_, at) => `CSW${at + 10}`),
  }
  const rare: Filtered = { ...item, groups: [groups[1]!], cites: ['A/RES/68/181'] }
  const { counts } = narrow([item, item, rare], { ...noFilters, groups: [groups[1]!] })
  expect(counts.cites.filter(({ documents }) => documents > 0)).toEqual([
    { value: 'A/RES/68/181', documents: 1 },
  ])
})
