// Erasing the history of a document and travelling without some, in a real window: what it means is said before, nothing
// happens by one press, and every state is free of faults.
// @module-tag long
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { exampleNow } from '#tests/advisory-group'
import { passphrase, temporaryDirectory } from '#tests/archive'
import { grantOf, lockedCore } from '#tests/core'
import { type CorePages, corePages } from '#tests/core-pages'
import { type Device, give } from '#tests/cores'
import { faultsEverywhere } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import {
  insertAbsentFigure,
  lateWords,
  leftOut,
  retireSeed,
  retireTitles,
} from '#tests/retire-seed'
import { sayIn } from '#tests/screen-states'
import { openedAt } from '#tests/sessions'

const say = sayIn('en')
let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).first()
const inDialog = (name: string | RegExp) =>
  page.locator('[role="alertdialog"]').getByRole('button', { name, exact: true })
const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
const calls = (name: string): Promise<unknown[]> => inputsOf(page, name)
const askToErase = async (): Promise<void> => {
  await button(`Actions for ${retireTitles.statement}`).click()
  await page.getByRole('menuitem', { name: 'Erase history' }).click()
  await see('The present text stays')
}

it('a history is erased after a word of who is affected, what stays and what goes', async () => {
  const opened = await pages.open(retireSeed)
  page = opened.page
  const { core, seeded } = opened
  const { document: statement } = seeded
  const figure = await insertAbsentFigure(core, statement)
  await page.keyboard.press('Control+2')
  await askToErase()
  // The lost files are named, so that they can be waited for or removed.
  await see(/^The picture of Figure 1 \(“Districts”\) has not arrived on this device/)
  await see(/^“Report\.pdf” has not arrived .* everyone loses it/)
  await see(
    new RegExp(
      `^The new document has room for 200 pictures and files, .* “${leftOut}” does not fit and will be left out\\.$`,
    ),
  )
  await see('The other members’ devices do the same')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe('Keep the history')
  expect(await faultsEverywhere(page)).toEqual([])
  await inDialog('Keep the history').click()
  expect(await calls('documents.eraseHistory')).toEqual([])
  const { blocks } = core.page(statement)
  await core.edit(statement, [{ remove: blocks.findIndex(({ id }) => id === figure) + 1 }])
  await askToErase()
  await settled(page)
  expect(await page.getByText(/^The picture of Figure 1/).count()).toBe(0)
  await inDialog('Erase the history').click()
  await see('History erased. The document goes on with the text as it was.')
  expect(await calls('documents.eraseHistory')).toHaveLength(1)
  // Words written before another member erased a history are offered, and can be reached and put away by keyboard.
  await core.answers['exchange.read']({ file: grantOf(core, seeded.erasing) })
  const list = await core.answers['documents.list']({ group: seeded.group })
  const next = list.find(({ title }) => title === retireTitles.erased)
  const row = page.locator(`.table .table-row[data-row="${next!.id}"]`)
  await row.getByText(retireTitles.erased).waitFor()
  await row.focus()
  await page.keyboard.press('Enter')
  const late = page.getByRole('textbox', { name: /^This text by K\.W\./ })
  await late.waitFor()
  expect(await late.inputValue()).toBe(lateWords)
  expect(await faultsEverywhere(page)).toEqual([])
  await button('Done with it').press('Enter')
  await late.waitFor({ state: 'detached' })
  expect(await calls('documents.settleLate')).toHaveLength(1)
})

it.each([
  ['eraseHistory', 'documents.eraseHistory'],
  ['template', 'templates.make'],
] as const)(
  '%s: the member has the role no longer when core begins, and the question says who may',
  async (act, call) => {
    const { core, seeded, release, ...opened } = await pages.open(retireSeed, { hold: [call] })
    page = opened.page
    await page.keyboard.press('Control+2')
    await button(say('documents.acts', { title: retireTitles.annex })).click()
    await page.getByRole('menuitem', { name: say(`documents.${act}.menu`) }).click()
    await inDialog(say(`documents.${act}.act`)).click()
    await expect.poll(() => calls(call)).toHaveLength(1)
    const { group } = seeded
    const { self } = await core.answers['groups.get']({ group })
    await core.answers['members.setRole']({ group, member: self!, role: 'observer' })
    release()
    const refused = page.getByRole('alertdialog').getByRole('alert')
    await refused.filter({ hasText: say(`documents.${act}.notYours`) }).waitFor()
    expect(await refused.count()).toBe(1)
  },
)

it('core refuses to lose a picture that the question names: nothing is said twice', async () => {
  const { core, seeded, ...opened } = await pages.open(retireSeed)
  page = opened.page
  await insertAbsentFigure(core, seeded.document)
  await page.keyboard.press('Control+2')
  await askToErase()
  await see(/^The picture of Figure 1 /)
  await inDialog('Erase the history').click()
  await expect.poll(() => calls('documents.eraseHistory')).toHaveLength(1)
  await settled(page)
  expect(await inDialog('Erase the history').count()).toBe(1)
  expect(await page.getByText(say('failure.figureMissing')).count()).toBe(0)
})

/** The device of M.S., which has the words of the annex and lost its file. */
const keeperOf = async ({
  keeper,
  group,
  annex: document,
}: {
  keeper: string
  group: Parameters<typeof give>[2]
  annex: Parameters<Device['core']['page']>[0]
}): Promise<Device> => {
  const directory = join(temporaryDirectory(), 'keeper')
  cpSync(keeper, directory, { recursive: true })
  const session = await openedAt(directory)
  const [{ hash } = { hash: '' }] = session.documents.attachments(document)
  session.archive.keptEnclosures.remove({ group, document, what: 'file', hash })
  await session.close()
  const core = lockedCore(directory, { now: () => exampleNow })
  await core.answers['profile.unlock']({ passphrase })
  return { core, directory }
}

it('documents leave when another device keeps them, the others stay, and they are asked back', async () => {
  const opened = await pages.open(retireSeed)
  page = opened.page
  const { group } = opened.seeded
  const own = { core: opened.core, directory: '' }
  const keeper = await keeperOf(opened.seeded)
  const meet = async (): Promise<void> => {
    await give(own, keeper, group)
    await give(keeper, own, group)
  }
  await page.getByLabel('Settings', { exact: true }).click()
  const section = page.getByRole('region', { name: 'Travel mode' })
  await section.getByText('No one has been asked to keep it since it changed.').first().waitFor()
  await section.getByText(/^Only you have this document/).waitFor()
  // An agenda and its minutes may have one title.
  const arabic = section.locator('.checkbox', { hasText: 'المدافعات' })
  await arabic.getByText('Recommendations', { exact: true }).waitFor()
  // Each row is as high as its words.
  const cut = await section
    .locator('.checkbox')
    .evaluateAll(rows => rows.filter(row => row.scrollHeight > row.clientHeight + 1).length)
  expect(cut).toBe(0)
  expect(await section.getByRole('checkbox', { disabled: false }).count()).toBe(4)
  for (const title of [retireTitles.statement, retireTitles.annex, retireTitles.arabic])
    await section.getByRole('checkbox', { name: title }).press('Space')
  await button('Ask members to keep these 3').click()
  await section
    .getByText(/^Not yet: no one has confirmed/)
    .first()
    .waitFor()
  expect(await calls('travel.ask')).toHaveLength(1)
  await meet()
  await section
    .getByText(/^Kept by M\.S\./)
    .first()
    .waitFor()
  const annex = section.locator('.checkbox', { hasText: retireTitles.annex })
  await annex.getByText(/M\.S\. would keep the text, but not every picture and file/).waitFor()
  await section.getByRole('button', { name: 'Remove 2 documents' }).click()
  await see('Kept by')
  expect(await faultsEverywhere(page)).toEqual([])
  await inDialog('Remove 2 documents').click()
  await section
    .getByText(/^Since .*, kept by M\.S\./)
    .first()
    .waitFor()
  expect(await arabic.count()).toBe(0)
  expect(await annex.count()).toBe(1)
  expect(await faultsEverywhere(page)).toEqual([])
  await button('Restore to this device').click()
  await section
    .getByText(/^You asked for this document\. It arrives when/)
    .first()
    .waitFor()
  expect(await calls('travel.return')).toHaveLength(1)
  await meet()
  await arabic.waitFor()
})
