// A pack from the window: looked at, signed and saved by keyboard, ended, checked; and the card of the group.
// @module-tag long
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { FakeOptions } from '#tests/fake-core'
import {
  inputsOf,
  leavePage,
  type RendererPages,
  rendererPages,
  settled,
} from '#tests/renderer-pages'
import { type FakeWindow, sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: RendererPages
let page: Page
beforeAll(async () => void (pages = await rendererPages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })
const sees = (text: string): Promise<void> => page.getByText(text).first().waitFor()
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const pressed = async (act: Locator): Promise<void> => {
  await act.focus()
  await page.keyboard.press('Enter')
}

async function openPack(options: FakeOptions = {}): Promise<void> {
  page = await pages.open({ decided: 'final', ...options })
  await page.keyboard.press('Control+4')
  await page.locator('.table-row').first().click()
  await pressed(button('adoption.begin'))
  await sees(say('adoption.contents'))
  await settled(page)
}

test('an officer signs and saves a pack by keyboard: it says what is missing, and checks the file at once', async () => {
  await openPack()
  await sees('baraza adoption 1')
  await pressed(button('adoption.make'))
  await sees(say('adoption.saved', { name: 'adopted-text.zip' }))
  await sees(say('adoption.saved.signed', { signed: 1, needs: 2 }))
  expect(await asked('dialog.save')).toEqual([{ type: 'pack', name: 'adopted-text' }])
  expect(await asked('adoption.pack')).toMatchObject([{ names: true, pdf: true }])
  await pressed(button('adoption.checkIt'))
  await page.getByRole('dialog').waitFor()
  await pressed(button('adoption.check.choose'))
  await sees(say('verify.valid'))
  expect(await asked('adoption.check')).toMatchObject([{ card: null }])
  // Words of the group alone are marked, below the rows that a reader outside sees.
  await page
    .locator('.check-rows + p', { hasText: /^Readers outside see only how many officers signed/ })
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('a pack was saved: its notice asks to note that the text was sent, until it is noted', async () => {
  await openPack({ meetings: 'called' })
  await pressed(button('adoption.make'))
  await sees(say('follow-up.noteSentAsk', { screen: say('follow-up.title') }))
  await pressed(button('follow-up.noteSent'))
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('ui.cancel') })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await pressed(button('follow-up.noteSent'))
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: say('follow-up.to') })
    .fill('the ministry')
  await pressed(button('follow-up.note.act'))
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await asked('recommendations.sent')).toMatchObject([{ to: 'the ministry' }])
  await page
    .locator('.notice', { hasText: say('adoption.saved', { name: 'adopted-text.zip' }) })
    .waitFor()
  expect(await button('follow-up.noteSent').count()).toBe(0)
  const asks = page.getByText(say('follow-up.noteSentAsk', { screen: say('follow-up.title') }))
  expect(await asks.count()).toBe(0)
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.textContent))
    .toBe(say('adoption.checkIt'))
  // Another pack may go to another addressee.
  await pressed(button('adoption.make'))
  await button('follow-up.noteSent').waitFor()
  // The history of the decision has it too.
  await page.getByRole('link', { name: /^Decision D/ }).click()
  const history = page.getByRole('region', { name: say('decisions.history') })
  const noted = history.getByRole('listitem').filter({ hasText: 'You noted that it was sent' })
  await noted.getByText(/^Sent to the ministry on /).waitFor()
})

test('a PDF is chosen: the list of files names it, and counts it', async () => {
  await openPack()
  await sees('printed/text.en.pdf')
  await page.getByText(/^12 files, .* without the PDF, and the signatures of officers$/).waitFor()
  await page.getByRole('checkbox', { name: say('adoption.pdf') }).click({ force: true })
  await page.getByText(/^11 files, /).waitFor()
  expect(await page.getByText('printed/text.en.pdf').count()).toBe(0)
})

test('no names are chosen: the preview names no one, and the pack is made so', async () => {
  await openPack()
  await sees('“The Rapporteur”')
  await page.locator('.radio-row').nth(1).click()
  await sees(say('adoption.namesNobody'))
  await pressed(button('adoption.make'))
  await sees(say('adoption.saved', { name: 'adopted-text.zip' }))
  expect(await asked('adoption.pack')).toMatchObject([{ names: false }])
})

test('a signature is added to a pack of another officer', async () => {
  await openPack()
  await pressed(button('adoption.add'))
  await sees(say('adoption.saved.signed', { signed: 2, needs: 2 }))
  expect(await asked('dialog.open')).toEqual([{ type: 'pack' }])
  expect(await asked('adoption.sign')).toHaveLength(1)
})

test('the making of a pack takes long: its progress is shown, and a person can end it', async () => {
  await openPack({ hang: ['adoption.pack'] })
  await pressed(button('adoption.make'))
  await page.waitForFunction(() =>
    (window as unknown as FakeWindow).fake.calls.some(({ name }) => name === 'adoption.pack'),
  )
  await page.evaluate(() =>
    (window as unknown as FakeWindow).fake.emit('progress', {
      task: 'adoption.pack',
      done: 1,
      total: 2,
    }),
  )
  await sees(say('adoption.going', { percent: 50 }))
  await pressed(button('ui.stop'))
  await expect.poll(() => asked('tasks.cancel')).toHaveLength(1)
})

test.each([
  ['cancelled', 'adoption.stopped'],
  ['declined', 'failure.declined'],
  ['other-pdf', 'failure.otherPdf'],
  ['consent-missing', 'failure.consentMissing'],
] as const)('core answers %s: the screen says it in a sentence', async (code, sentence) => {
  await openPack({ fail: { 'adoption.pack': code } })
  await pressed(button('adoption.make'))
  await sees(say(sentence))
  expect(await button('adoption.checkIt').count()).toBe(0)
})

test('a pack is checked by the card of another group: the dialog says which card it used', async () => {
  await openPack({ pack: 'foreign' })
  await pressed(button('adoption.check.title'))
  await pressed(button('adoption.check.card'))
  await sees('Checked with the card in')
  await pressed(button('adoption.check.choose'))
  await sees(say('verify.unknown'))
  expect(await asked('dialog.open')).toEqual([{ type: 'card' }, { type: 'pack' }])
})

test('the card is shown, read as numbers and saved with its page', async () => {
  page = await pages.open()
  await page.keyboard.press('Control+7')
  await pressed(button('adoption.card.open'))
  await sees('lantern')
  await page.getByText(say('members.check.asNumbers')).click()
  await sees('5678')
  await pressed(button('adoption.card.save'))
  await sees(say('adoption.card.savedText'))
  expect(await asked('dialog.save')).toEqual([
    { type: 'card', name: 'card' },
    { type: 'verifyPage', name: 'verify' },
  ])
  const [saved] = (await asked('adoption.card')) as { page: unknown }[]
  expect(saved?.page).not.toBeNull()
  // Its place lies under the members.
  const place = page.getByRole('button', { name: say('app.nav.members'), exact: true })
  expect(await place.getAttribute('aria-current')).toBe('page')
})

test('the card is saved as a PDF to print, and its picture code stands beside the words', async () => {
  page = await pages.open()
  await page.keyboard.press('Control+7')
  await pressed(button('adoption.card.open'))
  await page.getByRole('img', { name: say('adoption.card.code') }).waitFor()
  await pressed(button('adoption.card.print'))
  await sees(say('adoption.card.saved', { names: 'group-card.pdf' }))
  expect(await asked('dialog.save')).toEqual([{ type: 'pdf', name: 'group-card' }])
  expect(await asked('adoption.printCard')).toHaveLength(1)
})

test('no officer has a key: the screen says what to do, and an officer can save the card', async () => {
  page = await pages.open({ fail: { 'adoption.showCard': 'not-found' } })
  await page.keyboard.press('Control+7')
  await pressed(button('adoption.card.open'))
  await sees(say('adoption.card.noneOfficer'))
  expect(await button('adoption.card.save').count()).toBe(1)
})
