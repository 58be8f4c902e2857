// A window of 1440 x 900 at 200 % has 720 x 450 of its own pixels: half of that height stays for the text.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import { axeFaults, losses } from '#tests/page-faults'
import { settled } from '#tests/renderer-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
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
  page = await pages.open({ appearance: { language } })
  await page.locator('main').waitFor()
  await page.keyboard.press('Control+2')
  const row = page.locator('.table .table-row', { hasText: 'Minutes, second regular session' })
  await row.focus()
  await page.keyboard.press('Enter')
  await page.locator('.page-text:focus').waitFor()
  await page.evaluate(to => {
    const { fake } = window as unknown as HarnessWindow
    const minutes = fake.documents.find(({ kind }) => kind === 'minutes')
    if (!minutes) throw new Error('There are no minutes')
    Object.assign(minutes, { status: to })
    fake.emit('documents.changed', { group: minutes.group, document: minutes.id })
  }, status)
  // The second step is that they are circulated.
  const is = status === 'draft' ? '[data-standing=next]' : ':not([data-standing=next])'
  await page.locator(`.life-line li:nth-child(2)${is}`).waitFor()
}

it.each(['en', 'fr', 'ar', 'ru'] as const)(
  'a draft keeps half of the height: %s',
  async language => {
    page = await pages.openDocument({ appearance: { language } })
    expect(await faultsLow(`draft-${language}`)).toEqual([])
  },
)

it('a reviewer comes to the text, with two lines for what the role may do', async () => {
  page = await pages.open()
  await page.setViewportSize({ width: 720, height: 450 })
  await page.evaluate(() => {
    const { text, fake } = window as unknown as HarnessWindow
    text.rights = ['remark', 'propose']
    Object.assign(fake.groups[0]?.memberList[0] ?? {}, { role: 'reviewer' })
  })
  await page.keyboard.press('Control+2')
  await page.locator('.table .table-row').first().focus()
  await page.keyboard.press('Enter')
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
    page = await pages.openDocument({ appearance: { language } })
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
    page = await pages.openDocument({}, { width, height })
    await page.evaluate(() => (window as unknown as HarnessWindow).text.away())
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
    await page.evaluate(() => {
      const { text, member, meet } = window as unknown as HarnessWindow
      const { doc, change } = text.history
      doc.getMap('meta').set('title', 'Title of mine')
      change(member(3), theirs => void theirs.getMap('meta').set('title', 'Title of theirs'))
      meet()
    })
    const notices = page.locator('.page-notices')
    await notices.locator('> .notice').first().waitFor()
    await expect.poll(foot).toBeLessThan(before)
    await expect.poll(async () => (await line()) - (await foot())).toBeLessThan(2)
    expect((await notices.boundingBox())?.y).toBeGreaterThanOrEqual(await foot())
  },
)
