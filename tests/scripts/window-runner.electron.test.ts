// A failed test of a window tells what stood on it, so that a failure that comes once is understood.
import { afterAll, beforeAll, expect, test, type RunnerTestCase } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { emptySeed } from '#tests/follow-up-seed'
import WindowRunner from '#tests/window-runner'

let pages: CorePages

beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

test('a test fails: one more error names the words, the focus and the layers of each window', async () => {
  const { page } = await pages.open(emptySeed)
  await page.keyboard.press('Control+K')
  await page.getByRole('dialog').getByRole('combobox').waitFor()
  const runner = new WindowRunner({ experimental: {} } as never)
  const after = async (result: RunnerTestCase['result']): Promise<string[]> => {
    await runner.onTaskFinished({ result } as RunnerTestCase)
    return result?.errors?.map(({ message }) => message) ?? []
  }
  const passed = { state: 'pass' } as RunnerTestCase['result']
  expect(await after(passed)).toEqual([])
  const failed = { state: 'fail', errors: [{ message: 'missing' }] } as RunnerTestCase['result']
  const [first, more = ''] = await after(failed)
  expect(first).toBe('missing')
  expect(more).toMatch(/^focus: <input.*role="combobox"/m)
  expect(more).toMatch(/^layers: <.*role="dialog"/m)
  expect(more).toContain('\nKeyboard shortcuts\n')
})
