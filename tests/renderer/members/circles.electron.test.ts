// Circles on the members screen in a real window: making one, who is in it, what is said before anybody
// reads, and sharing a document with it. Free of accessibility faults in every look.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { circlesSeed, hearOfCircles, privateTitle } from '#tests/circles-seed'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { grantOf } from '#tests/core'
import { faultsEverywhere, faultsHere, losses } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'

type Seeded = Awaited<ReturnType<typeof circlesSeed>>['seeded']

let pages: CorePages
let opened: CorePage & { seeded: Seeded }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const calls = (name: string): Promise<unknown[]> => inputsOf(page, name)
const rows = () => page.locator('.members .table-row')

async function members(
  language: 'en' | 'en-XA' | 'ar' = 'en',
  before?: CoreOptions<Seeded>['before'],
): Promise<void> {
  opened = await pages.open(circlesSeed, { appearance: { language }, ...(before && { before }) })
  page = opened.page
  await page.keyboard.press('Control+7')
  await rows().first().waitFor()
  await settled(page)
}

async function made(): Promise<void> {
  await members()
  await button('New circle').click()
  await page.getByText('Baraza does not tell the rest of the group about the circle.').waitFor()
  await page.locator('[role=dialog] input:focus').waitFor()
  await page.keyboard.type('Personnel committee')
  await page.keyboard.press('Enter')
  await page.getByText('Personnel committee was made. Add members next.').waitFor()
}

/** A text of the only circle, which no other member has. */
async function writeInCircle(): Promise<void> {
  const { answers, edit } = opened.core
  const { group } = opened.seeded
  const [circle] = await answers['circles.list']({ group })
  const text = { group, kind: 'statement', title: 'Of the circle', language: 'en' } as const
  const document = await answers['documents.create'](text)
  const shared = await answers['circles.share']({ circle: circle!.id, document })
  await edit(shared, [{ new: 'Words.', after: 0, kind: 'num1' }])
}

it('makes a circle by keyboard, adds a member as a commenter and removes the member', async () => {
  await made()
  expect(await calls('circles.create')).toMatchObject([{ name: 'Personnel committee' }])
  await button('Open the circle Personnel committee').click()
  const dialog = page.getByRole('dialog', { name: 'Personnel committee' })
  const list = dialog.getByRole('list', { name: 'Members of the circle' })
  await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
  await dialog.getByText('The rest of the group does not see that it exists.').waitFor()
  await dialog.getByRole('button', { name: /As$/ }).click()
  await page.getByRole('option').first().waitFor()
  const offered = await page.getByRole('option').allInnerTexts()
  for (const [at, does] of [
    'and writes',
    'Reads and writes',
    'suggest changes',
    'not suggest other wording',
    'Only reads',
  ].entries())
    expect(offered[at]).toContain(does)
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/circles-roles.png` })
  await page.getByRole('option', { name: /Commenter/ }).click()
  await dialog.getByRole('button', { name: /^Add / }).click()
  await expect.poll(() => list.getByRole('listitem').count()).toBe(2)
  expect(await calls('circles.bring')).toMatchObject([{ role: 'commenter' }])
  expect(await list.getByRole('listitem').nth(1).innerText()).toContain('Commenter')
  // Hands it over with the keys.
  await list.getByRole('button', { name: /^Role of .* in Personnel committee$/ }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByRole('menuitem').count()).toBe(5)
  await page.getByRole('menuitem', { name: /Convener/ }).focus()
  await page.keyboard.press('Enter')
  await page
    .getByText(/ is now Convener in Personnel committee/)
    .first()
    .waitFor()
  await expect.poll(() => list.getByRole('listitem').nth(1).innerText()).toContain('Convener')
  expect(await calls('circles.appoint')).toMatchObject([{ role: 'convener' }])
  await dialog.getByText('A circle may have several conveners.').waitFor()
  await writeInCircle()
  await dialog.getByRole('button', { name: 'Leave the circle' }).click()
  const unsent = page.getByText(
    /^\d+ changes? of yours may not have reached any other member of the circle/,
  )
  await unsent.waitFor()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stay' }).click()
  await unsent.waitFor({ state: 'detached' })
  await list.getByRole('button', { name: /^Remove .* from Personnel committee$/ }).click()
  await page.getByText('Members who are removed or leave do not receive anything').last().waitFor()
  expect(await calls('circles.remove')).toEqual([])
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
  // A former circle stands apart, and is shown on request.
  await dialog.getByRole('button', { name: 'Leave the circle' }).click()
  await page.getByText('You can come back only if someone in the circle adds you.').waitFor()
  await settled(page)
  expect(await unsent.count()).toBe(0)
  expect(await calls('circles.leave')).toEqual([])
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave the circle' }).click()
  // The question closes before the circle does.
  await expect.poll(() => page.locator('.dialog').count()).toBe(0)
  const past = button('1 circle that you are no longer in')
  await past.focus()
  expect(await past.getAttribute('aria-expanded')).toBe('false')
  expect(await button('Open the circle Personnel committee').count()).toBe(0)
  await page.keyboard.press('Enter')
  await button('Open the circle Personnel committee').waitFor()
  expect(await past.getAttribute('aria-expanded')).toBe('true')
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/circles-left.png` })
  expect(await faultsHere(page)).toEqual([])
})

it('asks about an offered circle: the member accepts one, declines one, and is asked again', async () => {
  await members('en', hearOfCircles)
  await page.getByText(/added you to the circle Personnel committee/).waitFor()
  expect(await page.getByText('The circle adds new members automatically').count()).toBe(1)
  const list = page.getByRole('list', { name: 'In the circle Personnel committee' })
  expect(await list.getByRole('listitem').count()).toBe(2)
  expect(await list.innerText()).toContain('Convener')
  await button('Accept the circle Personnel committee').focus()
  await page.keyboard.press('Enter')
  await page.getByText('You are in Personnel committee.').first().waitFor()
  await button('Open the circle Personnel committee').waitFor()
  expect(await calls('circles.take')).toHaveLength(1)
  await button('Decline the circle Something else').focus()
  await page.keyboard.press('Enter')
  await page.getByText('You declined 1 circle.').waitFor()
  expect(await button('Open the circle Something else').count()).toBe(0)
  // The accepted circle adds new members; the member is told before and after, and cannot change
  // it.
  await page.getByText('2 members. New members are added automatically.').waitFor()
  await button('Open the circle Personnel committee').click()
  const dialog = page.getByRole('dialog', { name: 'Personnel committee' })
  await dialog.getByText('This circle adds new members automatically.').waitFor()
  await dialog.getByText('Not added yet:').waitFor()
  expect(await dialog.getByRole('checkbox').count()).toBe(0)
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  await dialog.waitFor({ state: 'detached' })
  await button('Ask me again').focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.getByText('You declined 1 circle.').count()).toBe(0)
  expect(await calls('circles.askAgain')).toHaveLength(1)
})

it('names an offered circle on the first screen, and leads to it', async () => {
  await members('en', hearOfCircles)
  await page.keyboard.press('Control+1')
  const waiting = page.getByRole('region', { name: 'Waiting for you', exact: true })
  const item = waiting.getByRole('listitem').filter({ hasText: 'the circle Personnel committee.' })
  await item.getByRole('button').click()
  await button('Accept the circle Personnel committee').waitFor()
  expect(await rows().count()).toBeGreaterThan(0)
})

it('keeps the focus in the window when the card of a circle goes with its button', async () => {
  await members('en', hearOfCircles)
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  const accept = button('Accept the circle Something else')
  await accept.focus()
  await page.keyboard.press('Enter')
  await accept.waitFor({ state: 'detached' })
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.matches('main, main *') ?? false))
    .toBe(true)
})

it('has no faults while it asks about circles, and loses no words', async () => {
  await members('en', hearOfCircles)
  await page
    .getByText(/added you to the circle/)
    .first()
    .waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
  for (const language of ['en-XA', 'ar'] as const) {
    await closePage(page)
    await members(language, hearOfCircles)
    await page.locator('.circle-answer').first().waitFor()
    expect(await losses(page)).toEqual([])
  }
})

it('makes a circle that adds new members, says so where it matters, and takes that away', async () => {
  await members()
  await button('New circle').click()
  await page.locator('[role=dialog] input:focus').waitFor()
  await page.keyboard.type('All of us')
  await page.getByRole('checkbox', { name: /^Add new members automatically/ }).focus()
  await page.keyboard.press('Space')
  await page
    .getByText('You and everyone else who reads what the group shares will be in this circle.')
    .waitFor()
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/circles-new.png` })
  await page.keyboard.press('Enter')
  await page
    .getByText('All of us was made. Everyone who can read what the group shares is in the circle.')
    .waitFor()
  expect(await calls('circles.create')).toMatchObject([{ name: 'All of us', follows: true }])
  await page.getByText('3 members. New members are added automatically.').waitFor()
  const { core, seeded } = opened
  await core.answers['joining.readReply']({ file: grantOf(core, seeded.reply) })
  await page.locator('.table-row', { hasText: 'N.N.' }).getByRole('button').click()
  await button('The words are the same').click()
  await page
    .getByText(
      'The new member is also added to the circle All of us, which adds new members automatically',
    )
    .waitFor()
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/circles-admit.png` })
  await button('Not now').click()
  await button('Open the circle All of us').click()
  const dialog = page.getByRole('dialog', { name: 'All of us' })
  await dialog.getByText('This circle adds new members automatically.').waitFor()
  await dialog.getByText('K.W. set this; a convener can end it.').waitFor()
  if (process.env['SHOTS'])
    await page.screenshot({ path: `${process.env['SHOTS']}/circles-follows.png` })
  expect(await faultsHere(page)).toEqual([])
  await dialog.getByRole('checkbox', { name: /^Add new members automatically/ }).focus()
  await page.keyboard.press('Space')
  await page.getByText('All of us no longer adds new members automatically.').first().waitFor()
  await dialog
    .getByText('This circle adds new members automatically.')
    .waitFor({ state: 'detached' })
  expect(await calls('circles.follow')).toMatchObject([{ follows: false }])
})

it('says what becomes of a document that a circle is given, and then who reads it', async () => {
  await made()
  await page.keyboard.press('Control+2')
  await page.locator('.documents .table-row').first().waitFor()
  const row = page.locator('.table-row', { hasText: privateTitle })
  await row.getByRole('button').last().click()
  await page.getByRole('menuitem', { name: 'Share with the group' }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('radio', { name: /Personnel committee/ }).click({ force: true })
  await dialog.getByText('no one else in the group sees that it exists').waitFor()
  await dialog.getByText('deleted text are left out').waitFor()
  await dialog.getByRole('button', { name: 'Share', exact: true }).click()
  await page.getByText('Shared with Personnel committee').waitFor()
  expect(await calls('circles.share')).toHaveLength(1)
  expect(await calls('documents.share')).toEqual([])
  await page.getByText('Personnel committee: 1 member').first().waitFor()
})

it('has no accessibility faults, and loses no words in longer or mirrored languages', async () => {
  await made()
  await button('Open the circle Personnel committee').click()
  await page.getByRole('dialog', { name: 'Personnel committee' }).waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
  for (const language of ['en-XA', 'ar'] as const) {
    await closePage(page)
    await members(language)
    expect(await losses(page)).toEqual([])
  }
})
