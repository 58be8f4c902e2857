// Rounds among people outside, in a real window: begun, and each reply answered and taken up, by the keys.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { archiveSeed } from '#tests/archive-seed'
import { type CorePages, corePages } from '#tests/core-pages'
import { replyBeside } from '#tests/outside-seed'
import { faultsHere } from '#tests/page-faults'
import { inputsOf, leavePage } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const title = 'Statement on shrinking spaces for civil society'
const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })

test('people outside are asked, and what they answer is answered, by the keys', async () => {
  const opened = await pages.open(archiveSeed)
  page = opened.page
  await page.keyboard.press('Control+2')
  await button('documents.acts', { title }).click()
  await page.getByRole('menuitem', { name: say('consultation.menu') }).press('Enter')
  await button('consultation.begin').press('Enter')
  await page.getByLabel(say('consultation.begin.question')).fill('What is missing?')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect
    .poll(() => inputsOf(page, 'consultations.begin'))
    .toMatchObject([{ question: 'What is missing?', until: '' }])
  await button('consultation.import').waitFor()
  const [saved] = readdirSync(opened.folder)
  const wording = 'Spaces shrink in each region.'
  const reply = await replyBeside(join(opened.folder, saved!), {
    answers: [{ part: 1, comment: 'Say where.', wording }],
  })
  opened.chosen.push(reply, reply)
  await button('consultation.import').press('Enter')
  const row = page.locator('.table-row', { hasText: 'Say where.' })
  await row.focus()
  await page.keyboard.press('Enter')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`${say('consultation.state')}$`) })
    .press('Enter')
  await page
    .getByRole('option', { name: say('consultation.state.accepted'), exact: true })
    .press('Enter')
  await page.getByLabel(say('consultation.answer.response')).fill('We agree.')
  expect(await faultsHere(page)).toEqual([])
  await button('consultation.answer.act').press('Enter')
  await expect
    .poll(() => inputsOf(page, 'consultations.triage'))
    .toMatchObject([{ state: 'accepted', response: 'We agree.' }])
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await row.focus()
  await page.keyboard.press('Enter')
  await button('consultation.amend').press('Enter')
  await button('consultation.amend.act').waitFor()
  expect(await faultsHere(page)).toEqual([])
  await button('consultation.amend.act').press('Enter')
  await expect
    .poll(() => inputsOf(page, 'consultations.takeUp'))
    .toMatchObject([{ naming: 'named' }])
  const [{ document }] = (await inputsOf(page, 'consultations.takeUp')) as [{ document: never }]
  const [amendment] = await opened.core.answers['amendments.list']({ document })
  expect(amendment).toMatchObject({ wording })
  await page
    .getByText(say('consultation.amended', { label: amendment!.label }), { exact: true })
    .waitFor()
  // The same reply twice is said, beside what can be done about it.
  await button('consultation.import').press('Enter')
  await page.getByText(say('failure.replyKnown')).waitFor()
})
