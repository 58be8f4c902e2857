// Vitest's runner for tests with windows: a failure tells what stood on each open window.
import {
  TestRunner,
  type RunnerTaskResult,
  type RunnerTestCase,
  type RunnerTestSuite,
} from 'vitest'
import { forgetWindows, onWindows } from '#tests/open-windows'

/** One more error, which tells what the first one cannot. */
async function tell(result: RunnerTaskResult | undefined): Promise<void> {
  if (!result?.errors || result.errors.length === 0) return
  const message = await onWindows()
  const name = 'On the windows'
  if (message !== '') result.errors.push({ name, message, stack: `${name}: ${message}` })
}

export default class WindowRunner extends TestRunner {
  /** Before hooks close the windows. */
  async onTaskFinished(test: RunnerTestCase): Promise<void> {
    await tell(test.result)
  }

  /** For a hook that failed: windows that it opened are there still where it did not come to name them. */
  override async onAfterRunSuite(suite: RunnerTestSuite): Promise<void> {
    await tell(suite.result)
    if (suite === suite.file) forgetWindows()
    await super.onAfterRunSuite(suite)
  }
}
