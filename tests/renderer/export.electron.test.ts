// Screen 22: what leaves with a file is read before it is saved: names, what is left out, what stays open and what
// Baraza cannot see; with changes shown too; by keyboard alone, in every look.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PrintPage } from '#core/paper'
import {
  type CoreOptions,
  type CorePage,
  type CorePages,
  corePages,
  longLater,
} from '#tests/core-pages'
import { exportSeed, exportTitles, withheld } from '#tests/export-seed'
import { axeFaults, dress, faultsEverywhere, faultsHere, losses } from '#tests/page-faults'
import { becomesLong, closePage, inputsOf, settled } from '#tests/renderer-pages'

let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const screen = () => page.locator('.export-screen')
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const saved = (): string[] => readdirSync(opened.folder)

const openText = async (title: string, options?: CoreOptions): Promise<void> => {
  opened = await pages.open(exportSeed, options)
  page = opened.page
  await page.keyboard.press('Control+2')
  await page.locator('.table .table-row', { hasText: title }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.page-text:focus').waitFor()
}
const open = async (
  name: RegExp | string,
  title: string = exportTitles.minutes,
  options?: CoreOptions,
): Promise<void> => {
  await openText(title, options)
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
const shot = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` })
}
/** The screen in light, dark and from right to left, and small. */
const shots = async (name: string): Promise<void> => {
  if (!process.env['SHOTS']) return
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const theme of ['light', 'dark'] as const) {
    await dress(page, theme, 'ltr')
    await shot(`${name}-${theme}`)
  }
  await dress(page, 'light', 'rtl')
  await shot(`${name}-rtl`)
  await dress(page, 'light', 'ltr')
  await page.setViewportSize({ width: 1024, height: 700 })
  await shot(`${name}-1024x700`)
  await page.setViewportSize({ width: 1440, height: 900 })
}

it('the palette finds the PDF for a person who types “print”', async () => {
  await openText(exportTitles.plain)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('print')
  await page.getByRole('option', { name: /^PDF/ }).click()
  await screen().and(page.locator('[aria-busy=false]')).waitFor()
  expect(await screen().getByRole('radio', { name: 'PDF', checked: true }).count()).toBe(1)
})

it('the bar of a shared text leads to a question about it', async () => {
  await openText(exportTitles.plain)
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
      .toEqual(['“Executive Director’s Civil Society Advisory Group”', '“the Chair”', '“L.H.”'])
    await names.getByText(/^Speaks: paragraphs \u20684\u2069 and \u20686\u2069/).waitFor()
    await screen()
      .getByText(/^Baraza does not add any other name\. The text may contain names/)
      .waitFor()
    expect(await screen().getByText('No one else is named.').count()).toBe(0)
    await screen().getByText('Names of devices, folders and programs').waitFor()
    await screen()
      .getByText(/^1 restricted paragraph: its number stays.*7/)
      .waitFor()
    await screen()
      .getByText(/^Words in square brackets, in 2 places/)
      .waitFor()
    await screen()
      .getByText(/^Amendment \S+ is not settled/)
      .waitFor()
    await screen()
      .getByText(/^Look at 1 picture\./)
      .waitFor()
    await screen().getByText('Check the 3 passages that may contain a name:').waitFor()
    await screen()
      .getByText('Anyone who has the file can read it, and no one can recall it.')
      .waitFor()
    expect(await asked('dialog.save')).toEqual([])
    expect(await axeFaults(page)).toEqual([])
    await shots('22-export')
  })

  it('says no all-clear where the text itself names members, and lists them', async () => {
    await open(/^Word document/, exportTitles.naming)
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
    await open(/^Word document/, exportTitles.plain)
    await screen()
      .getByText('No one else is named. The file does not name 3 members of the group.')
      .waitFor()
    expect(
      await screen()
        .getByText(/^The text itself names/)
        .count(),
    ).toBe(0)
  })

  it('names members less openly where a person asks, in the list and in the file', async () => {
    const printed: string[] = []
    await open(/^PDF/, exportTitles.minutes, {
      print: (sheet, over) => {
        printed.push(sheet.body)
        return print(sheet, over)
      },
    })
    await choose('Name members', 'Not at all')
    await screen().getByText('“a participant”').first().waitFor()
    expect(await asked('paper.leaving')).toContainEqual(expect.objectContaining({ naming: 'none' }))
    await screen().getByRole('button', { name: 'Save the PDF' }).click()
    await page.getByText(/^Saved as /).waitFor()
    expect(await asked('paper.export')).toMatchObject([{ format: 'pdf', naming: 'none' }])
    expect(printed).toEqual([expect.stringContaining('a participant')])
    expect(printed[0]).not.toMatch(/L\.H\.|the Chair/)
  })

  it('refuses to save while a respondent did not consent, and says which paragraph', async () => {
    await open(/^Word document/, exportTitles.respondent)
    await screen()
      .getByText(
        'Paragraph \u20682\u2069 quotes respondent J-07, who did not consent to this. To export, remove these words or record a consent under “Consents of respondents”.',
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
    expect(await asked('dialog.save')).toEqual([])
  })
})

/** Forty pages with a structure, as main prints them: only such pages are gone through. */
const print: PrintPage = async () => {
  const printed = await PDFDocument.create()
  const { context, catalog } = printed
  const sheets = Array.from({ length: 40 }, () => printed.addPage([100, 100]))
  const top = context.register(context.obj({ Type: 'StructTreeRoot', K: [] }))
  const paragraphs = sheets.map(({ ref }) =>
    context.register(context.obj({ Type: 'StructElem', S: 'P', P: top, Pg: ref, K: 0 })),
  )
  context.assign(top, context.obj({ Type: 'StructTreeRoot', K: paragraphs }))
  catalog.set(PDFName.of('StructTreeRoot'), top)
  printed.setTitle('Print')
  return printed.save({ useObjectStreams: false })
}
/** Prints until the person ends it, and has a whole PDF then. */
const printForLong: PrintPage = async (sheet, over) => {
  await new Promise(resolve => over.addEventListener('abort', resolve))
  return print(sheet, over)
}

describe('the file', () => {
  it('is called no draft where it is of an agenda, whose closed item is left out', async () => {
    const notice = (text: string) => screen().locator('.decision-head').getByText(text)
    await open(/^Word document/)
    await notice('Each page says that this text is a draft').waitFor()
    await screen().getByRole('button', { name: 'Do not export' }).click()
    await page.locator('.page-text:focus').waitFor()
    await page.keyboard.press('Control+2')
    await page.locator('.table .table-row', { hasText: exportTitles.agenda }).focus()
    await page.keyboard.press('Enter')
    await openWay(/^Word document/)
    await notice('Each page says that this text is not a United Nations document.').waitFor()
    expect(await notice('draft').count()).toBe(0)
    await screen().getByText('The closed item of the meeting').waitFor()
  })

  it.each([
    ['Word document', 'docx'],
    ['OpenDocument text', 'odt'],
    ['PDF', 'pdf'],
    ['Web page', 'html'],
    ['Markdown', 'md'],
  ])('is saved as %s once a person says so, and the text is shown again', async (name, format) => {
    await open(new RegExp(`^${name}(?! *,)`), exportTitles.minutes, { print })
    expect(await asked('paper.export')).toEqual([])
    await screen()
      .getByRole('button', { name: /^Save / })
      .click()
    await page.getByText(/^Saved as .* The file is not encrypted\.$/).waitFor()
    await screen().waitFor({ state: 'detached' })
    await page.locator('.page-text').waitFor()
    expect(await asked('paper.export')).toMatchObject([{ format }])
    expect(saved()).toEqual([expect.stringMatching(new RegExp(`\\.${format}$`))])
  })

  it('has the words of a restricted paragraph only where that is asked for', async () => {
    await open(/^Markdown/)
    const box = screen().getByRole('checkbox', { name: /Include the restricted/ })
    const save = async (): Promise<string> => {
      await screen().getByRole('button', { name: 'Save the Markdown file' }).click()
      await screen().waitFor({ state: 'detached' })
      const [file = ''] = saved()
      return readFileSync(join(opened.folder, file), 'utf8')
    }
    expect(await box.isChecked()).toBe(false)
    expect(await save()).not.toContain(withheld)
    await openWay(/^Markdown/)
    await box.focus()
    await page.keyboard.press('Space')
    await expect.poll(() => box.isChecked()).toBe(true)
    await shot('22-export-restricted')
    expect(await faultsHere(page)).toEqual([])
    expect(await save()).toContain(withheld)
    expect(await asked('paper.export')).toMatchObject([{}, { restricted: true }])
  })

  it('is chosen, saved or left by keyboard alone', async () => {
    await open(/^Word document/, exportTitles.minutes, { print })
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
    await page.getByText(/^Saved as /).waitFor()
  })

  const savePdf = async (options: CoreOptions): Promise<void> => {
    await open(/^PDF/, exportTitles.minutes, options)
    await choose('A4 Paper', 'Letter')
    await screen().getByRole('button', { name: 'Save the PDF' }).click()
    await expect.poll(() => asked('paper.export')).toHaveLength(1)
  }

  it('is a PDF on Letter paper, which takes long: the screen says how far it is', async () => {
    const [begun, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await savePdf({
      print: (...given) => begun.promise.then(() => print(...given)),
      async before({ answers }) {
        const write = answers['paper.export']
        const late: typeof write = async input => {
          await write(input)
          await done.promise
        }
        Object.assign(answers, { 'paper.export': late })
      },
    })
    expect(await asked('paper.export')).toMatchObject([{ format: 'pdf', paper: 'letter' }])
    await screen().getByText('Making the PDF, 0 %').waitFor()
    expect(await axeFaults(page)).toEqual([])
    await shots('22d-export-pdf')
    begun.resolve()
    await screen()
      .getByText(/^Making the PDF, 9\d %$/)
      .waitFor()
    done.resolve()
    await page.getByText(/^Saved as /).waitFor()
    expect(saved()).toHaveLength(1)
  })

  it.each([
    ['Esc', () => page.keyboard.press('Escape')],
    ['button', () => screen().getByRole('button', { name: 'Stop' }).click()],
  ])(
    'is a PDF that a person ends by %s: nothing was saved, and Esc ends no more',
    async (_, end) => {
      await savePdf({ print: printForLong })
      await screen().getByText('Making the PDF, 0 %').waitFor()
      await end()
      await screen().getByText('You stopped the export. Nothing was saved.').waitFor()
      await page.keyboard.press('Escape')
      await settled(page)
      await screen().getByRole('button', { name: 'Save the PDF' }).waitFor()
      expect(await asked('tasks.cancel')).toHaveLength(1)
      expect(saved()).toEqual([])
    },
  )

  it('is a PDF that is being made: “Do not export” ends it, and leads back to the text', async () => {
    await savePdf({ print: printForLong })
    await screen().getByRole('button', { name: 'Do not export' }).click()
    await page.locator('.page-text').waitFor()
    await expect.poll(() => asked('tasks.cancel')).toHaveLength(1)
    await settled(page)
    expect(saved()).toEqual([])
  })

  it('is a PDF that is done while another screen is shown: that screen stays', async () => {
    const printing = Promise.withResolvers<void>()
    await savePdf({ print: (...given) => printing.promise.then(() => print(...given)) })
    await page.keyboard.press('Control+7')
    await page.getByRole('heading', { name: 'Members', level: 1 }).waitFor()
    printing.resolve()
    await page.getByText(/^Saved as .* The file is not encrypted\.$/).waitFor()
    await settled(page)
    expect(await page.getByRole('heading', { name: 'Members', level: 1 }).isVisible()).toBe(true)
    expect(saved()).toHaveLength(1)
  })

  it('names lines without words, each with the way to it', async () => {
    await open(/^PDF/, exportTitles.empty)
    const notice = screen().getByRole('status').filter({ hasText: 'have no words' })
    await notice.getByText('3 paragraphs and headings have no words.').waitFor()
    await notice.getByRole('link', { name: 'Below “Context”' }).waitFor()
    await notice.getByRole('link', { name: /1.\(a\)/ }).click()
    await page.locator('.page-text').waitFor()
    expect(await asked('paper.empty')).not.toEqual([])
  })
})

const focusedId = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id)

describe('changes', () => {
  it('need a named version', async () => {
    await open(/^Word, with changes/, exportTitles.plain)
    await screen().getByText('A file with changes needs a named version').waitFor()
    const save = screen().getByRole('button', { name: 'Save the Word document' })
    expect(await save.getAttribute('aria-disabled')).toBe('true')
    await screen().getByRole('button', { name: 'Do not export' }).click()
    await page.locator('.page-text').waitFor()
  })

  it('are shown since the version that a person chooses, with the group as their author', async () => {
    await open(/^Word, with changes/, exportTitles.changed)
    await screen()
      .getByText(/ can still read words deleted since “Draft 2”\.$/)
      .waitFor()
    await screen()
      .getByText(/^The file shows 4 changes in 4 paragraphs as tracked changes/)
      .waitFor()
    expect(await axeFaults(page)).toEqual([])
    await shots('22b-export-changes')
    await choose('Draft 2 From', 'Draft 1')
    await screen()
      .getByText(/ can still read words deleted since “Draft 1”\.$/)
      .waitFor()
    await screen()
      .getByText(/^The file shows 7 changes in 5 paragraphs as tracked changes/)
      .waitFor()
    await screen()
      .getByRole('checkbox', { name: /^Resolved comments/ })
      .focus()
    await page.keyboard.press('Space')
    await choose('The group for all', '“Member 1”')
    await screen().getByText('“Member 1”').first().waitFor()
    await screen().getByRole('button', { name: 'Save the Word document' }).click()
    await page.getByText(/^Saved as /).waitFor()
    expect(await asked('paper.export')).toMatchObject([
      {
        format: 'docx',
        paper: 'a4',
        changes: { since: expect.any(String), comments: 'all', authors: 'numbered' },
      },
    ])
  })

  it('say what happened to a paragraph as a whole', async () => {
    await open(/^Word, with changes/, exportTitles.changed)
    const preview = screen().getByRole('region', { name: 'Preview' })
    await preview.getByText('Build on').first().waitFor()
    expect(await preview.locator('.previewed .smallest').allInnerTexts()).toEqual([
      'Formatting changed',
      'Paragraph moved here',
      'Footnote added',
      'Paragraph moved from here',
    ])
    expect(
      await preview.locator('.previewed', { hasText: 'Footnote added' }).locator('ins').innerText(),
    ).toBe('See the report of 2018.')
    expect(await faultsHere(page)).toEqual([])
  })

  it('have the name that a file gave, and say how many more there are than the screen shows', async () => {
    await open(/^Word, with changes/, exportTitles.imported)
    await choose('The group for all', '“Member 1”')
    await screen().getByText('Named in an imported file').waitFor()
    await screen().getByText('1 more paragraph changed. The file shows it too.').waitFor()
    expect(await faultsHere(page)).toEqual([])
  })

  it('go from one version to another, as the preview shows them, and without comments', async () => {
    await open(/^Word, with changes/, exportTitles.changed)
    const preview = screen().getByRole('region', { name: 'Preview' })
    await preview.locator('ins', { hasText: 'Then: ' }).waitFor()
    await choose('Draft 2 From', 'Draft 1')
    await screen().getByRole('button', { name: 'The text as it stands To' }).click()
    // Versions that came before the beginning are no end.
    await expect
      .poll(() => page.getByRole('option').allInnerTexts())
      .toEqual(['The text as it stands', 'Draft 2'])
    await page.getByRole('option', { name: 'Draft 2' }).click()
    await preview.locator('ins', { hasText: 'Then: ' }).waitFor({ state: 'detached' })
    await preview.getByText('Build on paragraph 42 of the agreed conclusions;').waitFor()
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
    await open(name, exportTitles.changed)
    await choose('Word document File', 'OpenDocument text')
    await screen().getByRole('button', { name: 'Save the OpenDocument text' }).click()
    await page.getByText(/^Saved as /).waitFor()
    expect(await asked('paper.export')).toMatchObject([
      { format: 'odt', paper: 'a4', changes: shown },
    ])
    expect(await asked('dialog.save')).toMatchObject([{ type: 'odt' }])
  })

  it('are all that is suggested in an annotated file', async () => {
    await open(/^Word, annotated/, exportTitles.changed)
    await screen()
      .getByText(/ can still read words that a suggestion would remove/)
      .waitFor()
    await screen().getByRole('button', { name: 'Save the Word document' }).click()
    await page.getByText(/^Saved as /).waitFor()
    expect(await asked('paper.export')).toMatchObject([
      { format: 'docx', changes: { suggestions: true, comments: 'open', authors: 'group' } },
    ])
  })
})

describe('the pack of a decision', () => {
  it('is one of the ways in which an adopted text leaves, and leads back to the others', async () => {
    opened = await pages.open(exportSeed)
    page = opened.page
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
    await open(/^Word document/, exportTitles.minutes, longLater)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page, async () => opened.release())
    expect(await losses(page)).toEqual([])
  })

  it.each([
    ['list', 'minutes', 0],
    ['changes', 'changed', 1],
  ] as const)('lose nothing in Arabic: %s', async (part, text, way) => {
    await openText(exportTitles[text], { appearance: { language: 'ar' } })
    await page.keyboard.press('Control+Shift+E')
    await page.getByRole('menuitem').nth(way).click()
    await screen().and(page.locator('[aria-busy=false]')).waitFor()
    if (way === 1) await screen().locator('.previewed').first().waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
    await shot(`22-export-${part}-ar`)
    expect(await losses(page)).toEqual([])
  })
})
