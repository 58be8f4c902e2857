// Handing over at the end of a term, and forwarding an adopted text, in a real window.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import {
  type CoreOptions,
  type CorePage,
  type CorePages,
  corePages,
  longLater,
} from '#tests/core-pages'
import { handOverSeed, recordLines, recordQuestion } from '#tests/hand-over-seed'
import { faultsEverywhere, losses } from '#tests/page-faults'
import { becomesLong, inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const say = sayIn('en')

async function opened(options: CoreOptions = {}): Promise<CorePage> {
  const came = await pages.open(handOverSeed, options)
  onTestFinished(() => leavePage(came.page))
  await settled(came.page)
  return came
}

async function handOver(page: Page): Promise<void> {
  await page.keyboard.press('Control+5')
  await page.getByRole('tab').last().click()
  await page.locator('.hand-over-table').waitFor()
  await settled(page)
}

async function forwarding(page: Page): Promise<void> {
  await page.keyboard.press('Control+4')
  await page.locator('.table-row', { hasText: recordQuestion }).press('Enter')
  await page.getByRole('button', { name: say('forwarding.begin') }).click()
  await page.locator('.forward').waitFor()
  await settled(page)
}

test('matters are handed over once each has somebody, and what the successor cannot open is named', async () => {
  const { page } = await opened()
  await handOver(page)
  const give = page.getByRole('button', { name: /^Hand over \d+ matters$/ })
  expect(await give.getAttribute('aria-disabled')).toBe('true')
  await page.getByRole('button', { name: /Your successor/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('option', { name: 'P.J.' }).press('Enter')
  const cannot = page.getByRole('region', { name: 'P.J. cannot open these' })
  await cannot.getByText(/1 private draft of yours\./).waitFor()
  await cannot.getByText(/Safety/).waitFor()
  expect(await page.getByRole('status').filter({ hasText: 'No one has taken over' }).count()).toBe(
    0,
  )
  await give.press('Enter')
  const note = page.locator('.page-text').filter({ hasText: 'Check every quotation' })
  await note.waitFor()
  expect(await note.innerText()).toMatch(/Do we adopt this text\?.*Third regular session/s)
  const [written] = (await inputsOf(page, 'handOver.write')) as { matters: { owner: string }[] }[]
  expect(written?.matters).toHaveLength(3)
  expect(new Set(written?.matters.map(({ owner }) => owner)).size).toBe(1)
})

test('an adopted text is forwarded after both readings were shown, without names and withheld words', async () => {
  const { page } = await opened()
  await forwarding(page)
  const [inside, leaves] = await page.locator('.forward-page').allInnerTexts()
  expect(inside).toContain(`L.H.${recordLines.asked}`)
  expect(inside).toContain(recordLines.withheld)
  expect(leaves).toContain(`A participant${recordLines.asked}`)
  expect(leaves).not.toMatch(/L\.H\.|June|Executive Director/)
  await page.getByRole('button', { name: 'Forward to 1 member' }).press('Enter')
  const text = page.locator('.page-text').filter({ hasText: recordLines.met })
  await text.waitFor()
  expect(await text.innerText()).not.toMatch(/L\.H\.|June/)
  expect(await inputsOf(page, 'forwarding.forward')).toMatchObject([{ language: 'en' }])
  // The new document says the level and the origin, and no name.
  await page.getByText(/from a country group and says that it was adopted there/).waitFor()
})

test.each([
  ['hand-over', handOver],
  ['forwarding', forwarding],
] as const)(
  'the screen of %s has no fault, and loses nothing when small, mirrored or long',
  async (_, step) => {
    const { page, release } = await opened(longLater)
    await step(page)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page, async () => release())
    expect(await losses(page)).toEqual([])
  },
)
