// Vitest runs it before each test file: it tells the reporter (scripts/report.ts) how many CPU seconds the
// file took, in this process and in those that it started.
import { afterAll, beforeAll, TestRunner } from 'vitest'
import { usedCpu } from '#tests/used-cpu'

const { file } = TestRunner.getCurrentSuite()
let before = 0
beforeAll(() => void (before = usedCpu()))
afterAll(() => {
  if (file) Object.assign(file.meta, { cpuSeconds: usedCpu() - before })
})
