// Vitest runs it before each test file: it tells the reporter (scripts/report.ts) how many CPU seconds the
// file took, in this process and in those that it started.
import { afterAll, beforeAll } from 'vitest'
import { usedCpu } from '#tests/used-cpu'

let before = 0
beforeAll(() => void (before = usedCpu()))
// oxlint-disable-next-line no-empty-pattern -- vitest reads the names of fixtures from the pattern.
afterAll(({}, suite) => {
  Object.assign(suite.file.meta, { cpuSeconds: usedCpu() - before })
})
