// The changes of one row of words: kept, removed and added words, by the shortest way (Myers, "An
// O(ND) difference algorithm", 1986).

const eastern = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}'
const word = new RegExp(
  `[${eastern}]|(?:(?![${eastern}])[\\p{L}\\p{M}\\p{N}'’])+|\\s+|[\\s\\S]`,
  'gu',
)

/** Words, spaces and signs, which make up the text again. */
export const wordsIn = (text: string): string[] => text.match(word) ?? []

/** A row of `count` words that stayed, went (of the old row), or came (of the new one). */
export type Step = { kind: 'kept' | 'removed' | 'added'; count: number }

const add = (steps: Step[], kind: Step['kind'], count = 1): void => {
  const last = steps.at(-1)
  if (last?.kind === kind) last.count += count
  else if (count > 0) steps.push({ kind, count })
}

/** Beyond so many changes one row replaces the other: people do not read them one by one. */
const mostChanges = 400

/** How far each diagonal came in each round, up to the round that arrives; null for too many. */
const roundsOf = (old: readonly string[], now: readonly string[]): Int32Array[] | null => {
  const most = Math.min(old.length + now.length, mostChanges)
  const rounds: Int32Array[] = []
  let before = new Int32Array(3)
  for (let round = 0; round <= most; round++) {
    // Diagonal k lies at k + round + 1, with a place to spare at either end.
    const reach = new Int32Array(2 * round + 3)
    for (let k = -round; k <= round; k += 2) {
      const at = (diagonal: number): number => before[diagonal + round] ?? -1
      const isDown = k === -round || (k !== round && at(k - 1) < at(k + 1))
      let x = round === 0 ? 0 : isDown ? at(k + 1) : at(k - 1) + 1
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) x++
      reach[k + round + 1] = x
      if (x >= old.length && x - k >= now.length) return [...rounds, reach]
    }
    rounds.push(reach)
    before = reach
  }
  return null
}

const stepsBetween = (old: readonly string[], now: readonly string[]): Step[] => {
  const rounds = old.length > 0 && now.length > 0 ? roundsOf(old, now) : null
  if (!rounds) {
    const steps: Step[] = []
    add(steps, 'removed', old.length)
    add(steps, 'added', now.length)
    return steps
  }
  const backwards: Step[] = []
  let [x, y] = [old.length, now.length]
  for (let round = rounds.length - 1; round >= 0; round--) {
    const k = x - y
    const at = (diagonal: number): number => rounds[round - 1]?.[diagonal + round] ?? -1
    const isDown = k === -round || (k !== round && at(k - 1) < at(k + 1))
    const from = round === 0 ? 0 : isDown ? at(k + 1) : at(k - 1)
    const start = round === 0 ? 0 : isDown ? from : from + 1
    add(backwards, 'kept', x - start)
    if (round > 0) add(backwards, isDown ? 'added' : 'removed')
    ;[x, y] = [from, from - (round === 0 ? k : isDown ? k + 1 : k - 1)]
  }
  return backwards.toReversed()
}

/** Changes beside each other become one: what went, and then what came. */
const inOrder = (steps: readonly Step[]): Step[] => {
  const ordered: Step[] = []
  let [removed, added] = [0, 0]
  const flush = (): void => {
    add(ordered, 'removed', removed)
    add(ordered, 'added', added)
    ;[removed, added] = [0, 0]
  }
  for (const { kind, count } of steps) {
    if (kind === 'removed') removed += count
    else if (kind === 'added') added += count
    else {
      flush()
      add(ordered, 'kept', count)
    }
  }
  flush()
  return ordered
}

/**
 * Spaces between two changed words change with them: a change in every other word is hard to read.
 */
const withoutCrumbs = (steps: readonly Step[], old: readonly string[]): Step[] => {
  let at = 0
  return steps.flatMap((step, index): Step[] => {
    const from = at
    if (step.kind !== 'added') at += step.count
    const isBetween = index > 0 && index < steps.length - 1
    const isCrumb =
      step.kind === 'kept' && isBetween && old.slice(from, at).every(each => each.trim() === '')
    return isCrumb
      ? [
          { kind: 'removed', count: step.count },
          { kind: 'added', count: step.count },
        ]
      : [step]
  })
}

/** The shortest way from one row to another: what both begin and end with stays. */
const shortest = (old: readonly string[], now: readonly string[]): Step[] => {
  const most = Math.min(old.length, now.length)
  let start = 0
  while (start < most && old[start] === now[start]) start++
  let end = 0
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const steps: Step[] = []
  add(steps, 'kept', start)
  const middle = stepsBetween(
    old.slice(start, old.length - end),
    now.slice(start, now.length - end),
  )
  for (const { kind, count } of middle) add(steps, kind, count)
  add(steps, 'kept', end)
  return inOrder(steps)
}

/** The way from one row of words to another; together the steps use up both. */
export const difference = (old: readonly string[], now: readonly string[]): Step[] =>
  inOrder(withoutCrumbs(shortest(old, now), old))

/** Words that stayed, and what went and came behind them. */
export type Change = { kept: number; removed: number; added: number }

/** A word of the old row and the place in the new one where it stands now. */
export type Pin = readonly [old: number, now: number]

const isSpace = (word: string): boolean => word.trim() === ''

/** Pins for the words between those that are there: of equal ones the longest row stayed. */
const allPins = (old: readonly string[], now: readonly string[], pins: readonly Pin[]): Pin[] => {
  const all: Pin[] = []
  let [x, y] = [0, 0]
  const wordsBetween = (row: readonly string[], from: number, to: number): number[] => {
    const found: number[] = []
    for (let at = from; at < to; at++) if (!isSpace(row[at] ?? '')) found.push(at)
    return found
  }
  for (const [a, b] of [...pins, [old.length, now.length] as const]) {
    const [before, after] = [wordsBetween(old, x, a), wordsBetween(now, y, b)]
    let [i, j] = [0, 0]
    const steps =
      before.length > 0 && after.length > 0
        ? shortest(
            before.map(at => old[at] ?? ''),
            after.map(at => now[at] ?? ''),
          )
        : []
    for (const { kind, count } of steps) {
      for (let at = 0; kind === 'kept' && at < count; at++)
        all.push([before[i + at] ?? 0, after[j + at] ?? 0])
      if (kind !== 'added') i += count
      if (kind !== 'removed') j += count
    }
    if (a < old.length) all.push([a, b])
    ;[x, y] = [a + 1, b + 1]
  }
  return all
}

/**
 * The way from one row of words to another in which what `pins` join stays where it is, in their order.
 * Words decide, and spaces follow them: those between two changed words change with them.
 */
export const changesBetween = (
  old: readonly string[],
  now: readonly string[],
  pins: readonly Pin[],
): Change[] => {
  const changes: Change[] = []
  let [x, y, kept] = [0, 0, 0]
  for (const [a, b] of [...allPins(old, now, pins), [old.length, now.length] as const]) {
    const most = Math.min(a - x, b - y)
    let start = 0
    while (start < most && old[x + start] === now[y + start]) start++
    let end = 0
    while (end < most - start && old[a - 1 - end] === now[b - 1 - end]) end++
    const [removed, added] = [a - x - start - end, b - y - start - end]
    kept += start
    if (removed + added > 0) {
      changes.push({ kept, removed, added })
      kept = 0
    }
    kept += end + (a < old.length ? 1 : 0)
    ;[x, y] = [a + 1, b + 1]
  }
  if (kept > 0) changes.push({ kept, removed: 0, added: 0 })
  return changes
}
