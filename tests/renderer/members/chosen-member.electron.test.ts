// A form keeps what it shows as chosen while the list behind it changes.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { followUpSeed } from '#tests/follow-up-seed'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

test('a member who came into a circle meanwhile leaves no other one chosen in the form', async () => {
  const opened = await pages.open(followUpSeed, {
    before: async (core, { group }) =>
      void (await core.answers['circles.create']({ group, name: 'Safety' })),
  })
  page = opened.page
  const { core, seeded } = opened
  await page.keyboard.press('Control+7')
  await page.locator('.members .table-row').first().waitFor()
  await settled(page)
  await page
    .getByRole('button', { name: say('members.circles.openName', { name: 'Safety' }) })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Safety' })
  const add = dialog.getByRole('button', { name: /^Add / })
  const { memberList, self } = await core.answers['groups.get'](seeded)
  const [first, second] = memberList.filter(({ id }) => id !== self)
  const offered = (member = first): string =>
    say('members.circles.bring', { handle: member!.handle })
  await expect.poll(() => add.textContent()).toBe(offered())

  const [circle] = await core.answers['circles.list'](seeded)
  const brought = { circle: circle!.id, member: first!.id, role: 'member' } as const
  await core.answers['circles.bring'](brought)
  await dialog
    .getByRole('status')
    .filter({ hasText: say('ui.chooseAgain') })
    .waitFor()
  expect(await add.count()).toBe(0)
  await dialog.getByRole('button', { name: new RegExp(`${say('members.circles.whom')}$`) }).click()
  await page.getByRole('option', { name: second!.handle }).click()
  await add.click()
  await expect.poll(() => inputsOf(page, 'circles.bring')).toMatchObject([{ member: second!.id }])
})

test('a circle that is gone leaves no other readers chosen in the form that shares a text', async () => {
  const title = 'Names of witnesses'
  const opened = await pages.open(followUpSeed, {
    before: async (core, { group }) => {
      await core.answers['circles.create']({ group, name: 'Safety' })
      await core.answers['documents.create']({ group, kind: 'statement', title, language: 'en' })
    },
  })
  page = opened.page
  const { core, seeded } = opened
  await page.keyboard.press('Control+2')
  const row = page.locator('.documents .table-row', { hasText: title })
  await row.getByRole('button').last().click()
  await page.getByRole('menuitem', { name: say('documents.share.menu') }).click()
  const dialog = page.getByRole('alertdialog')
  const cards = dialog.locator('.radio-card')
  await cards.filter({ hasText: 'Safety' }).click()
  const named = (name: string): string => say('documents.share.titleCircle', { title, name })
  await dialog.getByRole('heading', { name: named('Safety') }).waitFor()

  const [circle] = await core.answers['circles.list'](seeded)
  await core.answers['circles.leave']({ circle: circle!.id })
  await dialog
    .getByRole('status')
    .filter({ hasText: say('ui.chooseAgain') })
    .waitFor()
  await dialog.getByRole('button', { name: say('documents.share.act', { members: 1 }) }).focus()
  await page.keyboard.press('Enter')
  expect(await inputsOf(page, 'documents.share')).toEqual([])
  await cards.first().click()
  await dialog.getByRole('heading', { name: say('documents.share.title', { title }) }).waitFor()
  const { readers } = await core.answers['groups.get'](seeded)
  const act = say('documents.share.act', { members: readers.members })
  await dialog.getByRole('button', { name: act }).click()
  await expect.poll(() => inputsOf(page, 'documents.share')).toHaveLength(1)
})
