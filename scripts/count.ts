// Counts what vitest reports. Strict on purpose: a skipped test, a file that did not load and an
// error outside any test all count as failed, so that "0 failed" means that everything ran.

export type Count = { passed: number; failed: number }

/** The part of vitest's JSON report that is read. */
type Report = {
  testResults: {
    name: string
    status: string
    assertionResults: { fullName: string; status: string }[]
  }[]
}

/**
 * Counts the tests of one run from vitest's JSON report (null when it wrote none) and its exit
 * code. `complaints` has a line for each failure that vitest itself does not call one.
 */
export function countTests(
  report: string | null,
  exitCode: number,
): { count: Count; complaints: string[] } {
  const complaints: string[] = []
  const count = { passed: 0, failed: 0 }
  const files = report === null ? [] : (JSON.parse(report) as Report).testResults
  for (const file of files) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') count.passed++
      else {
        count.failed++
        if (test.status !== 'failed') complaints.push(`Not run: ${test.fullName} (${file.name})`)
      }
    }
    const blamed = file.assertionResults.some(test => test.status === 'failed')
    if (file.status === 'failed' && !blamed) {
      count.failed++
      complaints.push(`Failed outside its tests: ${file.name}`)
    }
  }
  if (exitCode !== 0 && count.failed === 0) {
    count.failed++
    complaints.push(`Failed outside all tests, with exit code ${exitCode}`)
  }
  return { count, complaints }
}

export function addCounts(counts: Count[]): Count {
  return counts.reduce(
    (sum, count) => ({ passed: sum.passed + count.passed, failed: sum.failed + count.failed }),
    { passed: 0, failed: 0 },
  )
}

/** The last lines of a test run; what was left out is named only after success. */
export function closingLines({ passed, failed }: Count, without: readonly string[]): string[] {
  const line = `${passed} passed, ${failed} failed`
  if (failed > 0 || without.length === 0) return [line]
  return [line, `passed without: ${without.join(', ')}`]
}
