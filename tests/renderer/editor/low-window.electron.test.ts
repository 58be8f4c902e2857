// A window of 1440 x 900 at 200 % has 720 x 450 of its own pixels: half of that height stays for the text.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { DocumentId } from '#shared/ids'
import { type CorePages, corePages } from '#tests/core-pages'
import { approvedSeed, minutesSeed } from '#tests/minutes-seed'
import { axeFaults, losses } from '#tests/page-faults'
import { closePage, settled } from '#tests/renderer-pages'
import type { Seed } from '#tests/seeds'
import { openText, otherMember, textSeedOf } from '#tests/text-seed'
import { type TextPages, textPages } from '#tests/text-pages'

let pages: CorePages
let texts: TextPages
let page: Page
beforeAll(async () => {
  pages = await corePages()
  texts = await textPages()
})
afterAll(async () => {
  await pages.close()
  await texts.close()
})
afterEach(() => closePage(page))

const textHeight = (): Promise<number> =>
  page.locator('.canvas').evaluate(canvas => canvas.getBoundingClientRect().height)

/** Faults and lost parts of the low window, once its text has half of the height. */
const faultsLow = async (name: string): Promise<string[]> => {
  await page.setViewportSize({ width: 720, height: 450 })
  await expect.poll(textHeight).toBeGreaterThanOrEqual(225)
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/low-${name}.png` })
  return [...(await losses(page)), ...(await axeFaults(page))]
}

const openMinutes = async (
  language: 'en' | 'fr' | 'ar' | 'ru',
  status: 'draft' | 'consultation' | 'adopted',
): Promise<void> => {
  const seed: Seed<{ document: DocumentId }> = status === 'adopted' ? approvedSeed : minutesSeed
  const opened = await pages.open(seed, {
    appearance: { language },
    async before({ answers }, { document }) {
      if (status === 'consultation')
        await answers['minutes.circulate']({ minutes: document, until: null })
    },
  })
  page = opened.page
  await openText(page, opened.seeded.document)
  const summary = await opened.core.answers['documents.get'](opened.seeded)
  expect(summary.status).toBe(status)
  // The second step is that they are circulated.
  const is = status === 'draft' ? '[data-standing=next]' : ':not([data-standing=next])'
  await page.locator(`.life-line li:nth-child(2)${is}`).waitFor()
}

it.each(['en', 'fr', 'ar', 'ru'] as const)(
  'a draft keeps half of the height: %s',
  async language => {
    page = (await texts.open({ appearance: { language } })).page
    expect(await faultsLow(`draft-${language}`)).toEqual([])
  },
)

it('a reviewer comes to the text, with two lines for what the role may do', async () => {
  const opened = await pages.open(textSeedOf('L.H.'))
  page = opened.page
  await page.setViewportSize({ width: 720, height: 450 })
  await openText(page, opened.seeded.document)
  const says = page.locator('.page-notices > .notice > .grow', { hasText: 'Reviewer' })
  await says.waitFor()
  await page.locator('.page-text > *').first().waitFor()
  await settled(page)
  expect(await page.locator('.side-panel').count()).toBe(0)
  const lines = () =>
    says.evaluate(each => each.clientHeight / Number.parseFloat(getComputedStyle(each).lineHeight))
  await expect.poll(lines).toBe(2)
})

it.each([
  ['fr', 'draft'],
  ['fr', 'consultation'],
  ['ar', 'consultation'],
  ['ru', 'consultation'],
  ['ru', 'adopted'],
] as const)('minutes keep half of the height: %s, %s', async (language, status) => {
  await openMinutes(language, status)
  expect(await faultsLow(`${status}-${language}`)).toEqual([])
})

it('minutes show the step that they are at, and have the kinds of a line in the menu', async () => {
  await openMinutes('en', 'consultation')
  const steps = page.locator('.life-line li')
  const decision = page.locator('.line-tool').getByRole('button', { name: /^Decision/ })
  await decision.waitFor()
  const shown = () => steps.evaluateAll(all => all.filter(each => each.clientWidth > 1).length)
  expect(await shown()).toBe(4)
  await page.setViewportSize({ width: 720, height: 450 })
  await expect.poll(shown).toBe(1)
  await page.locator('.life-line [data-standing=now]').waitFor()
  // A screen reader still reads all of the steps.
  expect(await page.getByRole('listitem').and(steps).count()).toBe(4)
  await decision.waitFor({ state: 'hidden' })
  await page.locator('.kind-now').click()
  await page.getByRole('menuitem', { name: /^Decision/ }).waitFor()
})

it.each(['en', 'ar', 'ru'] as const)(
  'text and panel share the width, and the text has half of the height: %s',
  async language => {
    page = (await texts.open({ appearance: { language } })).page
    await page.locator('.document-bar > [aria-expanded]').first().click()
    await page.locator('.side-panel').getByRole('tab').first().waitFor()
    expect(await faultsLow(`panel-${language}`)).toEqual([])
    const canvas = await page.locator('.canvas').boundingBox()
    const panel = await page.locator('.side-panel').boundingBox()
    expect(canvas?.width).toBeGreaterThan(320)
    expect(panel?.width).toBe(300)
    await page.locator('.page-text > *').first().waitFor()
  },
)

it.each([
  [1440, 700],
  [720, 450],
])(
  'a notice that comes at %i x %i covers no text, and the written line stays in sight',
  async (width, height) => {
    const opened = await texts.open({ look: { width, height } })
    page = opened.page
    const { document } = opened
    const other = await otherMember(opened)
    await other.core.answers['documents.rename']({ document, title: 'Title of theirs' })
    const last = page.locator('.page-text > *').last()
    await last.click()
    await page.keyboard.press('End')
    await page.keyboard.type(' now')
    await last.getByText(/ now$/).waitFor()
    const canvas = page.locator('.canvas')
    const line = () =>
      page.evaluate(() => getSelection()?.getRangeAt(0).getBoundingClientRect().bottom ?? 0)
    const foot = () => canvas.evaluate(each => each.getBoundingClientRect().bottom)
    // The line stands at the foot of the page.
    await canvas.evaluate(each => {
      const { bottom = 0 } = getSelection()?.getRangeAt(0).getBoundingClientRect() ?? {}
      each.scrollTop += bottom - each.getBoundingClientRect().bottom
    })
    await expect.poll(async () => Math.abs((await line()) - (await foot()))).toBeLessThan(2)
    const before = await foot()
    await opened.core.answers['documents.rename']({ document, title: 'Title of mine' })
    await other.tell()
    const notices = page.locator('.page-notices')
    await notices.locator('> .notice').first().waitFor()
    await expect.poll(foot).toBeLessThan(before)
    await expect.poll(async () => (await line()) - (await foot())).toBeLessThan(2)
    expect((await notices.boundingBox())?.y).toBeGreaterThanOrEqual(await foot())
  },
)
