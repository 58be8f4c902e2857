// Handing over at the end of a term, and forwarding an adopted text, in a real window.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { FakeOptions } from '#tests/fake-core'
import { faultsEverywhere, losses } from '#tests/page-faults'
import {
  becomesLong,
  leavePage,
  longLater,
  type RendererPages,
  rendererPages,
  settled,
} from '#tests/renderer-pages'
import type { FakeWindow } from '#tests/screen-states'

let pages: RendererPages
beforeAll(async () => void (pages = await rendererPages()))
afterAll(() => pages.close())

const busy: FakeOptions = { decided: 'declared', meetings: 'called', circle: 'Safety' }

async function opened(options: FakeOptions = busy): Promise<Page> {
  const page = await pages.open(options)
  onTestFinished(() => leavePage(page))
  await settled(page)
  return page
}

async function handOver(page: Page): Promise<void> {
  await page.keyboard.press('Control+5')
  await page.getByRole('tab').last().click()
  await page.locator('.hand-over-table').waitFor()
  await settled(page)
}

async function forwarding(page: Page): Promise<void> {
  await page.keyboard.press('Control+4')
  await page.getByRole('row').nth(1).press('Enter')
  await page.locator('.panel-buttons .button').nth(1).click()
  await page.locator('.forward').waitFor()
  await settled(page)
}

const inputOf = (page: Page, name: string): Promise<unknown> =>
  page.evaluate(
    call => (window as unknown as FakeWindow).fake.calls.find(each => each.name === call)?.input,
    name,
  )

test('matters are handed over once each has somebody, and what the successor cannot open is named', async () => {
  const page = await opened()
  await handOver(page)
  const give = page.getByRole('button', { name: /^Hand over \d+ matters$/ })
  expect(await give.getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('button', { name: /Your successor/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'P.J.' }).press('Enter')
  const cannot = page.getByRole('region', { name: 'P.J. cannot open these' })
  await cannot.getByText(/\d+ private drafts? of yours\./).waitFor()
  expect(await page.getByRole('status').filter({ hasText: 'No one has taken over' }).count()).toBe(
    0,
  )
  await give.press('Enter')
  await page.locator('.page-text').waitFor()
  const { matters } = (await inputOf(page, 'handOver.write')) as { matters: { owner: string }[] }
  expect(matters.length).toBeGreaterThan(2)
  expect(new Set(matters.map(({ owner }) => owner)).size).toBe(1)
})

test('an adopted text is forwarded after both readings were shown, without names and withheld words', async () => {
  const page = await opened()
  await forwarding(page)
  const [inside, leaves] = await page.locator('.forward-page').allInnerTexts()
  expect(inside).toMatch(/L\.H\. asked/)
  expect(inside).toMatch(/The two cases of June were named\./)
  expect(leaves).toMatch(/A participant asked/)
  expect(leaves).not.toMatch(/L\.H\.|June|Executive Director/)
  await page.getByRole('button', { name: 'Forward to 18 members' }).press('Enter')
  await page.locator('.page-text').waitFor()
  expect(await inputOf(page, 'forwarding.forward')).toMatchObject({ language: 'en' })
  // The new document says the level and the origin, and no name.
  await page.getByText(/from a country group and says that it was adopted there/).waitFor()
})

test.each([
  ['hand-over', handOver],
  ['forwarding', forwarding],
] as const)(
  'the screen of %s has no fault, and loses nothing when small, mirrored or long',
  async (_, step) => {
    const page = await opened(longLater(busy))
    await step(page)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page)
    expect(await losses(page)).toEqual([])
  },
)
