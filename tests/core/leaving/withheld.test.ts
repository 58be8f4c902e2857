// S13: words that are withheld, deleted, off the record, suggested or said beside a text are in no place of any file
// in any format, but where a person asked for them.
import { expect, test } from 'vitest'
import {
  leavingFiles,
  leavingScene,
  namelessWays,
  saidIn,
  withheldFrom,
} from '#tests/leaving-scene'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'

test('withheld words are in no file, in any format', patiently, async () => {
  const { seeds, passed } = series('withheld', 100, 1)
  for (const seed of seeds) {
    let read = 0
    const { chair, id, since } = await leavingScene(1000 + seed)
    for (const way of namelessWays(since)) {
      const files = await leavingFiles(chair, id, [way])
      expect({ seed, said: saidIn(files, withheldFrom(way)) }).toEqual({ seed, said: [] })
      read += files.length
    }
    passed(seed, `withheld words in 0 of ${read} files`)
  }
})

test('words that a person asks for are found by the same search', async () => {
  const { chair, id, since } = await leavingScene(1001)
  const changes = { since, comments: 'all', authors: 'group' } as const
  const files = await leavingFiles(chair, id, [{ name: 'changes', changes }])
  const shown = ['Zqsecretcomment', 'Zqsecretreply', 'Zqsecretresolved', 'Zqsecretremoved']
  expect(new Set(saidIn(files, shown)).size).toBeGreaterThanOrEqual(shown.length)
})
