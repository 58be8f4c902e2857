// Replacing every place at once, for tests of its outcome.
import type { Sought } from '#document/reading'
import { replacing, type Replaced } from '../../src/renderer/editor/find/replace-all.ts'
import type { Replacing } from '../../src/renderer/editor/find/replace-words.ts'

export const replaceAll = (
  parts: Replacing,
  sought: Sought,
  by: string,
  notes: readonly string[] = [],
): Replaced => {
  let count: Replaced = { replaced: 0, left: 0, leftInNotes: 0 }
  for (const sums of replacing({ ...parts, step: parts.binder.undo.gather(), notes }, sought, by))
    count = sums
  return count
}
