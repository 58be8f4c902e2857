// Screen 22: what leaves with a file is read before it is saved: names, what is left out, what stays open and what
// Baraza cannot see; with changes shown too; by keyboard alone, in every look.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  closePage,
  type EditorOptions,
  type EditorPages,
  editorPages,
  type HarnessWindow,
} from '#tests/editor-pages'
import { axeFaults, dress, faultsEverywhere, losses } from '#tests/page-faults'
import { becomesLong, longLater, settled } from '#tests/renderer-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const screen = () => page.locator('.export-screen')
const calls = (): Promise<{ name: string; input: unknown }[]> =>
  page.evaluate(() => (window as unknown as HarnessWindow).fake.calls)
const asked = async (name: string): Promise<unknown[]> =>
  (await calls()).flatMap(call => (call.name === name ? [call.input] : []))

const open = async (name: RegExp | string, options: EditorOptions = {}): Promise<void> => {
  page = await pages.openDocument(options)
  await openWay(name)
}
const openWay = async (name: RegExp | string): Promise<void> => {
  // The text comes back after the screen has gone, and hears no key before it has the focus.
  await page.locator('.page-text:focus').waitFor()
  await page.keyboard.press('Control+Shift+E')
  await page.getByRole('menuitem', { name }).click()
  await screen().and(page.locator('[aria-busy=false]')).waitFor()
}
const choose = async (label: string, option: string): Promise<void> => {
  await screen().getByRole('button', { name: label }).click()
  await page.getByRole('option', { name: option }).click()
}
const nameVersions = (): Promise<void> =>
  page.evaluate(() => {
    const { member, nameVersion } = window as unknown as HarnessWindow
    nameVersion(member(4), 'Draft 1', 'proven')
    nameVersion(member(4), 'Draft 2', 'proven')
  })
const shot = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
/** The screen in light and dark, and small. */
const shots = async (name: string): Promise<void> => {
  if (!process.env['SHOTS']) return
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const theme of ['light', 'dark'] as const) {
    await dress(page, theme, 'ltr')
    await shot(`${name}-${theme}`)
  }
  await dress(page, 'light', 'ltr')
  await page.setViewportSize({ width: 1024, height: 700 })
  await shot(`${name}-1024x700`)
  await page.setViewportSize({ width: 1440, height: 900 })
}

it('the palette finds the PDF for a person who types “print”', async () => {
  page = await pages.openDocument()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('print')
  await page.getByRole('option', { name: /^PDF/ }).click()
  await screen().and(page.locator('[aria-busy=false]')).waitFor()
  expect(await screen().getByRole('radio', { name: 'PDF', checked: true }).count()).toBe(1)
})

it('the bar of a shared text leads to a question about it', async () => {
  page = await pages.openDocument()
  const ask = page
    .locator('.document-bar')
    .getByRole('button', { name: 'Put this text to a decision' })
  await ask.click()
  await page.getByRole('heading', { level: 1, name: 'Put a text to a decision' }).waitFor()
  expect((await asked('decisions.prepare'))[0]).toMatchObject({ block: null })
})

describe('the list', () => {
  it('says each name in the words of the file, and what is left out, open and unseen', async () => {
    await open(/^Word document/)
    const names = screen().getByRole('grid')
    await expect
      .poll(() => names.getByRole('rowheader').allInnerTexts())
      .toEqual(['“EDCSAG”', '“the Chair”', '“L.H.”'])
    await names.getByText(/^Speaks: paragraphs \u20684\u2069 and \u20686\u2069/).waitFor()
    await screen()
      .getByText(/^Baraza does not add any other name\. The text may contain names/)
      .waitFor()
    expect(await screen().getByText('No one else is named.').count()).toBe(0)
    await screen().getByText('Names of devices, folders and programs').waitFor()
    await screen()
      .getByText(/^1 restricted paragraph: its number stays.*7/)
      .waitFor()
    await screen().getByText('The closed item of the meeting').waitFor()
    await screen()
      .getByText(/^Words in square brackets, in 2 places/)
      .waitFor()
    await screen().getByText('Check the 3 passages that may contain a name:').waitFor()
    await screen()
      .getByText('Anyone who has the file can read it, and no one can recall it.')
      .waitFor()
    expect((await calls()).some(({ name }) => name === 'dialog.save')).toBe(false)
    expect(await axeFaults(page)).toEqual([])
    await shots('22-export')
  })

  it('says no all-clear where the text itself names members, and lists them', async () => {
    await open(/^Word document/, { leaving: { inText: 2, bare: true } })
    await screen()
      .getByText(/^The text itself names .* and .*\. These words stay in the file\.$/)
      .waitFor()
    expect(
      await screen()
        .getByText(/No one else is named/)
        .count(),
    ).toBe(0)
  })

  it('says that no one else is named where no word looks like a name', async () => {
    await open(/^Word document/, { leaving: { bare: true } })
    await screen()
      .getByText('No one else is named. The file does not name 9 members of the group.')
      .waitFor()
    expect(
      await screen()
        .getByText(/^The text itself names/)
        .count(),
    ).toBe(0)
  })

  it('names members less openly where a person asks, in the list and in the file', async () => {
    await open(/^PDF/)
    await choose('Name members', 'Not at all')
    await screen().getByText('“a participant”').first().waitFor()
    expect(await asked('paper.leaving')).toContainEqual(expect.objectContaining({ naming: 'none' }))
    await screen().getByRole('button', { name: 'Save the PDF' }).click()
    await expect
      .poll(() => asked('paper.export'))
      .toMatchObject([{ format: 'pdf', naming: 'none' }])
  })

  it('refuses to save while a respondent did not consent, and says which paragraph', async () => {
    const refused = [{ code: 'J-07', standing: 'group' as const, places: ['12'] }]
    await open(/^Word document/, { leaving: { refused } })
    await screen()
      .getByText(
        'Paragraph \u206812\u2069 quotes respondent J-07, who did not consent to this. To export, remove these words or record a consent under “Consents of respondents”.',
      )
      .waitFor()
    const save = screen().getByRole('button', { name: 'Save the Word document' })
    expect(await save.getAttribute('aria-disabled')).toBe('true')
    await save.focus()
    await page.keyboard.press('Enter')
    await settled(page)
    expect(await asked('dialog.save')).toEqual([])
    expect(await asked('paper.export')).toEqual([])
  })

  it('leads to the paragraph that looks like a name, and back without a file', async () => {
    await open(/^Markdown/)
    await screen().getByRole('link', { name: 'Footnote 2' }).click()
    await page.locator('.page-text').waitFor()
    await openWay(/^Markdown/)
    await screen().getByRole('button', { name: 'Do not export' }).click()
    await page.locator('.page-text').waitFor()
    expect((await calls()).some(({ name }) => name === 'dialog.save')).toBe(false)
  })
})

describe('the file', () => {
  it('is called no draft where it is of an agenda in no decision', async () => {
    await open(/^Word document/)
    const notice = (text: string) => screen().locator('.decision-head').getByText(text)
    await notice('Each page says that this text is a draft').waitFor()
    await page.evaluate(() => {
      const { fake } = window as unknown as HarnessWindow
      for (const document of fake.documents) {
        document.kind = 'agenda'
        fake.emit('documents.changed', { group: document.group, document: document.id })
      }
    })
    await notice('Each page says that this text is not a United Nations document.').waitFor()
    expect(await notice('draft').count()).toBe(0)
  })

  it.each([
    ['Word document', 'docx'],
    ['OpenDocument text', 'odt'],
    ['PDF', 'pdf'],
    ['Web page', 'html'],
    ['Markdown', 'md'],
  ])('is saved as %s once a person says so, and the text is shown again', async (name, format) => {
    await open(new RegExp(`^${name}(?! *,)`))
    expect(await asked('paper.export')).toEqual([])
    await screen()
      .getByRole('button', { name: /^Save / })
      .click()
    await page.getByText(/^Saved as .* The file is not encrypted\.$/).waitFor()
    await screen().waitFor({ state: 'detached' })
    await page.locator('.page-text').waitFor()
    expect(await asked('paper.export')).toMatchObject([{ format }])
  })

  it('is chosen, saved or left by keyboard alone', async () => {
    await open(/^Word document/)
    await page.keyboard.press('Alt+2')
    await expect.poll(() => focusedId()).toBe('export-names')
    await page.keyboard.press('Alt+3')
    await expect.poll(() => focusedId()).toBe('export-left')
    await page.keyboard.press('Alt+1')
    await expect.poll(() => focusedId()).toBe('export-file')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const save = screen().getByRole('button', { name: 'Save the PDF' })
    // The button is disabled until core has said what leaves with a PDF.
    await expect.poll(() => save.isEnabled()).toBe(true)
    await save.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => asked('paper.export')).toMatchObject([{ format: 'pdf' }])
  })

  const savePdf = async (options: EditorOptions = {}): Promise<void> => {
    await open(/^PDF/, options)
    await choose('A4 Paper', 'Letter')
    await screen().getByRole('button', { name: 'Save the PDF' }).click()
    await expect.poll(() => asked('paper.export')).toHaveLength(1)
  }
  const tellProgress = (done: number): Promise<void> =>
    page.evaluate(
      percent =>
        (window as unknown as HarnessWindow).fake.emit('progress', {
          task: 'paper.export',
          done: percent,
          total: 100,
        }),
      done,
    )

  it('is a PDF on Letter paper, which takes long: how far it is, and an end by button or by Esc', async () => {
    await savePdf({ hang: ['paper.export'] })
    expect(await asked('paper.export')).toMatchObject([{ format: 'pdf', paper: 'letter' }])
    await tellProgress(40)
    await screen().getByText('Making the PDF, 40 %').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await shots('22d-export-pdf')
    await page.keyboard.press('Escape')
    await expect.poll(() => asked('tasks.cancel')).toHaveLength(1)
    await screen().getByRole('button', { name: 'Stop' }).click()
    await expect.poll(() => asked('tasks.cancel')).toHaveLength(2)
  })

  it('is a PDF that a person ended: the screen says that nothing was saved, and Esc ends no more', async () => {
    await savePdf({ fail: { 'paper.export': 'cancelled' } })
    await screen().getByText('You stopped the export. Nothing was saved.').waitFor()
    await page.keyboard.press('Escape')
    await settled(page)
    await screen().getByRole('button', { name: 'Save the PDF' }).waitFor()
    expect(await asked('tasks.cancel')).toEqual([])
  })

  it('is a PDF that is being made: “Do not export” ends it, and leads back to the text', async () => {
    await savePdf({ hang: ['paper.export'] })
    await screen().getByRole('button', { name: 'Do not export' }).click()
    await page.locator('.page-text').waitFor()
    await expect.poll(() => asked('tasks.cancel')).toHaveLength(1)
  })

  it('is a PDF that is done while another screen is shown: that screen stays', async () => {
    await savePdf({ hang: ['paper.export'] })
    await page.keyboard.press('Control+7')
    await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor()
    await page.evaluate(() => (window as unknown as HarnessWindow).fake.answerHanging())
    await page.getByText(/^Saved as .* The file is not encrypted\.$/).waitFor()
    await settled(page)
    expect(await page.getByRole('heading', { name: 'Members', level: 1 }).isVisible()).toBe(true)
  })

  it('names lines without words, each with the way to it', async () => {
    await open(/^PDF/, { emptyLines: ['7', '7 (a)', ''] })
    const notice = screen().getByRole('status').filter({ hasText: 'have no words' })
    await notice.getByText('3 paragraphs and headings have no words.').waitFor()
    await notice.getByRole('link', { name: 'Below “Context”' }).waitFor()
    await notice.getByRole('link', { name: /7.\(a\)/ }).click()
    await page.locator('.page-text').waitFor()
    expect(await asked('paper.empty')).not.toEqual([])
  })
})

const focusedId = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id)

describe('changes', () => {
  it('are shown since the version that a person chooses, with the group as their author', async () => {
    page = await pages.openDocument()
    await openWay(/^Word, with changes/)
    await screen().getByText('A file with changes needs a named version').waitFor()
    await screen().getByRole('button', { name: 'Do not export' }).click()
    await page.locator('.page-text').waitFor()
    await nameVersions()
    await openWay(/^Word, with changes/)
    await screen()
      .getByText(/ can still read words deleted since “Draft 2”\.$/)
      .waitFor()
    await screen()
      .getByText(/^The file shows 38 changes in 9 paragraphs as tracked changes/)
      .waitFor()
    expect(await axeFaults(page)).toEqual([])
    await shots('22b-export-changes')
    await choose('Draft 2 From', 'Draft 1')
    await screen()
      .getByText(/ can still read words deleted since “Draft 1”\.$/)
      .waitFor()
    await screen()
      .getByRole('checkbox', { name: /^Resolved comments/ })
      .focus()
    await page.keyboard.press('Space')
    await choose('The group for all', '“Member 1”')
    await screen().getByText('“Member 1”').first().waitFor()
    await screen().getByRole('button', { name: 'Save the Word document' }).click()
    await expect
      .poll(() => asked('paper.export'))
      .toMatchObject([
        {
          format: 'docx',
          paper: 'a4',
          changes: { since: expect.any(String), comments: 'all', authors: 'numbered' },
        },
      ])
  })

  it('go from one version to another, as the preview shows them, and without comments', async () => {
    page = await pages.openDocument()
    await nameVersions()
    await openWay(/^Word, with changes/)
    const preview = screen().getByRole('region', { name: 'Preview' })
    await preview.getByText('paragraph 42 of the CSW62 agreed conclusions, now;').waitFor()
    await choose('Draft 2 From', 'Draft 1')
    await screen().getByRole('button', { name: 'The text as it stands To' }).click()
    // Versions that came before the beginning are no end.
    await expect
      .poll(() => page.getByRole('option').allInnerTexts())
      .toEqual(['The text as it stands', 'Draft 2'])
    await page.getByRole('option', { name: 'Draft 2' }).click()
    await preview.getByText('paragraph 42 of the CSW62 agreed conclusions, then;').waitFor()
    await screen()
      .getByText(/ can still read words deleted between “Draft 1” and “Draft 2”\.$/)
      .waitFor()
    expect(
      await screen()
        .getByRole('checkbox', { name: /^Open comments/ })
        .isDisabled(),
    ).toBe(true)
    expect(await preview.locator('del').first().innerText()).toBe('Note')
    expect(await axeFaults(page)).toEqual([])
    await shots('22b-export-between')
    await screen().getByRole('button', { name: 'Save the Word document' }).click()
    await expect.poll(() => asked('paper.export')).toHaveLength(1)
    const [{ changes }] = (await asked('paper.export')) as [{ changes: object }]
    expect(changes).toEqual({
      since: expect.any(String),
      until: expect.any(String),
      authors: 'group',
    })
    await screen().waitFor({ state: 'detached' })
    // A beginning that comes after the end leads to the text now again.
    await openWay(/^Word, with changes/)
    await screen().getByRole('button', { name: 'The text as it stands To' }).waitFor()
  })

  it.each([
    ['Word, with changes', { since: expect.any(String) }],
    ['Word, annotated', { suggestions: true }],
  ])('are shown in an OpenDocument text too: %s', async (name, shown) => {
    page = await pages.openDocument()
    await nameVersions()
    await openWay(name)
    await choose('Word document File', 'OpenDocument text')
    await screen().getByRole('button', { name: 'Save the OpenDocument text' }).click()
    await expect
      .poll(() => asked('paper.export'))
      .toMatchObject([{ format: 'odt', paper: 'a4', changes: shown }])
    expect(await asked('dialog.save')).toMatchObject([{ type: 'odt' }])
  })

  it('are all that is suggested in an annotated file', async () => {
    await open(/^Word, annotated/)
    await screen()
      .getByText(/ can still read words that a suggestion would remove/)
      .waitFor()
    await screen().getByRole('button', { name: 'Save the Word document' }).click()
    await expect
      .poll(() => asked('paper.export'))
      .toMatchObject([
        { format: 'docx', changes: { suggestions: true, comments: 'open', authors: 'group' } },
      ])
  })
})

describe('the pack of a decision', () => {
  it('is one of the ways in which an adopted text leaves, and leads back to the others', async () => {
    page = await pages.openDocument({ decided: 'final' })
    await page.keyboard.press('Control+4')
    await page.locator('.table-row').first().click()
    await page.locator('.decision-screen h1').waitFor()
    await page.getByRole('button', { name: 'Make the pack' }).click()
    await page.getByText('In the pack').first().waitFor()
    await settled(page)
    expect(await axeFaults(page)).toEqual([])
    await shots('22c-decision-pack')
    await page.getByRole('radio', { name: 'Text as it stands' }).click()
    await screen().and(page.locator('[aria-busy=false]')).waitFor()
    await screen().getByRole('radio', { name: 'Decision pack' }).click()
    await page.locator('.pack-screen').waitFor()
  })
})

describe('the looks', () => {
  it('have no fault in light, dark and mirrored, and lose nothing small or long', async () => {
    page = await pages.openDocument(longLater({}))
    await openWay(/^Word document/)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page)
    expect(await losses(page)).toEqual([])
  })

  it('lose nothing in Arabic', async () => {
    page = await pages.openDocument({ appearance: { language: 'ar' } })
    await page.keyboard.press('Control+Shift+E')
    await page.getByRole('menuitem').first().click()
    await screen().and(page.locator('[aria-busy=false]')).waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
    await shot('22-export-ar')
    expect(await losses(page)).toEqual([])
  })
})
