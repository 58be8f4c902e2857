// Comments and suggestions among everything else that members do apart: the schedules of
// convergence.test.ts with comment, resolve, suggest, accept and reject, and text under negotiation,
// through all of the product but Electron. A tenth of the schedules here, all of them in `npm run prove -- convergence`.
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  bracketOperations,
  chance,
  remarkOperations,
  runSchedule,
  safeOperations,
} from '#tests/document-fuzz'
import { series } from '#tests/series'
import { openTrio, type Trio } from '#tests/trio'

const { seeds, passed } = series('convergence-remarks', 300)
const operations = [
  ...safeOperations,
  ...remarkOperations,
  ...remarkOperations,
  ...bracketOperations,
]
/** Documents of one trio before a new one is founded. */
const most = 3
const total = { schedules: 0, operations: 0, threads: 0, suggestions: 0, settled: 0 }

let trio: Trio
let written = 0
beforeAll(async () => void (trio = await openTrio()))
afterAll(() => trio.close())

test.each(seeds)('schedule %i: one text, and the same said of it everywhere', async seed => {
  if (++written % most === 0) {
    await trio.close()
    trio = await openTrio()
  }
  const story = await trio.begin(chance(seed + 2_000_000))
  const outcome = await runSchedule({ seed, operations }, story.peers, story.meet)
  const { core, shown, stored } = story.views()
  await story.close()

  expect(outcome.failures).toEqual([])
  expect(new Set([...outcome.digests, ...core]).size).toBe(1)
  expect(shown).toEqual(stored)
  expect(new Set(outcome.remarks).size).toBe(1)
  const { lost, broughtBackTwice, unsaid, taken, unlisted } = outcome
  const doubled = outcome.doubled.filter(sign => !broughtBackTwice.includes(sign))
  expect({ lost, doubled, unsaid, taken, unlisted }).toEqual({
    ...{ lost: [], doubled: [], unsaid: [], taken: [], unlisted: [] },
  })
  const [threads, , suggestions] = JSON.parse(outcome.remarks[0] ?? '') as [
    unknown[],
    unknown,
    { record: unknown[] }[],
  ]
  total.schedules++
  total.operations += outcome.operations
  total.threads += threads.length
  total.suggestions += suggestions.length
  total.settled += suggestions.filter(({ record }) => record.length > 0).length
  passed(
    seed,
    `operations ${outcome.operations}, threads ${threads.length}, suggestions ${suggestions.length}`,
  )
})

test('the schedules did what they promise', () => {
  console.log(JSON.stringify(total))
  if (seeds.length === 0) return
  expect(total.threads).toBeGreaterThan(total.schedules)
  expect(total.settled).toBeGreaterThan(total.schedules / 2)
})
