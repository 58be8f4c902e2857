// A member gives a position over a real core, by pointer and by keyboard alone; and positions that an officer wrote down.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Decision } from '#shared/contract'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { hearsOf } from '#tests/decision-moments'
import { decisionSeed, spoken } from '#tests/decision-seed'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

type Seeded = Awaited<ReturnType<typeof decisionSeed>>['seeded']

const say = sayIn('en')
let pages: CorePages
let opened: CorePage & { seeded: Seeded }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })
const radio = (choice: string): Locator =>
  page.getByRole('radio', { name: say(`decisions.choice.${choice}`) }).first()
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

const fromList = async (): Promise<void> => {
  await page.keyboard.press('Control+4')
  await page.locator('.table-row').first().click()
  await page.locator('.decision-screen h1').waitFor()
  await settled(page)
}
async function open(options: CoreOptions<Seeded> = {}): Promise<void> {
  opened = await pages.open(decisionSeed, options)
  page = opened.page
  await fromList()
}
/** As core has it. */
const decision = (): Promise<Decision> =>
  Promise.resolve(opened.core.answers['decisions.get'](opened.seeded))

const reserved = 'No names without consent.'
/** The field for the words of a reservation. */
const reservation = (): Locator =>
  page.getByLabel(say('decisions.reservation.words'), { exact: true })
const giveByKey = (): Promise<void> => page.keyboard.press('Control+Enter')
const reservationIsGiven = (): Promise<void> =>
  sees(say('decisions.given.done', { choice: say('decisions.choice.reservations') }))

describe('giving a position', () => {
  test('by keyboard alone: the words of a reservation are kept, its paragraph is marked, Ctrl Enter gives the position', async () => {
    await open()
    // No choice was made yet, so none is gone.
    expect(await page.getByText(say('ui.chooseAgain')).count()).toBe(0)
    await page.getByRole('radio').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    expect(await radio('reservations').isChecked()).toBe(true)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'Paragraph 4' }).focus()
    await page.keyboard.press('Enter')
    await sees(say('decisions.reservation.here'))
    expect(await page.locator('.exact-line[data-on] .exact-number').textContent()).toBe('4.')
    // Without words it is not given, and the reason stands under the button.
    await sees(say('decisions.give.noWords'))
    await giveByKey()
    expect(await asked('decisions.position')).toEqual([])
    await reservation().fill(reserved)
    // Half written, left, and found again.
    await page.keyboard.press('Control+1')
    await page.locator('.home').waitFor()
    await fromList()
    await expect.poll(() => reservation().inputValue()).toBe(reserved)
    await reservation().focus()
    await giveByKey()
    await reservationIsGiven()
    const { own, seats } = await decision()
    expect(own).toMatchObject({ choice: 'reservations' })
    const reservations = [{ block: opened.seeded.block, words: reserved, as: '' }]
    expect(seats.map(({ position }) => position?.reservations)).toContainEqual(reservations)
    await sees(say('decisions.printed.hidden'))
    await page.getByText(say('decisions.quorum.now')).waitFor({ state: 'attached' })
  })

  test('Ctrl Enter first shows the consequences where the window is too low for them', async () => {
    await open({ look: { width: 1024, height: 700 } })
    await choose('reservations')
    await reservation().fill(reserved)
    await giveByKey()
    await expect.poll(focused).toBe(say('decisions.give.reservations'))
    expect(await asked('decisions.position')).toEqual([])
    const shown = await page.getByText(say('decisions.does.change')).boundingBox()
    expect(shown && shown.y > 0 && shown.y + shown.height < 700).toBe(true)
    await giveByKey()
    await reservationIsGiven()
    expect(await asked('decisions.position')).toHaveLength(1)
  })

  test('the effect of a position is counted before it is given: an objection stops the text', async () => {
    await open()
    await choose('object')
    await sees('If closed after that: not adopted.')
    await sees(say('decisions.give.noReason'))
    await choose('abstain')
    await sees('If closed after that: adopted by consensus, with 1 reservation.')
    expect(await asked('decisions.position')).toEqual([])
  })

  test('a question is seen once, without an answer', async () => {
    await open()
    expect(await asked('decisions.see')).toHaveLength(1)
    expect((await decision()).outcome?.counts).toMatchObject({ seen: 1 })
  })

  test('a position after the close is given for the record, and says that it does not count', async () => {
    await open({ before: async ({ answers }, seeded) => answers['decisions.close'](seeded) })
    await button('decisions.late.give').click()
    await choose('support')
    await page.locator('.effects-of').getByText(say('decisions.does.late')).waitFor()
    await button('decisions.give.support').click()
    await sees(say('decisions.late.title'))
    expect(await decision()).toMatchObject({
      own: { choice: 'support', isCounted: false },
      late: [{ choice: 'support' }],
    })
  })
})

describe('spoken positions', () => {
  test('a position that was heard is confirmed as an own one', async () => {
    await open({ before: hearsOf })
    await button('decisions.confirm', { choice: say('decisions.choice.support') }).click()
    await sees(say('decisions.where.here'))
    const { own, seats } = await decision()
    expect(own).toMatchObject({ choice: 'support', isHeard: false })
    expect(seats.map(({ position }) => position?.reason)).toContain(spoken)
  })

  test('a position that was heard is denied on record', async () => {
    await open({ before: hearsOf })
    await button('decisions.heard.deny').click()
    await button('decisions.explain.deny.act').click()
    await sees(say('decisions.explain.deny.done'))
    const { explanations, own } = await decision()
    expect(explanations).toMatchObject([
      { what: 'explanation', words: say('decisions.explain.denied') },
    ])
    expect(own.choice).toBe(null)
  })

  test('an officer writes down what members said, and an objection needs its reason', async () => {
    await open()
    await button('decisions.hear.button').click()
    const answer = page.getByRole('button', {
      name: say('decisions.hear.answer', { name: 'E.G.' }),
    })
    await answer.click()
    await page.getByRole('option', { name: say('decisions.choice.object') }).click()
    const write = button('decisions.hear.act', { count: 1 })
    await tryTo(write)
    await page.getByRole('dialog').getByText(say('decisions.give.noReason')).waitFor()
    await page
      .getByLabel(say('decisions.hear.words', { name: 'E.G.' }))
      .fill('Names put defenders at risk.')
    await write.click()
    await sees(say('decisions.hear.done', { count: 1 }))
    const said = (await decision()).seats.flatMap(({ heard }) => heard.map(each => each.reason))
    expect(said.toSorted()).toEqual(['Names put defenders at risk.', 'Ready to support.'])
  })
})
