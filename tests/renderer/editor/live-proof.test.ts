// Windows into which changes of others arrive at any moment: between keys, undo, redo, an earlier text that
// is brought back, formats, and paragraphs that are split, joined and moved. After every step each window
// shows what it holds, what arrives makes no window write, undo gives each letter back, and in the end all
// hold what core holds. 60 schedules here, 3,000 in `npm run prove -- live`; a seed is a schedule.
import { runLive, type Live } from '#tests/fuzz/live'
import { everything } from '#tests/fuzz/operations'
import { series } from '#tests/series'
import { patiently } from '#tests/trials'
import { setImmediate as rest } from 'node:timers/promises'
import { expect, test } from 'vitest'

const onlyWords = [
  ...(['letters', 'letters', 'letters', 'key', 'key', 'delete', 'delete', 'delete'] as const),
  ...(['again', 'again', 'trim', 'trim'] as const),
  ...(['replace', 'version', 'version', 'undo', 'undo', 'redo'] as const),
]
const formatted = [...onlyWords, ...(['format', 'format', 'link', 'kind', 'language'] as const)]
const whole = [
  ...formatted,
  ...(['split', 'join', 'move', 'step', 'remove', 'new', 'paste', 'pasteBlocks'] as const),
]

const kinds: Pick<Live, 'operations' | 'isOnlyWords'>[] = [
  { operations: onlyWords, isOnlyWords: true },
  { operations: formatted, isOnlyWords: true },
  { operations: whole, isOnlyWords: false },
  { operations: [...whole, ...everything], isOnlyWords: false },
]

test(
  'changes arrive between keys, undo and redo: each window shows what core holds',
  patiently,
  async () => {
    const { seeds, passed } = series('live', 3000, 60)
    const wrong: string[] = []
    const done = new Set<string>()
    for (const seed of seeds) {
      const kind = kinds[seed % kinds.length]
      if (!kind) continue
      // The deferred work of one schedule's editors is finished before the next.
      await rest()
      const outcome = runLive({ seed, steps: 40, texts: ['ab ba aab', 'a b', ''], ...kind })
      const acts = [...outcome.done.values()].reduce((sum, count) => sum + count, 0)
      if (outcome.faults.length > 0) wrong.push(...outcome.faults)
      else passed(seed, `acts ${acts}`)
      for (const operation of outcome.done.keys()) done.add(operation)
    }
    expect(wrong).toEqual([])
    // An operation that never happens would prove nothing.
    const all = new Set<string>(kinds.flatMap(({ operations }) => operations))
    expect(done.size).toBeGreaterThanOrEqual(seeds.length >= 500 ? all.size : 30)
  },
)
