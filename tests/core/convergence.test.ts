// Three members write apart and meet again, through everything of the product but Electron: the
// window's binder, the gate, the journal, messages, packs and locked files, links. A tenth of the
// schedules here, all of them in `npm run prove`. Each seed is a schedule that comes back the same.
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  chance,
  exceptionOperations,
  runSchedule,
  safeOperations,
  type Outcome,
} from '#tests/document-fuzz'
import { series } from '#tests/series'
import { openTrio, type Trio } from '#tests/trio'

const { seeds, passed } = series('convergence', 300)
/** Documents of one trio before a new one is founded. */
const most = 3
const total = { schedules: 0, operations: 0, onShared: 0, listed: 0, lost: 0, offeredBack: 0 }
const met: Record<string, number> = {}

let trio: Trio
let written = 0
beforeAll(async () => {
  trio = await openTrio()
})
afterAll(async () => {
  await trio.close()
})

/** What both sides made of a paragraph that both changed. */
const listed = ({ clashes }: Outcome): string[] =>
  clashes.map(({ before, mine, theirs }) => {
    const sides = [mine, theirs].map(({ change, text }) => `${change} ${JSON.stringify(text)}`)
    return [JSON.stringify(before), ...sides].join(' | ')
  })

// Every third seed is of safe operations alone, where nothing may be lost or doubled at all.
test.each(seeds)('schedule %i: three pages become one', async seed => {
  if (++written % most === 0) {
    await trio.close()
    trio = await openTrio()
  }
  const isSafe = seed % 3 === 0
  const operations = isSafe ? safeOperations : [...safeOperations, ...exceptionOperations]
  const story = await trio.begin(chance(seed + 1_000_000))
  const outcome = await runSchedule({ seed, operations }, story.peers, story.meet)
  const { core, shown, stored } = story.views()
  await story.close()

  expect(outcome.failures).toEqual([])
  expect(new Set([...outcome.digests, ...core]).size).toBe(1)
  expect(shown).toEqual(stored)
  const { broughtBackTwice } = outcome
  // Undoing a paragraph of one's own removes it: words of another in it are offered back.
  const lost = isSafe ? outcome.lost : []
  const doubled = isSafe ? outcome.doubled.filter(sign => !broughtBackTwice.includes(sign)) : []
  expect({ lost, doubled }).toEqual({ lost: [], doubled: [] })
  expect(outcome.unlisted).toEqual([])
  total.schedules++
  total.listed += outcome.clashes.length
  total.lost += outcome.lost.length
  total.offeredBack += outcome.rescued.length
  total.operations += outcome.operations
  total.onShared += outcome.onShared
  for (const [way, times] of Object.entries(story.ways)) met[way] = (met[way] ?? 0) + times
  passed(
    seed,
    `${isSafe ? 'safe' : 'all'} operations ${outcome.operations}, shared ${outcome.onShared}, ` +
      `lost ${outcome.lost.length}, offered back ${outcome.rescued.length}, ` +
      `doubled ${outcome.doubled.length}, listed ${outcome.clashes.length}`,
    listed(outcome),
  )
})

test('the schedules met what they promise: shared blocks, rescues, files, packs, links, crashes', () => {
  console.log(JSON.stringify({ ...total, met }))
  if (seeds.length === 0) return
  // Words in a paragraph that somebody removes meanwhile are found, on the way through core too.
  expect(total.offeredBack).toBeGreaterThan(total.lost)
  expect(total.onShared / total.operations).toBeGreaterThanOrEqual(0.3)
  for (const way of ['files', 'packs', 'links', 'crashes']) expect(met[way]).toBeGreaterThan(0)
})
