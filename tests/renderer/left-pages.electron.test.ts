// Pages that tests leave for one another (tests/support/renderer-pages.ts).
import { afterAll, beforeAll, expect, it } from 'vitest'
import { leavePage, type RendererPages, rendererPages } from '#tests/renderer-pages'

let pages: RendererPages

beforeAll(async () => {
  pages = await rendererPages()
})

afterAll(() => pages.close())

it('a page that was left keeps nothing for the next test', async () => {
  const page = await pages.open()
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
  expect(await pages.open()).toBe(page)
  await leavePage(page)
})
