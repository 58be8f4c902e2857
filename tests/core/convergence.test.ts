// Three members write apart and meet again, through everything of the product but Electron: the
// window's binder, the gate, the journal, messages, packs and locked files, links. Some of the
// schedules here, all of them in `npm run prove`. Each seed is a schedule that comes back the same.
import type { Clash } from '#shared/document'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chance } from '#tests/fuzz/chance'
import { areBothTold } from '#tests/fuzz/named-cases'
import { everything, everythingSafe, exceptionOperations } from '#tests/fuzz/operations'
import { runSchedule, type Outcome } from '#tests/fuzz/schedule'
import { series } from '#tests/series'
import { openTrio, type Trio } from '#tests/trio'

const { seeds, passed } = series('convergence', 300, 4)
/** Documents of one trio before a new one is founded. */
const most = 3
const total = { schedules: 0, operations: 0, onShared: 0, words: 0, named: 0 }
const more = { lost: 0, offeredBack: 0, doubled: 0, threads: 0, suggestions: 0, settled: 0 }
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

/** Cases of which one of the two is not told by her own core; what both are told of the paragraph. */
const untold = ({ named }: Outcome, lists: readonly Clash[][]) =>
  named.flatMap(found => {
    const [mine, theirs] = found.between.map(at =>
      (lists[at] ?? []).filter(({ block }) => block === found.block),
    ) as [Clash[], Clash[]]
    return areBothTold(found, mine, theirs) ? [] : [{ ...found, mine, theirs }]
  })

type Said = [unknown[], unknown, { record: unknown[] }[]]

// Every second seed is of safe operations alone, where nothing may be lost or doubled at all.
test.each(seeds)('schedule %i: three pages become one, with what is said of it', async seed => {
  if (++written % most === 0) {
    await trio.close()
    trio = await openTrio()
  }
  const isSafe = seed % 2 === 0
  // Of a few schedules some have to meet what puts words at risk.
  const operations = isSafe ? everythingSafe : [...everything, ...exceptionOperations]
  const story = await trio.begin(chance(seed + 1_000_000))
  const outcome = await runSchedule({ seed, operations }, story.peers, story.meet)
  const { core, shown, stored } = story.views()
  const lists = story.merges()
  await story.close()

  expect(outcome.failures).toEqual([])
  expect(new Set([...outcome.digests, ...core]).size).toBe(1)
  expect(shown).toEqual(stored)
  expect(new Set(outcome.remarks).size).toBe(1)
  const { lost, broughtBackTwice, unsaid, taken, unlisted, unnamed } = outcome
  const doubled = outcome.doubled.filter(sign => !broughtBackTwice.includes(sign))
  // Undoing a paragraph of one's own removes it: words of another in it are offered back.
  const atRisk = isSafe ? { lost, doubled, taken } : { lost: [], doubled: [], taken: [] }
  expect({ ...atRisk, unsaid, unlisted, unnamed, untold: untold(outcome, lists) }).toEqual({
    lost: [],
    doubled: [],
    taken: [],
    unsaid: [],
    unlisted: [],
    unnamed: [],
    untold: [],
  })
  const [threads, , suggestions] = JSON.parse(outcome.remarks[0] ?? '') as Said
  total.schedules++
  total.operations += outcome.operations
  total.onShared += outcome.onShared
  total.words += outcome.words
  total.named += outcome.named.length
  more.lost += lost.length
  more.offeredBack += outcome.rescued.length
  more.doubled += doubled.length
  more.threads += threads.length
  more.suggestions += suggestions.length
  more.settled += suggestions.filter(({ record }) => record.length > 0).length
  for (const [way, times] of Object.entries(story.ways)) met[way] = (met[way] ?? 0) + times
  passed(
    seed,
    `${isSafe ? 'safe' : 'all'} operations ${outcome.operations}, shared ${outcome.onShared}, ` +
      `lost ${lost.length}, offered back ${outcome.rescued.length}, ` +
      `doubled ${doubled.length}, named ${outcome.named.length}, ` +
      `threads ${threads.length}, suggestions ${suggestions.length}`,
    listed(outcome),
  )
})

test('the schedules met what they promise: shared blocks, rescues, remarks, and every way to meet', () => {
  console.log(JSON.stringify({ ...total, ...more, met }))
  if (seeds.length === 0) return
  // Words in a paragraph that somebody removes meanwhile are found, on the way through core too.
  expect(more.offeredBack).toBeGreaterThan(more.lost)
  expect(total.onShared / total.operations).toBeGreaterThan(0.1)
  for (const way of ['files', 'packs', 'links', 'crashes']) expect(met[way]).toBeGreaterThan(0)
  // Of so many kinds of operations a few schedules meet some seldom.
  if (seeds.length < 30) return
  expect(more.threads + more.suggestions).toBeGreaterThan(total.schedules / 2)
  expect(more.settled).toBeGreaterThan(0)
})
