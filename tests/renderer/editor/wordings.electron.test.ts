// A device signed two wordings for one place, over a real core: all members are told, see both, and say which one stays.
import process from 'node:process'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { type CorePages, corePages } from '#tests/core-pages'
import { closePage, inputsOf } from '#tests/renderer-pages'
import { openText } from '#tests/text-seed'
import { memberWordingsSeed, wordings, wordingsSeed } from '#tests/wordings-seed'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (seed: typeof wordingsSeed, options: Parameters<CorePages['open']>[1] = {}) => {
  const { core, seeded, ...opened } = await pages.open(seed, options as object)
  page = opened.page
  const { document } = seeded
  await openText(page, document)
  const linesIn = () =>
    core.page(document).blocks.map(({ runs }) => runs.map(({ text }) => text).join(''))
  const left = () => core.answers['wordings.list']({ document })
  return { linesIn, left }
}
const shot = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/wordings-${name}.png` })
}
const compare = async () => {
  await page.getByRole('button', { name: 'Compare and decide' }).click()
  return page.getByRole('dialog')
}
/** The wording with these words. */
const wordingIn = (words: keyof typeof wordings) =>
  page
    .getByRole('dialog')
    .getByRole('region')
    .filter({ has: page.locator('ins', { hasText: words }) })

it.each([
  ['light', {}, 'Wording'],
  ['dark', { appearance: { theme: 'dark' }, look: { scheme: 'dark' } }, 'Wording'],
  ['arabic', { appearance: { language: 'ar' } }, 'الصياغة'],
] as const)(
  'two wordings of one device: the document names it, and shows both side by side (%s)',
  async (name, options, title) => {
    await open(wordingsSeed, options)
    const notice = page.locator('.notice', { hasText: 'M.S.' })
    await notice.waitFor()
    await shot(`${name}-notice`)
    await notice.getByRole('button').click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('ins').nth(1).waitFor()
    // Signs for the direction of a number stand in its name too.
    for (const number of [1, 2]) {
      const region = dialog.getByRole('region', {
        name: new RegExp(`^${title} \\W?${number}\\W?$`),
      })
      expect(await region.count()).toBe(1)
    }
    const added = await dialog.locator('ins').allTextContents()
    expect(added.map(each => each.trim()).toSorted()).toEqual(['adopts', 'rejects'])
    await shot(name)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  },
)

it('the chair keeps one wording: it alone is in the text, and the dialog closes', async () => {
  const { linesIn, left } = await open(wordingsSeed)
  const dialog = await compare()
  await wordingIn('adopts').getByRole('button', { name: 'Keep this wording' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Settled. Everyone gets this text.').waitFor()
  expect(await dialog.count()).toBe(0)
  expect(linesIn()).toEqual([wordings.adopts])
  expect(await left()).toEqual([])
  await page.locator('.page-text', { hasText: wordings.adopts }).waitFor()
  await page.locator('.notice', { hasText: 'M.S.' }).waitFor({ state: 'detached' })
})

it('a member says which wording is to stay, and sees who said so before', async () => {
  const { linesIn, left } = await open(memberWordingsSeed)
  const before = linesIn()
  const dialog = await compare()
  await wordingIn('rejects').getByText('For this: L.H.').waitFor()
  // A second member who chooses this one settles the place.
  const keeps = dialog.getByRole('button', { name: 'Keep this wording' })
  expect(await keeps.count()).toBe(1)
  await wordingIn('rejects').getByRole('button', { name: 'Keep this wording' }).waitFor()
  await wordingIn('adopts').getByRole('button', { name: 'I agree with this wording' }).click()
  await page.getByText('Your choice is saved. Everyone in the group can see it.').waitFor()
  expect(await inputsOf(page, 'wordings.keep')).toHaveLength(1)
  expect(linesIn()).toEqual(before)
  const [{ wordings: both } = { wordings: [] }] = await left()
  expect(both.map(({ wishedBy }) => wishedBy.length)).toEqual([1, 1])
})

it('a second member agrees with a wording: it alone is in the text, and the window says that it is settled', async () => {
  const { linesIn, left } = await open(memberWordingsSeed)
  const dialog = await compare()
  await wordingIn('rejects').getByRole('button', { name: 'Keep this wording' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Settled. Everyone gets this text.').waitFor()
  await expect.poll(linesIn).toEqual([wordings.rejects])
  expect(await left()).toEqual([])
})
