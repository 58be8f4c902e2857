// Everything that three to five members do to a text while they are apart, in one schedule: edits,
// footnotes, tables, comments, suggestions, amendments with their verdicts, text in brackets, undo. 200
// schedules here, 2,000 in `npm run prove -- everything`; a seed is a schedule, and every second one also
// splits, joins, moves and removes.
import {
  bracketOperations,
  exceptionOperations,
  meetInPairs,
  openPeers,
  remarkOperations,
  runSchedule,
  safeOperations,
  tableExceptions,
  tableOperations,
} from '#tests/document-fuzz'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { expect, test } from 'vitest'

const { seeds, passed } = series('everything', 2000)
const safe = [
  ...[...safeOperations, ...remarkOperations, ...bracketOperations],
  ...[...tableOperations, ...tableExceptions],
]
const total = { schedules: 0, operations: 0, words: 0, lost: 0, offeredBack: 0, doubled: 0 }

test(
  'one text, one standing, no exception; what is safe loses and doubles nothing',
  patiently,
  async () => {
    for (const seed of seeds) {
      const isSafe = seed % 2 === 1
      const peers = openPeers(3 + (seed % 3))
      const operations = isSafe ? safe : [...safe, ...exceptionOperations]
      const outcome = await runSchedule({ seed, operations, rounds: 3 }, peers, meetInPairs(peers))
      const { lost, broughtBackTwice, unlisted, unsaid, taken, failures } = outcome
      const doubled = outcome.doubled.filter(sign => !broughtBackTwice.includes(sign))
      const atRisk = isSafe ? { lost, doubled, taken } : {}
      expect({ seed, failures, unsaid, unlisted, ...atRisk }).toEqual({
        ...{ seed, failures: [], unsaid: [], unlisted: [] },
        ...(isSafe && { lost: [], doubled: [], taken: [] }),
      })
      const [digests, remarks] = [new Set(outcome.digests).size, new Set(outcome.remarks).size]
      expect({ seed, digests, remarks }).toEqual({ seed, digests: 1, remarks: 1 })
      for (const peer of peers) peer.close()
      total.schedules++
      total.operations += outcome.operations
      total.words += outcome.words
      total.lost += lost.length
      total.offeredBack += outcome.rescued.length
      total.doubled += doubled.length
      const { operations: count, words } = outcome
      passed(
        seed,
        `devices ${peers.length}, operations ${count}, words ${words}, lost ${lost.length}`,
      )
    }
    console.log(JSON.stringify(total))
  },
)
