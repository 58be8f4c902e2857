// A final text goes to the Secretariat by one dialog and one button: by mouse, by keyboard alone, as a file for a person
// outside, and what is refused.
import { readdirSync } from 'node:fs'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { axeFaults, dress } from '#tests/page-faults'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import type { Say } from '#tests/screen-steps'
import {
  closedQuestion,
  finalText,
  giverWithoutRight,
  readApart,
  secretariatSeed,
} from '#tests/secretariat-seed'

type Seeded = Awaited<ReturnType<typeof secretariatSeed>>['seeded']
type Opened = CorePage & { seeded: Seeded }
type Options = CoreOptions<Seeded> & { seed?: typeof secretariatSeed; words?: Say }

let pages: CorePages
let opened: Opened
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const say = sayIn('en')
const dialog = (): Locator => page.getByRole('dialog')
const button = (name: string): Locator => page.getByRole('button', { name, exact: true })
const inDialog = (name: string): Locator => dialog().getByRole('button', { name, exact: true })
const sees = (text: string): Promise<void> => dialog().getByText(text).first().waitFor()
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const focusOf = (): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement
    return at?.getAttribute('value') ?? at?.textContent ?? ''
  })

const print = async (): Promise<Uint8Array> => {
  const printed = await PDFDocument.create()
  printed.addPage()
  return printed.save({ useObjectStreams: false })
}
const atDecision = async (
  { seed = secretariatSeed, ...options }: Options = {},
  question: string = finalText.question,
): Promise<void> => {
  opened = await pages.open(seed, { print, ...options })
  page = opened.page
  await page.keyboard.press('Control+4')
  await page.locator('.table-row', { hasText: question }).click()
}
const openDialog = async ({ words = say, ...options }: Options = {}): Promise<void> => {
  await atDecision(options)
  await button(words('secretariat.begin')).click()
  await dialog().getByText(words('secretariat.readers')).first().waitFor()
  await settled(page)
}
/** The readers, and the circle of the text. */
const inCircle = (name: string, isNew: 'yes' | 'no'): string =>
  say('secretariat.readers.circle', { names: `you and ${name}`, circle: 'Secretariat', isNew })
/** The way whose name begins with these words. */
const row = (name: string): Locator =>
  dialog().getByRole('radio', { name: new RegExp(`^${RegExp.escape(name)}`) })
/** The texts of the circles that this member is in. */
const textsOfCircles = async (): Promise<string[]> => {
  const { core, seeded } = opened
  const documents = await core.answers['documents.list'](seeded)
  return documents.flatMap(({ title, readers }) => (readers.kind === 'circle' ? [title] : []))
}

const shots = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (!folder) return
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const theme of ['light', 'dark'] as const) {
    await dress(page, theme, 'ltr')
    await page.screenshot({ path: `${folder}/${name}-${theme}.png` })
  }
  await dress(page, 'light', 'ltr')
}

test('one act by mouse: the member, the text and the pack are chosen, and the dialog says who reads it', async () => {
  await openDialog()
  expect(await row('V.S.').isChecked()).toBe(true)
  expect(await row(say('secretariat.as.pack')).isChecked()).toBe(true)
  await sees(finalText.title)
  await sees(inCircle('V.S.', 'no'))
  await sees(say('secretariat.withheld', { count: 1 }))
  expect(await axeFaults(page)).toEqual([])
  await shots('secretariat')
  const before = await textsOfCircles()
  await inDialog(say('secretariat.act', { name: 'V.S.' })).click()
  await sees(say('secretariat.done', { name: 'V.S.' }))
  await sees(say('secretariat.done.more', { signed: 1, needs: 2 }))
  expect(await asked('secretariat.give')).toMatchObject([{ format: 'pack', language: 'en' }])
  expect(opened.allowed).toMatchObject([{ act: 'sign-pack' }])
  expect(await textsOfCircles()).toEqual([finalText.title, ...before])
  expect(await asked('dialog.save')).toEqual([])
  await shots('secretariat-done')
  await inDialog(say('secretariat.show')).click()
  await dialog().waitFor({ state: 'detached' })
})

test('the dialog says what leaves with each kind of file', async () => {
  await openDialog()
  await sees(
    'The amendments leave too: the words before and after, and the outcome, without authors.',
  )
  await sees('1 reservation leaves too, in full.')
  await sees('Comments, suggestions and the names of authors stay in the group.')
  expect(
    await dialog()
      .getByText(/earlier wordings/)
      .count(),
  ).toBe(0)
  await row(say('secretariat.as.docx')).click({ force: true })
  await sees(
    'Comments, suggestions, amendments, reservations, earlier wordings and the names of authors stay in the group.',
  )
  expect(
    await dialog()
      .getByText(/leaves? too/)
      .count(),
  ).toBe(0)
})

test('one act by keyboard alone: Enter opens the dialog, arrows choose another member and a file', async () => {
  await atDecision()
  await button(say('secretariat.begin')).focus()
  await page.keyboard.press('Enter')
  await sees(say('secretariat.readers'))
  // The dialog has taken the focus from the one without an answer.
  await settled(page)
  await row('V.S.').focus()
  await page.keyboard.press('ArrowDown')
  await sees(inCircle('A.D.', 'yes'))
  await row(say('secretariat.as.pack')).focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => row(say('secretariat.as.docx')).isChecked()).toBe(true)
  await inDialog(say('secretariat.act', { name: 'A.D.' })).focus()
  await page.keyboard.press('Enter')
  await sees(say('secretariat.done', { name: 'A.D.' }))
  expect(await asked('secretariat.give')).toMatchObject([
    {
      ...{ format: 'docx', circleName: 'Secretariat', fileName: 'adopted-text' },
      // As the dialog showed them.
      ...{ circle: null, readers: [expect.any(String), expect.any(String)] },
    },
  ])
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await expect.poll(focusOf).toBe(say('secretariat.begin'))
})

test('the palette offers the act, and so does the text itself', async () => {
  await atDecision()
  await button(say('secretariat.begin')).waitFor()
  await page.keyboard.press('Control+K')
  await page.getByRole('combobox').fill(say('secretariat.begin'))
  await page
    .getByRole('option', { name: say('secretariat.begin') })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await sees(say('secretariat.readers'))
  await page.keyboard.press('Escape')
  await dialog().waitFor({ state: 'detached' })
  await page.keyboard.press('Control+2')
  await page.locator('.table-row', { hasText: finalText.title }).click()
  await button(say('secretariat.begin')).click()
  await sees(say('secretariat.readers'))
  expect(await asked('secretariat.prepare')).not.toEqual([])
})

test.each([
  ['pack', 'adoption.pack', 'zip', { names: true, pdf: true }],
  ['pdf', 'secretariat.save', 'pdf', { format: 'pdf', language: 'en' }],
] as const)(
  'a person outside gets a file: as %s it is saved where the person chooses',
  async (format, call, ending, wanted) => {
    await openDialog()
    await row(say('secretariat.outside')).click({ force: true })
    await sees(say('secretariat.readers.file'))
    await row(say(`secretariat.as.${format}`)).click({ force: true })
    await inDialog(say('secretariat.actFile')).click()
    await sees(say('adoption.saved', { name: `adopted-text.${ending}` }))
    expect(await asked('secretariat.give')).toEqual([])
    expect(await asked(call)).toMatchObject([wanted])
    expect(readdirSync(opened.folder)).toEqual([`adopted-text.${ending}`])
  },
)

test.each(['outside', 'member'] as const)(
  'a final text was given (%s): the dialog asks to note that it was sent, and to whom',
  async to => {
    await openDialog()
    if (to === 'outside') await row(say('secretariat.outside')).click({ force: true })
    const act = to === 'outside' ? 'secretariat.actFile' : 'secretariat.act'
    await inDialog(say(act, { name: 'V.S.' })).click()
    await sees(say('follow-up.noteSentAsk', { screen: say('follow-up.title') }))
    await shots(`secretariat-note-${to}`)
    await inDialog(say('follow-up.noteSent')).click()
    await dialog()
      .getByRole('textbox', { name: say('follow-up.to') })
      .fill('the Secretariat')
    await inDialog(say('follow-up.note.act')).click()
    await dialog().waitFor({ state: 'detached' })
    const texts = await opened.core.answers['recommendations.list'](opened.seeded)
    expect(texts.filter(({ sent }) => sent.length > 0)).toMatchObject([
      { title: finalText.title, sent: [{ to: 'the Secretariat' }] },
    ])
  },
)

test('a member who may not note a sending saves a file: nothing asks for a note', async () => {
  await openDialog({ seed: giverWithoutRight })
  await inDialog(say('secretariat.actFile')).click()
  await sees(say('secretariat.saved'))
  await expect.poll(() => asked('recommendations.list')).not.toEqual([])
  await settled(page)
  expect(await inDialog(say('follow-up.noteSent')).count()).toBe(0)
})

test('no member has the role: the dialog says so, and a file is left', async () => {
  await openDialog({
    async before({ answers }, { group, member }) {
      for (const each of ['V.S.', 'A.D.'] as const)
        await answers['members.remove']({ group, member: member(each), reason: 'left' })
    },
  })
  await sees(say('secretariat.none'))
  expect(await row(say('secretariat.outside')).isChecked()).toBe(true)
  expect(await inDialog(say('secretariat.actFile')).count()).toBe(1)
})

test('a member who may not write in the group gives no text there, and learns why', async () => {
  await openDialog({ seed: giverWithoutRight })
  await sees(say('secretariat.noRight'))
  await sees(say('secretariat.noPack'))
  expect(await row(say('secretariat.as.pack')).count()).toBe(0)
  expect(await row(say('secretariat.as.docx')).isChecked()).toBe(true)
})

test('the group wants a second look: a Word file is asked about first, and a pack is not', async () => {
  await openDialog({
    async before({ answers }, { group }) {
      await answers['exports.setRule']({ group, isNeeded: true })
    },
  })
  const give = inDialog(say('secretariat.act', { name: 'V.S.' }))
  await give.and(page.locator(':not([aria-disabled=true])')).waitFor()
  await row(say('secretariat.as.docx')).click({ force: true })
  await sees(say('secretariat.look'))
  await inDialog(say('second-look.ask')).click()
  await sees(say('second-look.reason.asked'))
  expect(await asked('exports.ask')).toMatchObject([{ format: 'docx', paper: 'a4' }])
  expect(await give.getAttribute('aria-disabled')).toBe('true')
  await give.focus()
  await page.keyboard.press('Enter')
  await settled(page)
  expect(await asked('secretariat.give')).toEqual([])
})

test('a person says no to the question of the system: the dialog says it, and stays', async () => {
  await openDialog({ refuses: true })
  await inDialog(say('secretariat.act', { name: 'V.S.' })).click()
  await sees(say('failure.declined'))
  expect(await inDialog(say('secretariat.act', { name: 'V.S.' })).count()).toBe(1)
})

test('the making of a file is stopped: the dialog says it, and stays', async () => {
  const printing = Promise.withResolvers<Uint8Array>()
  await openDialog({ print: () => printing.promise })
  const before = await textsOfCircles()
  await inDialog(say('secretariat.act', { name: 'V.S.' })).click()
  await inDialog(say('ui.stop')).click()
  await expect.poll(() => asked('tasks.cancel')).toEqual([{ task: 'adoption.pack' }])
  printing.resolve(await print())
  await sees(say('adoption.stopped'))
  expect(await inDialog(say('secretariat.act', { name: 'V.S.' })).count()).toBe(1)
  expect(await textsOfCircles()).toEqual(before)
})

type Meanwhile = ({ core, seeded }: Opened) => unknown
/** Before core begins to give the text. */
const meanwhile: Record<string, ['pack' | 'docx', string, Meanwhile]> = {
  'the group wants a second look': [
    ...(['docx', 'failure.secondLookMissing'] as const),
    ({ core, seeded: { group } }) => core.answers['exports.setRule']({ group, isNeeded: true }),
  ],
  'a respondent withdraws the consent': [
    ...(['pack', 'failure.consentMissing'] as const),
    ({ core, seeded: { document } }) =>
      core.answers['consents.put']({
        ...({ document, code: 'R1', scope: 'withdrawn', until: null, what: '' } as const),
      }),
  ],
  'another member comes into the circle': [
    ...(['pack', 'failure.readersChanged'] as const),
    async ({ core, seeded: { group, member } }) => {
      const circles = await core.answers['circles.list']({ group })
      const circle = circles.find(({ name }) => name === 'Secretariat')!.id
      await core.answers['circles.bring']({ circle, member: member('A.D.'), role: 'reader' })
    },
  ],
  'words come that were written apart': [
    ...(['docx', 'failure.textApart'] as const),
    ({ core, seeded }) => readApart(core, seeded),
  ],
}

test.each(Object.entries(meanwhile))(
  '%s before core begins to give a text: the dialog says it, and stays',
  async (_, [format, sentence, happens]) => {
    await openDialog({ hold: ['secretariat.give'] })
    await row(say(`secretariat.as.${format}`)).click({ force: true })
    const give = inDialog(say('secretariat.act', { name: 'V.S.' }))
    await give.click()
    await expect.poll(() => asked('secretariat.give')).toHaveLength(1)
    await happens(opened)
    opened.release()
    await dialog()
      .getByRole('alert')
      .filter({ hasText: say(sentence) })
      .first()
      .waitFor()
    await settled(page)
    expect(
      await dialog()
        .getByText(say('secretariat.done', { name: 'V.S.' }))
        .count(),
    ).toBe(0)
    await sees(say('secretariat.readers'))
  },
)

test('a respondent withdraws the consent while the dialog is read: it says where the pack has the words, and nothing goes', async () => {
  await openDialog()
  const { document } = opened.seeded
  await opened.core.answers['consents.put']({
    ...({ document, code: 'R1', scope: 'withdrawn', until: null, what: '' } as const),
  })
  await sees(say('adoption.refused', { code: 'R1', where: 'text' }))
  await sees(say('adoption.refused.consent'))
  await inDialog(say('secretariat.act', { name: 'V.S.' })).click({ force: true })
  expect(await asked('secretariat.give')).toEqual([])
})

test('words were written apart from the text: a pack goes, and no Word document or PDF, to a member or outside', async () => {
  await openDialog({ before: readApart })
  expect(await dialog().getByText(say('failure.textApart')).count()).toBe(0)
  for (const format of ['docx', 'pdf'] as const) {
    await row(say(`secretariat.as.${format}`)).click({ force: true })
    await sees(say('failure.textApart'))
    const give = inDialog(say('secretariat.act', { name: 'V.S.' }))
    await expect.poll(() => give.getAttribute('aria-disabled')).toBe('true')
  }
  await row(say('secretariat.outside')).click({ force: true })
  const save = inDialog(say('secretariat.actFile'))
  await expect.poll(() => save.getAttribute('aria-disabled')).toBe('true')
  await row(say('secretariat.as.pack')).click({ force: true })
  await save.click()
  await sees(say('adoption.saved', { name: 'adopted-text.zip' }))
  expect(await asked('secretariat.save')).toEqual([])
})

test('the chosen member has the role no longer: no other one takes the place, and no file is saved instead', async () => {
  await openDialog()
  expect(await row('V.S.').isChecked()).toBe(true)
  const { core, seeded } = opened
  const { group, member } = seeded
  await core.answers['members.remove']({ group, member: member('V.S.'), reason: 'left' })
  await sees(say('failure.readersChanged'))
  const beside = dialog().getByRole('radiogroup', { name: say('secretariat.to') })
  await beside
    .getByRole('status')
    .filter({ hasText: say('ui.chooseAgain') })
    .waitFor()
  expect(await row('V.S.').count()).toBe(0)
  expect(await row('A.D.').isChecked()).toBe(false)
  expect(await inDialog(say('secretariat.actFile')).count()).toBe(0)
  const give = dialog().getByRole('button', { name: say('secretariat.begin'), exact: true })
  expect(await give.getAttribute('aria-disabled')).toBe('true')
  await row('A.D.').click({ force: true })
  await beside.getByText(say('ui.chooseAgain')).waitFor({ state: 'detached' })
  await inDialog(say('secretariat.act', { name: 'A.D.' })).click()
  await sees(say('secretariat.done', { name: 'A.D.' }))
  expect(await asked('dialog.save')).toEqual([])
})

test('a text that is not final yet has no such button', async () => {
  await atDecision({}, closedQuestion)
  await button(say('decisions.declare.button')).waitFor()
  await settled(page)
  expect(await button(say('secretariat.begin')).count()).toBe(0)
})

test('in Arabic the dialog has all of its words', async () => {
  const words = sayIn('ar')
  await openDialog({ appearance: { language: 'ar' }, words })
  expect(
    await dialog()
      .getByText(words('secretariat.out', { leaves: 'amended' }))
      .count(),
  ).toBe(1)
  if (!process.env['SHOTS']) return
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.screenshot({ path: `${process.env['SHOTS']}/secretariat-ar.png` })
})
