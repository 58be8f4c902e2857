// The second look in the window: the export screen asks, another member looks at the same list and confirms or declines,
// Home and the document say so, and officers begin and end the rule; by keyboard alone, in every look.
import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { archiveSeed } from '#tests/archive-seed'
import {
  type CoreOptions,
  type CorePage,
  type CorePages,
  corePages,
  longLater,
} from '#tests/core-pages'
import { lookSeed, lookTitles, observerSeed } from '#tests/look-seed'
import { axeFaults, dress, faultsEverywhere, losses } from '#tests/page-faults'
import { becomesLong, closePage, inputsOf, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import type { Seed } from '#tests/seeds'

let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

type Options = CoreOptions<Awaited<ReturnType<typeof lookSeed>>['seeded']>

const screen = () => page.locator('.export-screen')
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const ready = () => screen().and(page.locator('[aria-busy=false]')).waitFor()
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })

const load = async <T>(seed: Seed<T>, options: CoreOptions<T> = {}): Promise<T> => {
  const came = await pages.open(seed, options)
  opened = came
  page = came.page
  return came.seeded
}
const openText = async (title: string): Promise<void> => {
  await page.keyboard.press('Control+2')
  const row = page.locator('.table .table-row', { hasText: title })
  await row.focus()
  await page.keyboard.press('Enter')
  await page.locator('.page-text:focus').waitFor()
}
const openExport = async (title: string): Promise<void> => {
  await openText(title)
  await page.keyboard.press('Control+Shift+E')
  await page.getByRole('menuitem', { name: /^Word document/ }).click()
  await ready()
}
const showHome = async (): Promise<void> => {
  await page.keyboard.press('Control+1')
  await settled(page)
}
const openHome = async (options?: Options) => {
  const seeded = await load(lookSeed, options)
  await showHome()
  return seeded
}
const isInside = (element: Element): boolean =>
  element.getBoundingClientRect().bottom <=
  (element.closest('.scroll')?.getBoundingClientRect().bottom ?? 0)
const waiting = () => page.getByRole('region', { name: 'Waiting for you', exact: true })

const look = async (): Promise<void> => {
  await waiting().getByRole('button', { name: 'Look at it' }).first().click()
  await ready()
}
/** The calls that confirm a file, after a person pressed the button that cannot. */
const triedToConfirm = async (sentence: RegExp): Promise<unknown[]> => {
  await screen().getByText(sentence).first().waitFor()
  const confirm = button('Confirm this file')
  expect(await confirm.getAttribute('aria-disabled')).toBe('true')
  await confirm.focus()
  await page.keyboard.press('Enter')
  await settled(page)
  return asked('exports.confirm')
}

const shot = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
const shots = async (name: string, direction: 'ltr' | 'rtl' = 'ltr'): Promise<void> => {
  if (!process.env['SHOTS']) return
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const theme of ['light', 'dark'] as const) {
    await dress(page, theme, direction)
    await shot(`${name}-${theme}`)
  }
  await dress(page, 'light', direction)
}

describe('the export screen', () => {
  it('asks before it saves: the file waits, and members are told', async () => {
    await load(lookSeed)
    await openExport(lookTitles.unasked)
    const panel = screen().getByRole('region', { name: 'Second look' })
    await panel.getByText('Not asked yet').waitFor()
    expect(await button(/^Save the/).count()).toBe(0)
    await button('Ask for a second look').click()
    await page.getByText('Members see your request on their first screen.').waitFor()
    expect(await asked('exports.ask')).toMatchObject([{ format: 'docx', paper: 'a4' }])
    await panel.getByText('Asked, and no one has confirmed yet').waitFor()
    await screen().getByText('Another member has to confirm this file first').waitFor()
    const save = button('Save the Word document')
    expect(await save.getAttribute('aria-disabled')).toBe('true')
    await save.focus()
    await page.keyboard.press('Enter')
    await settled(page)
    expect(await asked('dialog.save')).toEqual([])
    expect(await asked('paper.export')).toEqual([])
    expect(await axeFaults(page)).toEqual([])
    await shots('22e-second-asked')
  })

  it('saves after another member confirmed, by keyboard alone', async () => {
    await load(lookSeed)
    await openExport(lookTitles.confirmed)
    await screen()
      .getByText(/^Confirmed this file /)
      .waitFor()
    await button('Save the Word document').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => asked('paper.export')).toMatchObject([{ format: 'docx' }])
    await page.getByText(/^Saved as .* The file is not encrypted\.$/).waitFor()
    expect(readdirSync(opened.folder)).toHaveLength(1)
  })

  it('says who declined and why, and asks again', async () => {
    await load(lookSeed)
    await openExport(lookTitles.declined)
    await screen().getByText('Paragraph 4 names a town.').waitFor()
    expect(await button(/^Save the/).count()).toBe(0)
    await shots('22f-second-declined')
    await button('Ask again').click()
    await expect.poll(() => asked('exports.ask')).toHaveLength(1)
  })

  it('says that the text changed after the request, which can be withdrawn', async () => {
    await load(lookSeed)
    await openExport(lookTitles.changed)
    await screen()
      .getByText(/^The text changed after your last request\. No one can confirm that request/)
      .waitFor()
    expect(await button(/^Save the/).count()).toBe(0)
    // It is read without scrolling.
    expect(await button('Withdraw the request').evaluate(isInside)).toBe(true)
    await button('Withdraw the request').click()
    await expect.poll(() => asked('exports.withdraw')).toHaveLength(1)
    await screen()
      .getByText(/^The text changed after/)
      .waitFor({ state: 'detached' })
  })

  it('lets no reader ask whose role may not', async () => {
    await load(observerSeed)
    await openExport(lookTitles.unasked)
    await screen()
      .getByText(/^With your role, you cannot ask for a second look/)
      .first()
      .waitFor()
    const ask = button('Ask for a second look')
    expect(await ask.getAttribute('aria-disabled')).toBe('true')
  })

  it('shows nothing of it where the group does not want it', async () => {
    await load(archiveSeed)
    await openExport('Follow-up to CSW62')
    await button('Save the Word document').waitFor()
    expect(await screen().getByRole('region', { name: 'Second look' }).count()).toBe(0)
  })
})

describe('the second member', () => {
  it('is led from the first screen to the same list, and confirms by keyboard', async () => {
    await openHome()
    await shots('23e-second-home')
    await waiting()
      .getByText(/asks you to look at a file of/)
      .waitFor()
    await waiting().getByRole('button', { name: 'Look at it' }).first().click()
    await ready()
    await screen()
      .getByText(/^This device made the same file from the same choices/)
      .waitFor()
    await screen().getByText('“the Chair”').first().waitFor()
    const place = page.locator('nav [aria-current=page]').filter({ visible: true })
    expect(await place.allInnerTexts()).toEqual([expect.stringMatching(/^Documents/)])
    // The choices are those of the other member.
    expect(await button(/Name members/).count()).toBe(0)
    expect(await faultsEverywhere(page)).toEqual([])
    await shots('22g-second-look')
    await page.keyboard.press('Alt+2')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('export-names')
    await button('Confirm this file').focus()
    await page.keyboard.press('Enter')
    await page.getByText(/^Confirmed\. .* can save exactly this file now\.$/).waitFor()
    expect(await asked('exports.confirm')).toHaveLength(1)
    await page.locator('.page-text').waitFor()
  })

  it('sees the request in the document, and declines with a reason', async () => {
    await load(lookSeed)
    await openText(lookTitles.theirs)
    await page.getByText(/asks a second member to look at a file of this text/).waitFor()
    await button('Look at the file').click()
    await ready()
    await button('Decline').click()
    const dialog = page.getByRole('dialog')
    const act = dialog.getByRole('button', { name: 'Decline the file' })
    expect(await act.getAttribute('aria-disabled')).toBe('true')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Paragraph 4 names a town.')
    expect(await axeFaults(page)).toEqual([])
    await shots('22h-second-decline')
    await act.click()
    await expect
      .poll(() => asked('exports.decline'))
      .toMatchObject([{ reason: 'Paragraph 4 names a town.' }])
    await screen()
      .getByText(/^Declined this file /)
      .waitFor()
  })

  it('cannot confirm the file of a text that changes meanwhile', async () => {
    const { minutes } = await openHome()
    await look()
    await button('Confirm this file').and(page.locator(':not([aria-disabled=true])')).waitFor()
    await opened.core.edit(minutes, [{ new: 'One more line.', after: 1, kind: 'num1' }])
    expect(await triedToConfirm(/^The text here is not the one that/)).toEqual([])
  })

  it.each([
    ['differs', /^With the same choices, this device makes a different file/],
    ['withheld', /^The file contains words of a circle/],
    ['unknown', /^A newer Baraza made this request/],
  ] as const)('cannot confirm where the check says %s', async (check, sentence) => {
    await openHome({
      // No program of today makes such a request.
      async before({ answers }) {
        const read = answers['exports.get']
        const checked: typeof read = async input => ({ ...(await read(input)), check })
        Object.assign(answers, { 'exports.get': checked })
      },
    })
    await look()
    expect(await triedToConfirm(sentence)).toEqual([])
  })
})

describe('the member who asked', () => {
  it.each([
    ['confirmed', /confirmed your file of/],
    ['declined', /declined your file of/],
    ['changed', /changed after you asked for a second look/],
  ] as const)('sees the request on the first screen: %s', async (_state, sentence) => {
    await openHome()
    await waiting().getByText(sentence).first().waitFor()
    await waiting().getByRole('link', { name: sentence }).click()
    await ready()
    await screen().getByRole('region', { name: 'Second look' }).waitFor()
    expect(await asked('exports.standing')).not.toEqual([])
  })
})

describe('the rule', () => {
  const openMembers = async (seed: typeof lookSeed, options?: Options): Promise<void> => {
    await load(seed, options)
    await page.keyboard.press('Control+7')
    await page.getByRole('heading', { name: 'Files that leave' }).waitFor()
  }
  const card = () => page.getByRole('region', { name: 'Files that leave' })

  it('is begun by one officer, and ends when another one agrees', async () => {
    await openMembers(lookSeed, {
      // This officer agrees with the other one.
      async before(core, { group }) {
        await core.answers['exports.setRule']({ group, isNeeded: false })
      },
    })
    const box = card().getByRole('checkbox', { name: /^A second member looks/ })
    await box.focus()
    await page.keyboard.press('Space')
    await expect.poll(() => box.isChecked()).toBe(true)
    await page.keyboard.press('Space')
    await card().getByText('You asked to switch this off. Another officer has to agree.').waitFor()
    expect(await box.isChecked()).toBe(true)
    expect(await axeFaults(page)).toEqual([])
    await card().scrollIntoViewIfNeeded()
    await shots('06e-second-rule')
    await card().getByRole('button', { name: 'Keep it on' }).click()
    await card()
      .getByText(/^You asked to switch/)
      .waitFor({ state: 'detached' })
  })

  it('asks another officer to agree', async () => {
    await openMembers(lookSeed)
    await card()
      .getByText(/asked to switch this off\. Another officer has to agree\.$/)
      .waitFor()
    await card().getByRole('button', { name: 'Switch it off' }).click()
    await expect.poll(() => asked('exports.setRule')).toMatchObject([{ isNeeded: false }])
    await expect
      .poll(() =>
        card()
          .getByRole('checkbox', { name: /^A second member looks/ })
          .isChecked(),
      )
      .toBe(false)
  })

  it('is shown to members without an office, who cannot change it', async () => {
    await openMembers(observerSeed)
    const box = card().getByRole('checkbox', { name: /^A second member looks/ })
    await card().getByText('A Chair or a Rapporteur can change this.').waitFor()
    expect(await box.isDisabled()).toBe(true)
  })
})

describe('the looks', () => {
  it('lose nothing in Arabic', async () => {
    await openHome({ appearance: { language: 'ar' } })
    await page
      .getByRole('button', { name: sayIn('ar')('home.waiting.look'), exact: true })
      .first()
      .click()
    await ready()
    expect(await losses(page)).toEqual([])
    await shots('22g-second-look-ar', 'rtl')
    expect(await axeFaults(page)).toEqual([])
  })

  it('lose nothing where words are long', async () => {
    await load(lookSeed, longLater)
    await openExport(lookTitles.confirmed)
    await becomesLong(page, async () => opened.release())
    expect(await losses(page)).toEqual([])
  })
})
