// Three members write apart and meet again, on everything but Electron: the window's binder, the
// gate, the journal, messages, packs and encrypted files, links. A part of the schedules runs here,
// all of them in `npm run prove`. A seed gives nearly the same schedule again: client ids are drawn,
// and packs also hold the documents before it in its trio.
import type { Clash } from '#document/history/conflicts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chance } from '#tests/fuzz/chance'
import { areBothTold } from '#tests/fuzz/named-cases'
import { everything, everythingSafe, exceptionOperations } from '#tests/fuzz/operations'
import { runSchedule, type Outcome } from '#tests/fuzz/schedule'
import { series } from '#tests/series'
import { openTrio, type Trio } from '#tests/trio'

/** Schedules with files that a crash renamed, each with those before it in its trio. */
const renamed = [78, 96, 114, 115, 116, 168, 198, 199]
const { seeds, passed } = series('convergence', 300, 4, renamed)
/** The trio of a schedule: three in a row share one. */
const trioOf = (seed: number): number => Math.floor(seed / 3)
const total = { schedules: 0, operations: 0, onShared: 0, words: 0, named: 0 }
const more = { lost: 0, offeredBack: 0, doubled: 0, threads: 0, suggestions: 0, settled: 0 }
const met: Record<string, number> = {}

let trio: Trio
let founded = trioOf(seeds[0] ?? 0)
beforeAll(async () => {
  trio = await openTrio()
})
afterAll(async () => {
  await trio.close()
})

/** The wordings of a paragraph that both sides changed. */
const listed = ({ clashes }: Outcome): string[] =>
  clashes.map(({ before, mine, theirs }) => {
    const sides = [mine, theirs].map(({ change, text }) => `${change} ${JSON.stringify(text)}`)
    return [JSON.stringify(before), ...sides].join(' | ')
  })

/**
 * Cases that the own core does not report to one of the two, with all that both are told about the
 * paragraph.
 */
const untold = ({ named }: Outcome, lists: readonly Clash[][]) =>
  named.flatMap(found => {
    const [mine, theirs] = found.between.map(at =>
      (lists[at] ?? []).filter(({ block }) => block === found.block),
    ) as [Clash[], Clash[]]
    return areBothTold(found, mine, theirs) ? [] : [{ ...found, mine, theirs }]
  })

type Said = [unknown[], unknown, { record: unknown[] }[]]

// Every second seed has safe operations alone, which may lose or double nothing at all.
test.each(seeds)(
  'when schedule %i runs, three pages become one, and all are told of what was changed',
  async seed => {
    if (trioOf(seed) !== founded) {
      await trio.close()
      trio = await openTrio()
      founded = trioOf(seed)
    }
    const isSafe = seed % 2 === 0
    // Some of a few schedules must meet operations that put words at risk.
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
    // Undoing an own paragraph removes it: words of another member in it are offered back.
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
  },
)

test('when all schedules ran, they met shared blocks, rescues, notices and every way to exchange', () => {
  console.log(JSON.stringify({ ...total, ...more, met }))
  if (seeds.length === 0) return
  // Words in a paragraph that another member removed meanwhile are found, through core too.
  expect(more.offeredBack).toBeGreaterThan(more.lost)
  expect(total.onShared / total.operations).toBeGreaterThan(0.1)
  for (const way of ['files', 'packs', 'links', 'crashes']) expect(met[way]).toBeGreaterThan(0)
  // A few schedules meet some of the many kinds of operations seldom.
  if (seeds.length < 30) return
  expect(more.threads + more.suggestions).toBeGreaterThan(total.schedules / 2)
  expect(more.settled).toBeGreaterThan(0)
})
