// Spans with a beginning and an end in a line of Markdown (CommonMark 0.31, sections 6.1 and 6.3):
// code and brackets, found for the whole line at once, so that an unclosed one is not searched
// again and again.

export const escaped = /^\\([!-/:-@[-`{-~])/

/** Where the content of code begins and ends, and where the code ends. */
type Code = { from: number; to: number; end: number }

export type Spans = {
  /** By where its signs begin. */
  code: ReadonlyMap<number, Code>
  /** The bracket that closes the one at a place. */
  closing: ReadonlyMap<number, number>
}

/** Where the runs of backticks of each length begin. */
const tickRuns = (source: string): Map<number, number[]> => {
  const runs = new Map<number, number[]>()
  for (const { 0: run, index } of source.matchAll(/`+/g)) {
    const same = runs.get(run.length)
    if (same) same.push(index)
    else runs.set(run.length, [index])
  }
  return runs
}

export const spansIn = (source: string): Spans => {
  const runs = tickRuns(source)
  const passed = new Map<number, number>()
  const code = new Map<number, Code>()
  const closing = new Map<number, number>()
  const open: number[] = []

  /** Where the next run of as many backticks begins; -1 for none. */
  const nextRun = (length: number, from: number): number => {
    const same = runs.get(length) ?? []
    let at = passed.get(length) ?? 0
    while ((same[at] ?? from) < from) at++
    passed.set(length, at)
    return same[at] ?? -1
  }

  for (let at = 0; at < source.length;) {
    const sign = source[at]
    if (sign === '\\' && escaped.test(source.slice(at, at + 2))) at++
    else if (sign === '[') open.push(at)
    else if (sign === ']') {
      const begun = open.pop()
      if (begun !== undefined) closing.set(begun, at)
    } else if (sign === '`') {
      let from = at
      while (source[from] === '`') from++
      const length = from - at
      const to = nextRun(length, from)
      const end = to < 0 ? from : to + length
      if (to >= 0) code.set(at, { from, to, end })
      at = end
      continue
    }
    at++
  }
  return { code, closing }
}
