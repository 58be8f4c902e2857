// Another group, and a private document that goes there: by the menu, by the palette and by keys alone.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Core } from '#core'
import type { DocumentId } from '#shared/ids'
import { archiveSeed } from '#tests/archive-seed'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { aloneSeed } from '#tests/members-seed'
import { faultsEverywhere } from '#tests/page-faults'
import { leavePage, settled } from '#tests/renderer-pages'
import { insertAbsentFigure } from '#tests/retire-seed'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')

let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const privateTitle = 'Statement on shrinking spaces for civil society'
const [advisory, regional] = [
  'Executive Director’s Civil Society Advisory Group',
  'Arab States regional group',
]
/** Each text of that title: the group that has it, its id, and its words. */
const privateTexts = async (core: Core) => {
  const found: { group: string; id: DocumentId; text: string; isPrivate: boolean }[] = []
  for (const { id: group, name } of await core.answers['groups.list'](undefined))
    for (const { id, title, readers } of await core.answers['documents.list']({ group })) {
      if (title !== privateTitle) continue
      const runs = core.page(id).blocks.flatMap(block => block.runs)
      const text = runs.map(run => run.text).join('')
      found.push({ group: name, id, text, isPrivate: readers.kind === 'only-you' })
    }
  return found
}
const open = async (before?: (core: Core) => Promise<void>): Promise<void> => {
  opened = await pages.open(archiveSeed, before && { before })
  page = opened.page
  await expect.poll(groupShown).toBe(advisory)
}
const groupShown = () => page.locator('.group-name').textContent()
const toast = (text: string) => page.locator('.toasts').getByText(text).waitFor()
const rows = () => page.getByRole('row')
const dialog = () => page.getByRole('dialog')
/** The dialog has taken the focus from what led to it. */
const dialogOpens = async (): Promise<void> => {
  await dialog().waitFor()
  await settled(page)
}
const openMenu = async (): Promise<void> => {
  await page.keyboard.press('Control+2')
  await page.getByRole('button', { name: say('documents.acts', { title: privateTitle }) }).click()
  await page.getByRole('menuitem', { name: 'Move to another group' }).click()
  await dialog().waitFor()
}

it('makes another group with the keys: the window is in it and says so', async () => {
  await open()
  await page.locator('.group-button').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Create another group' }).focus()
  await page.keyboard.press('Enter')
  await dialogOpens()
  await dialog().getByRole('textbox').first().focus()
  await page.keyboard.type('Regional advisory group')
  await dialog().getByRole('textbox').last().focus()
  await page.keyboard.type('K.W.')
  await page.keyboard.press('Enter')
  await toast('“Regional advisory group” is made. You are in it now.')
  await expect.poll(groupShown).toBe('Regional advisory group')
  await page.getByRole('heading', { name: 'Regional advisory group', exact: true }).waitFor()
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
  const groups = await opened.core.answers['groups.list'](undefined)
  expect(groups.map(({ name }) => name).toSorted()).toEqual(
    [regional, advisory, 'Regional advisory group'].toSorted(),
  )
})

it('moves a private document by its menu: the old one is gone, and the new one is shown there', async () => {
  await open()
  const [before] = await privateTexts(opened.core)
  expect(before).toMatchObject({ group: advisory, text: 'Spaces shrink.', isPrivate: true })
  await openMenu()
  await dialog().getByRole('button', { name: 'Move it' }).click()
  await page.locator('.editor').waitFor()
  await page.locator('.page-text').getByText('Spaces shrink.').waitFor()
  await page.keyboard.press('Control+2')
  await rows().filter({ hasText: privateTitle }).waitFor()
  expect(await groupShown()).toBe(regional)
  const moved = await privateTexts(opened.core)
  expect(moved).toMatchObject([{ group: regional, text: 'Spaces shrink.', isPrivate: true }])
  expect(moved[0]?.id).not.toBe(before?.id)
})

it('keeps the old one where that is chosen, with the keys alone', async () => {
  await open()
  await page.keyboard.press('Control+2')
  await page.getByRole('row').filter({ hasText: privateTitle }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.editor').waitFor()
  await page.keyboard.press('Control+K')
  await page.keyboard.type('move to another')
  // Core answers before the palette lists this act. Enter takes the line that is chosen.
  await page
    .getByRole('option', { name: 'Move to another group' })
    .and(page.locator('[data-focused]'))
    .waitFor()
  await page.keyboard.press('Enter')
  await dialogOpens()
  await dialog().getByRole('checkbox').focus()
  await page.keyboard.press('Space')
  await dialog().getByRole('button', { name: 'Move it' }).focus()
  await page.keyboard.press('Enter')
  await dialog().waitFor({ state: 'detached' })
  const kept = await privateTexts(opened.core)
  expect(kept.map(({ group, text }) => [group, text])).toEqual(
    expect.arrayContaining([
      [advisory, 'Spaces shrink.'],
      [regional, 'Spaces shrink.'],
    ]),
  )
  expect(kept).toHaveLength(2)
})

it('says what keeps a document here', async () => {
  await open(async core => {
    const [text] = await privateTexts(core)
    await insertAbsentFigure(core, text!.id)
  })
  await openMenu()
  await dialog().getByRole('button', { name: 'Move it' }).click()
  const refused = page.getByText('A picture or a file of this document cannot be moved')
  await refused.waitFor()
  expect(await refused.isVisible()).toBe(true)
  expect(await faultsEverywhere(page)).toEqual([])
  expect(await privateTexts(opened.core)).toMatchObject([{ group: advisory }])
})

it('says that there is no other group', async () => {
  opened = await pages.open(aloneSeed, {
    async before({ answers }) {
      const [only] = await answers['groups.list'](undefined)
      const wanted = { kind: 'statement', title: privateTitle, language: 'en' } as const
      await answers['documents.create']({ group: only!.id, template: 'none', ...wanted })
    },
  })
  page = opened.page
  await openMenu()
  await dialog().getByText(say('documents.move.none')).first().waitFor()
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  expect(await privateTexts(opened.core)).toHaveLength(1)
})
