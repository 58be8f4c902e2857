// Pages that tests leave for one another (tests/support/renderer-pages.ts, core-pages.ts).
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Core } from '#core'
import { type CorePages, corePages } from '#tests/core-pages'
import { emptySeed } from '#tests/follow-up-seed'
import { leavePage } from '#tests/renderer-pages'

let pages: CorePages

beforeAll(async () => {
  pages = await corePages()
})

afterAll(() => pages.close())

it('a page that was left keeps nothing for the next test', async () => {
  const { page } = await pages.open(emptySeed)
  await page.evaluate(async () => {
    const request = indexedDB.open('kept')
    await new Promise(opened => request.addEventListener('success', opened))
    localStorage.setItem('kept', 'yes')
    sessionStorage.setItem('kept', 'yes')
  })
  await leavePage(page)
  const kept = await page.evaluate(async () => [
    ...(await indexedDB.databases()).map(({ name }) => name),
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
  ])
  expect(kept).toEqual([])
  expect((await pages.open(emptySeed)).page).toBe(page)
  await leavePage(page)
})

it('a core whose page does not come is closed', async () => {
  const opened: Core[] = []
  const before = async (core: Core): Promise<void> => {
    opened.push(core)
    throw new Error('planted')
  }
  await expect(pages.open(emptySeed, { before })).rejects.toThrow('planted')
  expect(opened).toHaveLength(1)
  for (const core of opened) expect(() => core.answers['groups.list'](undefined)).toThrow(/locked/)
})
