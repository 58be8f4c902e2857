// The parts of the program that an input reaches, by V8's block counts. Only code that is compiled
// after the start is counted by blocks, so the program is imported after that.
import { Session, type Profiler } from 'node:inspector'

const program = /\/(?:src\/(?:core|shared|mailbox)|node_modules\/(?:yjs|lib0|age-encryption))\//u

export type Coverage = {
  /** Clears the counts since the last call. */
  clear(): void
  /** Characters of the program that ran since the last call, and never before a call of `learn`. */
  fresh(): number
  /** Everything that ran since the last call is known from now on. */
  learn(): number
  /** Characters of the program that are known. */
  known(): number
  stop(): void
}

/** Counts the files whose address matches `watched`. */
export const watchCoverage = (watched = program): Coverage => {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  const known = new Map<string, Uint8Array>()

  const take = (): Profiler.ScriptCoverage[] => {
    let scripts: Profiler.ScriptCoverage[] = []
    session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error) throw error
      scripts = taken.result.filter(({ url }) => watched.test(url))
    })
    return scripts
  }

  /** A mark for each character that ran; a range lies in the one before, and is more exact. */
  const marksOf = ({ functions }: Profiler.ScriptCoverage): Uint8Array => {
    const ranges = functions.flatMap(each => each.ranges)
    const marks = new Uint8Array(Math.max(0, ...ranges.map(each => each.endOffset)))
    for (const { startOffset, endOffset, count } of ranges)
      marks.fill(count > 0 ? 1 : 0, startOffset, endOffset)
    return marks
  }

  const compare = (isLearnt: boolean): number => {
    let fresh = 0
    for (const script of take()) {
      const marks = marksOf(script)
      const before = known.get(script.url) ?? new Uint8Array()
      const all = before.length >= marks.length ? before : new Uint8Array(marks.length)
      if (all !== before) all.set(before)
      for (let at = 0; at < marks.length; at++) {
        if (marks[at] === 0 || all[at] === 1) continue
        fresh++
        if (isLearnt) all[at] = 1
      }
      if (isLearnt) known.set(script.url, all)
    }
    return fresh
  }

  return {
    clear: () => void take(),
    fresh: () => compare(false),
    learn: () => compare(true),
    known: () =>
      [...known.values()].reduce(
        (sum, marks) => sum + marks.reduce((all, mark) => all + mark, 0),
        0,
      ),
    stop() {
      session.post('Profiler.stopPreciseCoverage')
      session.disconnect()
    },
  }
}
