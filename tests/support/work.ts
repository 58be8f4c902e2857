// The work of the program, as a count that is the same on every machine: how often V8 ran each
// block of it. Only code that is compiled after the start is counted, so the program is imported
// after that, and by a test with a process of its own (*.alone.test.ts).
import { Session, type Profiler } from 'node:inspector'

const program = /\/(?:src\/(?:core|shared)|node_modules\/(?:yjs|lib0))\//u

export type Work = {
  /** How many blocks of the program ran in `act`. */
  of(act: () => void): number
  stop(): void
}

export const watchWork = (): Work => {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

  /** Counts of everything that ran since the last call. */
  const take = (): number => {
    let blocks = 0
    session.post('Profiler.takePreciseCoverage', (error, taken) => {
      if (error) throw error
      const count = ({ functions }: Profiler.ScriptCoverage): number =>
        functions.flatMap(each => each.ranges).reduce((sum, range) => sum + range.count, 0)
      blocks = taken.result
        .filter(({ url }) => program.test(url))
        .reduce((sum, script) => sum + count(script), 0)
    })
    return blocks
  }

  return {
    of(act) {
      take()
      act()
      return take()
    },
    stop() {
      session.post('Profiler.stopPreciseCoverage')
      session.disconnect()
    },
  }
}
