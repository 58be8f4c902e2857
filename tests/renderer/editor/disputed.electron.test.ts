// A client id that two devices claim: all members are told, with both devices named.
import process from 'node:process'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { Core } from '#core'
import { type CoreOptions, type CorePages, corePages } from '#tests/core-pages'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { openText, type TextSeeded, textSeed } from '#tests/text-seed'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (options: CoreOptions<TextSeeded>): Promise<void> => {
  const opened = await pages.open(textSeed, options)
  page = opened.page
  await openText(page, opened.seeded.document)
}
/** No id of these 53 bits can be found for two devices, so the answer is made up; the devices are real. */
const claim = async ({ answers }: Core, { group }: TextSeeded): Promise<void> => {
  const { memberList } = await answers['groups.get']({ group })
  const devices = memberList
    .filter(({ handle }) => handle !== 'L.H.')
    .map(member => member.devices[0]!.id)
  Object.assign(answers, { 'comments.disputed': () => [devices] })
}
const shot = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/disputed-${name}.png` })
}

it.each([
  ['light', {}],
  ['dark', { appearance: { theme: 'dark' }, look: { scheme: 'dark' } }],
  ['arabic', { appearance: { language: 'ar' } }],
] as const)('two devices claim one place: the document names both (%s)', async (name, options) => {
  await open({ ...options, before: claim })
  const notice = page.locator('.notice', { hasText: 'K.W.' })
  await notice.waitFor()
  expect(await notice.textContent()).toContain('M.S.')
  expect(await notice.textContent()).not.toContain('L.H.')
  await shot(name)
})

it('nothing is said where no place is claimed by two', async () => {
  await open({})
  await expect.poll(() => inputsOf(page, 'comments.disputed')).not.toEqual([])
  await settled(page)
  expect(await page.locator('.notice', { hasText: 'M.S.' }).count()).toBe(0)
})
