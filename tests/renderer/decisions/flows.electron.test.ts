// Acts of a member in decisions over a real core, by pointer and by keyboard alone, and what core holds afterwards.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Decision } from '#shared/contract'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { decisionMoments } from '#tests/decision-moments'
import { apartSeed, apartWords, decisionSeed, signedSeed } from '#tests/decision-seed'
import { askingOf } from '#tests/deciding'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import type { Seed } from '#tests/seeds'

type Asked = Parameters<CorePage['core']['answers']['decisions.get']>[0]

const say = sayIn('en')
let pages: CorePages
let opened: CorePage & { seeded: Asked }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })
const choices = ['support', 'reservations', 'abstain', 'aside', 'object']
/** By pointer: the row lies over its radio button. */
const choose = (choice: string): Promise<void> =>
  page.locator('.radio-row').nth(choices.indexOf(choice)).click()
/** By key: a button that says why not takes no press of a pointer in a test. */
const tryTo = async (act: Locator): Promise<void> => {
  await act.focus()
  await page.keyboard.press('Enter')
}
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const active = document.activeElement
    return active?.getAttribute('aria-label') ?? active?.textContent ?? ''
  })
const sees = (text: string): Promise<void> => page.getByText(text).first().waitFor()

async function openHome<T extends Asked>(seed: Seed<T>, options: CoreOptions<T> = {}) {
  const made = await pages.open(seed, options)
  opened = made
  page = opened.page
  return made
}
/** The first decision of the list. */
async function openAt<T extends Asked>(seed: Seed<T>, options: CoreOptions<T> = {}) {
  const made = await openHome(seed, options)
  await page.keyboard.press('Control+4')
  await page.locator('.table-row').first().click()
  await page.locator('.decision-screen h1').waitFor()
  await settled(page)
  return made
}
/** As core has it. */
const decision = (): Promise<Decision> =>
  Promise.resolve(opened.core.answers['decisions.get'](opened.seeded))

test('a paragraph with a mark in the language of the window keeps its own direction', async () => {
  await openAt(decisionSeed, { before: decisionMoments.closed, appearance: { language: 'ar' } })
  await page.locator('.exact-line .exact-mark').waitFor()
  const directions = await page
    .locator('.exact-line')
    .evaluateAll(lines => lines.map(line => getComputedStyle(line).direction))
  expect(new Set(directions)).toEqual(new Set(['ltr']))
})

test('a table of the exact text is one, and a reservation to it stands below it', async () => {
  await openAt(decisionSeed, { before: decisionMoments.withTable })
  const table = page.locator('.exact-text').getByRole('table')
  const all = page.getByRole('button', { name: /^Show all/ })
  await all.waitFor()
  expect(await table.count()).toBe(0)
  await all.click()
  const heads = table.getByRole('columnheader')
  await expect.poll(() => heads.allInnerTexts()).toEqual(['Year', 'Funds'])
  expect(await table.getByRole('cell').allInnerTexts()).toEqual(['2019', 'Half of the sum'])
  await choose('reservations')
  await page.getByRole('button', { name: say('decisions.reservation.to') }).click()
  const options = page.getByRole('option')
  await page.getByRole('option', { name: 'Paragraph 7 (a)' }).waitFor()
  expect(await options.filter({ hasText: 'Half of the sum' }).count()).toBe(0)
  await page.getByRole('option', { name: /^Table 1/ }).click()
  await page
    .locator('.exact-line[data-on]', { has: page.locator('table') })
    .locator('.exact-mark')
    .waitFor()
})

test('the position on the earlier text shows what changed, and is given again with its words', async () => {
  await openAt(decisionSeed, { before: decisionMoments.askedAgain })
  await sees(say('decisions.earlier.title'))
  expect(await page.locator('.exact-line[data-on] ins').textContent()).toMatch(/consent/)
  const choice = say('decisions.choice.reservations')
  await button('decisions.confirm', { choice }).click()
  await sees(say('decisions.where.here'))
  const { core, seeded } = opened
  const { audience: group } = await decision()
  const { decisions } = await core.answers['decisions.list']({ group })
  const { id } = decisions.find(({ state }) => state === 'open')!
  expect(id).not.toBe(seeded.decision)
  const { own, seats } = await core.answers['decisions.get']({ decision: id })
  expect(own).toMatchObject({ choice: 'reservations' })
  const { block } = (await decisionSeed()).seeded
  const reservations = [{ block, words: 'It must not name a defender.', as: '' }]
  expect(seats.flatMap(({ position }) => position ?? [])).toMatchObject([{ reservations }])
})

const signers = async () => (await decision()).declarations.flatMap(each => each.signers)

describe('closing, reopening, signing', () => {
  test('closing begins at “Leave it open”, gives the focus back, and names the positions', async () => {
    await openAt(decisionSeed, { before: decisionMoments.given })
    await button('decisions.close.button').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('alertdialog').waitFor()
    await expect.poll(focused).toBe(say('decisions.close.leave'))
    await sees('Members were asked to answer by 28 September 2018. 3 members have not answered.')
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe(say('decisions.close.button'))
    expect(await asked('decisions.close')).toEqual([])
    await page.keyboard.press('Enter')
    await button('decisions.close.act', { positions: 6 }).click()
    await sees('Your position is counted.')
    expect((await decision()).closes).toHaveLength(1)
  })

  test('the question whether to close stays until the refusal, and says it', async () => {
    await openAt(decisionSeed, { before: decisionMoments.given, hold: ['decisions.close'] })
    await button('decisions.close.button').click()
    await button('decisions.close.act', { positions: 6 }).click()
    await expect.poll(() => asked('decisions.close')).toHaveLength(1)
    await button('decisions.close.leave').press('Enter')
    await page.keyboard.press('Escape')
    await opened.core.answers['decisions.close'](opened.seeded)
    opened.release()
    const question = page.getByRole('alertdialog')
    await question.getByText(say('failure.notPermitted')).waitFor()
    await button('decisions.close.leave').click()
    await question.waitFor({ state: 'detached' })
  })

  test('two closes are compared in words, and reopening needs a reason that is kept', async () => {
    await openAt(decisionSeed, { before: decisionMoments.twoCloses })
    await sees('V.S.: first “Support”, then “Support with reservations”. The later one counts.')
    await sees(
      'The position of A.D. counts, although it had not reached you at the time of closing.',
    )
    expect(await page.locator('.closes tr[data-differs]').count()).toBe(3)
    expect(await page.locator('.button[data-variant=primary]').count()).toBe(0)
    const copy = page.getByRole('link', { name: say('decisions.outcome.copy') })
    await copy.press('Enter')
    await sees(say('decisions.outcome.copied'))
    expect(await asked('clipboard.copy')).toEqual([
      { text: await page.locator('.outcome .decided-sentence').textContent() },
    ])
    await button('decisions.reopen.button').click()
    await tryTo(button('decisions.reopen.act'))
    await sees(say('decisions.reasonMissing'))
    const reason = page.getByLabel(say('decisions.reason.of'))
    await reason.fill('The objection was given before either close.')
    await button('decisions.reopen.safe').click()
    await button('decisions.reopen.button').click()
    expect(await reason.inputValue()).toMatch(/either close/)
    await button('decisions.reopen.act').click()
    await sees(say('decisions.state.again'))
    expect(await decision()).toMatchObject({
      state: 'open',
      reopened: [{ reason: 'The objection was given before either close.' }],
    })
  })

  test('a position that came late is said to its member in one sentence', async () => {
    await openAt(decisionSeed, { before: decisionMoments.notCountedElsewhere })
    await sees('Your position was not counted. It reached M.S. after closing.')
    expect(await page.locator('.inclusion[data-good]').count()).toBe(0)
  })

  test('the outcome is declared with a number and signed, and no list names the member', async () => {
    await openAt(decisionSeed, { before: decisionMoments.closed })
    await button('decisions.declare.button').click()
    await page.getByLabel(say('decisions.declare.number')).fill('D/2018/15')
    await button('decisions.declare.act').click()
    await button('decisions.sign.button').click()
    expect(
      await page.getByRole('radio', { name: say('decisions.sign.as.hidden') }).isChecked(),
    ).toBe(true)
    await sees('Your signature is number 1; 5 make the outcome final.')
    await button('decisions.sign.act').click()
    await sees(say('decisions.sign.have'))
    expect(await signers()).toMatchObject([{ as: '' }])
    expect(await decision()).toMatchObject({ state: 'declared', number: 'D/2018/15' })
  })

  test('lines without words are named before it is signed, with the way there', async () => {
    await openAt(signedSeed)
    await button('decisions.sign.button').click()
    await sees('1 paragraph or heading has no words.')
    await page.getByRole('link', { name: /^.?7.?$/ }).waitFor()
    await button('decisions.sign.act').click()
    await expect.poll(signers).toHaveLength(5)
  })

  test('the own words under a signature wait where the screen is left before it is given', async () => {
    await openAt(signedSeed)
    const own = () => page.getByLabel(say('decisions.as.ownWords'))
    await button('decisions.sign.button').click()
    await page.getByText(say('decisions.sign.as.own'), { exact: true }).first().click()
    await own().fill('Region 1, by its delegate')
    await page.keyboard.press('Control+1')
    await page.getByRole('heading', { name: /Advisory Group$/, level: 1 }).waitFor()
    await page.keyboard.press('Control+4')
    await page.getByRole('heading', { name: say('decisions.title'), level: 1 }).waitFor()
    await page.locator('.table-row').first().click()
    await button('decisions.sign.button').click()
    await own().waitFor()
    expect(await own().inputValue()).toBe('Region 1, by its delegate')
    await button('decisions.sign.act').click()
    await sees(say('decisions.sign.have'))
    expect(await signers()).toContainEqual(
      expect.objectContaining({ as: 'Region 1, by its delegate' }),
    )
  })

  test('the signature that makes it final says so, with the exact words that are printed', async () => {
    await openAt(signedSeed)
    await button('decisions.sign.button').click()
    await sees('Your signature makes the outcome final together with 4 others.')
    await page.getByText('“The Chair”').first().click()
    await button('decisions.sign.act').click()
    await sees(say('decisions.sign.have'))
    expect(await signers()).toContainEqual(expect.objectContaining({ as: 'The Chair' }))
    expect(await decision()).toMatchObject({ state: 'final' })
  })
})

test('a question that comes in is said aloud once, and counted beside the navigation', async () => {
  const { core, seeded } = await openHome(decisionSeed, { before: decisionMoments.given })
  await settled(page)
  const news = page.locator('[data-decision-news]')
  expect(await news.textContent()).toBe('')
  await core.answers['decisions.ask'](askingOf(seeded.next, { words: 'Is it agreed?' }))
  await page.getByText('A decision is open: Is it agreed?').waitFor({ state: 'attached' })
  await sees(say('app.nav.forYou', { count: 1 }))
})

test('a decision that waits for the member is on the first screen, and leads to its question', async () => {
  await openHome(decisionSeed, { before: decisionMoments.heard })
  await sees(say('decisions.asks.heard'))
  await button('home.waiting.act.heard').first().click()
  await sees(say('decisions.heard.title'))
  expect(await page.locator('.decision-screen h1').textContent()).toMatch(/^Should the Advisory/)
})

test('the palette has the acts of the decision that is shown', async () => {
  await openAt(decisionSeed)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('close the')
  await page.getByRole('option', { name: say('decisions.close.button') }).click()
  await page.getByRole('alertdialog').waitFor()
  await expect.poll(focused).toBe(say('decisions.close.leave'))
})

test('one act takes words that were written apart into the next draft, which opens; undo leads back to the decision', async () => {
  const { core, seeded } = await openAt(apartSeed)
  const drafts = async () => {
    const { audience: group } = await decision()
    const all = await core.answers['documents.list']({ group })
    return all.filter(({ id }) => id !== seeded.document)
  }
  const apart = page.locator('.written-apart')
  await apart.getByText(say('decisions.written.by', { name: 'C.R.', self: 'no' })).waitFor()
  await button('decisions.written.take').focus()
  await page.keyboard.press('Enter')
  await sees(say('decisions.written.began'))
  const [draft, ...others] = await drafts()
  expect(others).toEqual([])
  expect(JSON.stringify(core.page(draft!.id).blocks)).toContain(apartWords)
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: say('ui.undo') })
    .click()
  await page.locator('.decision-screen h1').waitFor()
  await sees(say('decisions.written.back', { kept: 0 }))
  expect(await drafts()).toEqual([])
  await button('decisions.written.take').waitFor()
})
