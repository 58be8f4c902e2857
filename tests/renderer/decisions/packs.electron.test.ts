// A pack from the window: looked at, signed and saved by keyboard, ended, checked; and the card of the group.
// @module-tag long
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PDFDocument } from '@cantoo/pdf-lib'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { emptySeed } from '#tests/follow-up-seed'
import { choosing, packSeed, reservedSeed } from '#tests/pack-seed'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

type Seeded = Awaited<ReturnType<typeof packSeed>>['seeded']
type Opened = CorePage & { seeded: Seeded }

const say = sayIn('en')
let pages: CorePages
let opened: Opened
let page: Page
beforeAll(async () => void (pages = await corePages()))
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
const saved = (): string[] => readdirSync(opened.folder)

const printOf = async (pages: number): Promise<Uint8Array> => {
  const printed = await PDFDocument.create()
  for (let each = 0; each < pages; each++) printed.addPage()
  return printed.save({ useObjectStreams: false })
}
const print = () => printOf(1)

async function openPack(options: CoreOptions<Seeded> = {}, seed = packSeed): Promise<void> {
  opened = await pages.open(seed, { print, ...options })
  page = opened.page
  await page.keyboard.press('Control+4')
  await page.locator('.table-row').first().click()
  await pressed(button('adoption.begin'))
  await sees(say('adoption.contents'))
  await settled(page)
}
/** The person chooses a pack, and reads the answer. */
const checks = async (answer: string): Promise<void> => {
  await page.getByRole('dialog').waitFor()
  await pressed(button('adoption.check.choose'))
  await page.getByRole('dialog').getByText(say(answer)).first().waitFor()
}

test('an officer signs and saves a pack by keyboard: it says who has to sign too, and checks the file at once', async () => {
  await openPack()
  await sees('baraza adoption 1')
  await pressed(button('adoption.make'))
  await sees(say('adoption.saved', { name: 'adopted-text.zip' }))
  await sees(say('adoption.saved.signed', { signed: 1, needs: 2 }))
  await sees(say('adoption.saved.more', { names: 'M.S.' }))
  expect(await asked('dialog.save')).toEqual([{ type: 'pack', name: 'adopted-text' }])
  expect(opened.allowed).toMatchObject([{ act: 'sign-pack' }])
  opened.chosen.push(join(opened.folder, 'adopted-text.zip'))
  await pressed(button('adoption.checkIt'))
  await checks('verify.few')
  // Words of the group alone are marked, below the rows that a reader outside sees.
  await page
    .locator('.check-rows + p', {
      hasText: /^Readers outside see only how many officers signed.*K\.W\..*M\.S\./,
    })
    .waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('a pack was saved: its notice asks to note that the text was sent, until it is noted', async () => {
  await openPack()
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
  const texts = await opened.core.answers['recommendations.list'](opened.seeded)
  expect(texts).toMatchObject([{ sent: [{ to: 'the ministry' }] }])
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
  await page.getByText(/^11 files, .* without the PDF, and the signatures of officers$/).waitFor()
  await page.getByRole('checkbox', { name: say('adoption.pdf') }).click({ force: true })
  await page.getByText(/^10 files, /).waitFor()
  expect(await page.getByText('printed/text.en.pdf').count()).toBe(0)
})

test('no names are chosen: the preview names no one, and the pack is made so', async () => {
  await openPack()
  await sees('names.jsonl')
  const named = page.locator('.pack-named .named-as')
  await named.filter({ hasText: 'The Rapporteur' }).first().waitFor()
  await page.locator('.radio-row').nth(1).click()
  await sees(say('adoption.namesNobody'))
  expect(await named.count()).toBe(0)
  expect(await page.getByText('names.jsonl').count()).toBe(0)
  await pressed(button('adoption.make'))
  await sees(say('adoption.saved', { name: 'adopted-text.zip' }))
  expect(opened.allowed).toMatchObject([{ act: 'sign-pack-unnamed' }])
})

test('a signature is added to a pack of another officer: the pack is valid then', async () => {
  await openPack({}, choosing('pack'))
  await pressed(button('adoption.add'))
  await sees(say('adoption.saved.signed', { signed: 2, needs: 2 }))
  expect(await asked('dialog.open')).toEqual([{ type: 'pack' }])
  opened.chosen.push(join(opened.folder, 'adopted-text.zip'))
  await pressed(button('adoption.checkIt'))
  await checks('verify.valid')
})

test('the making of a pack takes long: the screen says so, and a person can end it', async () => {
  const printing = Promise.withResolvers<Uint8Array>()
  await openPack({ print: () => printing.promise })
  await pressed(button('adoption.make'))
  await page.getByRole('progressbar').waitFor()
  await sees(say('adoption.going', { percent: 0 }))
  await pressed(button('ui.stop'))
  await expect.poll(() => asked('tasks.cancel')).toEqual([{ task: 'adoption.pack' }])
  printing.resolve(await print())
  await sees(say('adoption.stopped'))
  expect(await button('adoption.checkIt').count()).toBe(0)
  expect(saved()).toEqual([])
})

test('a person says no to the question of the system: the screen says it, and nothing is saved', async () => {
  await openPack({ refuses: true })
  await pressed(button('adoption.make'))
  await sees(say('failure.declined'))
  expect(await button('adoption.checkIt').count()).toBe(0)
  expect(saved()).toEqual([])
})

const withdraw = async (): Promise<void> => {
  const { document } = opened.seeded
  await opened.core.answers['consents.put']({
    ...({ document, code: 'R1', scope: 'withdrawn', until: null, what: '' } as const),
  })
}

test('a respondent withdraws the consent before the pack is made: the screen says it', async () => {
  await openPack({ hold: ['adoption.pack'] })
  await pressed(button('adoption.make'))
  await expect.poll(() => asked('adoption.pack')).toHaveLength(1)
  await withdraw()
  opened.release()
  await sees(say('failure.consentMissing'))
  expect(await button('adoption.checkIt').count()).toBe(0)
  expect(saved()).toEqual([])
})

const refusedFor = (where: string): Promise<void> =>
  page
    .getByRole('alert')
    .filter({ hasText: say('adoption.refused', { code: 'R1', where }) })
    .waitFor()

test('a respondent withdraws the consent while an officer looks at the pack: it says where the words are, and no pack is made', async () => {
  await openPack()
  await withdraw()
  await refusedFor('text')
  await sees(say('adoption.refused.final'))
  expect(await page.getByText(say('adoption.refused.text')).count()).toBe(0)
  for (const act of ['adoption.make', 'adoption.add']) await pressed(button(act))
  expect(await asked('dialog.save')).toEqual([])
  expect(saved()).toEqual([])
})

test('words of a respondent who withdrew the consent stand in a reservation alone: the text can still leave', async () => {
  await openPack({}, reservedSeed)
  await withdraw()
  await refusedFor('reservation')
  await sees(say('adoption.refused.text'))
  expect(await page.getByText(say('adoption.refused', { code: 'R1', where: 'text' })).count()).toBe(
    0,
  )
})

test('the PDF of a pack is not the one that this device prints: the screen says it, and no signature is added', async () => {
  let printed = 0
  await openPack({ print: () => printOf(++printed) })
  await pressed(button('adoption.make'))
  await sees(say('adoption.saved.signed', { signed: 1, needs: 2 }))
  opened.chosen.push(join(opened.folder, 'adopted-text.zip'))
  await pressed(button('adoption.add'))
  await sees(say('failure.otherPdf'))
  expect(await button('adoption.checkIt').count()).toBe(0)
  expect(opened.allowed).toHaveLength(1)
})

test('a pack is checked by the card of another group: the dialog says which card it used', async () => {
  await openPack({}, choosing('card', 'both'))
  await pressed(button('adoption.check.title'))
  await pressed(button('adoption.check.card'))
  await sees('Checked with the card in')
  await checks('verify.unknown')
  expect(await asked('dialog.open')).toEqual([{ type: 'card' }, { type: 'pack' }])
})

const openCard = async (): Promise<void> => {
  opened = await pages.open(packSeed, { print })
  page = opened.page
  await page.keyboard.press('Control+7')
  await pressed(button('adoption.card.open'))
}

test('the card is shown, read as numbers and saved with its page', async () => {
  await openCard()
  const { words, card } = await opened.core.answers['adoption.showCard'](opened.seeded)
  await sees(words.words.at(-1)!)
  await page.locator('.group-card-key', { hasText: card.split('\n')[0]! }).waitFor()
  await page.getByText(say('members.check.asNumbers')).click()
  await sees(words.numbers.at(-1)!)
  await pressed(button('adoption.card.save'))
  await sees(say('adoption.card.savedText'))
  expect(await asked('dialog.save')).toEqual([
    { type: 'card', name: 'card' },
    { type: 'verifyPage', name: 'verify' },
  ])
  expect(saved()).toHaveLength(2)
  // Its place lies under the members.
  const place = page.getByRole('button', { name: say('app.nav.members'), exact: true })
  expect(await place.getAttribute('aria-current')).toBe('page')
})

test('the card is saved as a PDF to print, and its picture code stands beside the words', async () => {
  await openCard()
  await page.getByRole('img', { name: say('adoption.card.code') }).waitFor()
  await pressed(button('adoption.card.print'))
  await sees(say('adoption.card.saved', { names: 'group-card.pdf' }))
  expect(await asked('dialog.save')).toEqual([{ type: 'pdf', name: 'group-card' }])
  expect(saved()).toEqual(['group-card.pdf'])
})

test('no officer has a key: the screen says what to do, and an officer can save the card', async () => {
  ;({ page } = await pages.open(emptySeed))
  await page.keyboard.press('Control+7')
  await pressed(button('adoption.card.open'))
  await sees(say('adoption.card.noneOfficer'))
  expect(await button('adoption.card.save').count()).toBe(1)
})
