// Acts of a member in decisions, by pointer and by keyboard alone, and the calls to core that follow.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  inputsOf,
  leavePage,
  type RendererPages,
  rendererPages,
  settled,
} from '#tests/renderer-pages'
import type { Merge } from '#shared/contract'
import type { BlockId } from '#shared/ids'
import { sayIn } from '#tests/screen-states'
import type { FakeCore, FakeOptions } from '#tests/fake-core'
import { exampleGroup } from '#tests/fake-group'
import type { FakeMoment } from '#tests/fake-decisions'

const say = sayIn('en')
let pages: RendererPages
let page: Page
beforeAll(async () => void (pages = await rendererPages()))
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

/** The decision of the example at that moment, as it is opened from the list. */
async function openAt(
  decided: FakeMoment,
  look = {},
  emptyLines: string[] = [],
  refused: Pick<FakeOptions, 'hang' | 'fail'> = {},
): Promise<void> {
  page = await pages.open({ decided, emptyLines, ...refused }, look)
  await page.keyboard.press('Control+4')
  await page.locator('.table-row').first().click()
  await page.locator('.decision-screen h1').waitFor()
  await settled(page)
}

test('a paragraph with a mark in the language of the window keeps its own direction', async () => {
  const appearance = { language: 'ar' } as const
  page = await pages.open({ decided: 'closed', appearance })
  await page.keyboard.press('Control+4')
  await page.locator('.table-row').first().click()
  await page.locator('.exact-line .exact-mark').waitFor()
  const directions = await page
    .locator('.exact-line')
    .evaluateAll(lines => lines.map(line => getComputedStyle(line).direction))
  expect(new Set(directions)).toEqual(new Set(['ltr']))
})

test('a table of the exact text is one, and a reservation to it stands below it', async () => {
  page = await pages.open({ decided: 'asked', decidedTable: true })
  await page.keyboard.press('Control+4')
  await page.locator('.table-row').first().click()
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

describe('earlier texts', () => {
  test('the position on the earlier text shows what changed, and is given again with its words', async () => {
    await openAt('earlier')
    await sees(say('decisions.earlier.title'))
    expect(await page.locator('.exact-line[data-on] ins').textContent()).toMatch(/consent/)
    const choice = say('decisions.choice.reservations')
    await button('decisions.confirm', { choice }).click()
    await sees(say('decisions.where.here'))
    expect(await asked('decisions.position')).toMatchObject([
      { choice: 'reservations', reservations: [{ block: 'dddddddddd' }] },
    ])
  })
})

describe('closing, reopening, signing', () => {
  test('closing begins at “Leave it open”, gives the focus back, and names the positions', async () => {
    await openAt('full')
    await button('decisions.close.button').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('alertdialog').waitFor()
    await expect.poll(focused).toBe(say('decisions.close.leave'))
    await sees('Members were asked to answer by 28 September 2018. 2 members have not answered.')
    await page.keyboard.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe(say('decisions.close.button'))
    expect(await asked('decisions.close')).toEqual([])
    await page.keyboard.press('Enter')
    await button('decisions.close.act', { positions: 7 }).click()
    await sees('Your position is counted.')
    expect(await asked('decisions.close')).toHaveLength(1)
  })

  test('the question whether to close stays until the refusal, and says it', async () => {
    await openAt('full', {}, [], {
      hang: ['decisions.close'],
      fail: { 'decisions.close': 'not-permitted' },
    })
    await button('decisions.close.button').click()
    await button('decisions.close.act', { positions: 7 }).click()
    await expect.poll(() => asked('decisions.close')).toHaveLength(1)
    await button('decisions.close.leave').press('Enter')
    await page.keyboard.press('Escape')
    await page.evaluate(() => (window as unknown as { fake: FakeCore }).fake.answerHanging())
    const question = page.getByRole('alertdialog')
    await question.getByText(say('failure.notPermitted')).waitFor()
    await button('decisions.close.leave').click()
    await question.waitFor({ state: 'detached' })
  })

  test('two closes are compared in words, and reopening needs a reason that is kept', async () => {
    await openAt('two-closes')
    await sees('V.S.: first “Support”, then “Support with reservations”. The later one counts.')
    await sees(
      'The position of A.D. counts, although it had not reached you at the time of closing.',
    )
    expect(await page.locator('.closes tr[data-differs]').count()).toBe(2)
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
    expect(await asked('decisions.reopen')).toMatchObject([
      { reason: 'The objection was given before either close.' },
    ])
  })

  test('a position that came late is said to its member in one sentence', async () => {
    await openAt('not-counted')
    await sees('Your position was not counted. It reached M.S. after closing.')
    expect(await page.locator('.inclusion[data-good]').count()).toBe(0)
  })

  test('the outcome is declared with a number and signed, and no list names the member', async () => {
    await openAt('closed')
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
    expect(await asked('decisions.declare')).toMatchObject([{ number: 'D/2018/15' }])
    expect(await asked('decisions.sign')).toMatchObject([{ as: '' }])
  })

  test('lines without words are named before it is signed, with the way there', async () => {
    await openAt('signed', {}, ['3'])
    await button('decisions.sign.button').click()
    await sees('1 paragraph or heading has no words.')
    await page.getByRole('link', { name: /^.?3.?$/ }).waitFor()
    await button('decisions.sign.act').click()
    await expect.poll(() => asked('decisions.sign')).toHaveLength(1)
  })

  test('the own words under a signature wait where the screen is left before it is given', async () => {
    await openAt('signed')
    const own = () => page.getByLabel(say('decisions.as.ownWords'))
    await button('decisions.sign.button').click()
    await page.getByText(say('decisions.sign.as.own'), { exact: true }).first().click()
    await own().fill('Region 1, by its delegate')
    await page.keyboard.press('Control+1')
    await page.getByRole('heading', { name: exampleGroup(0).name, level: 1 }).waitFor()
    await page.keyboard.press('Control+4')
    await page.getByRole('heading', { name: say('decisions.title'), level: 1 }).waitFor()
    await page.locator('.table-row').first().click()
    await button('decisions.sign.button').click()
    await own().waitFor()
    expect(await own().inputValue()).toBe('Region 1, by its delegate')
    await button('decisions.sign.act').click()
    await sees(say('decisions.sign.have'))
    expect(await asked('decisions.sign')).toMatchObject([{ as: 'Region 1, by its delegate' }])
  })

  test('the signature that makes it final says so, with the exact words that are printed', async () => {
    await openAt('signed')
    await button('decisions.sign.button').click()
    await sees('Your signature makes the outcome final together with 4 others.')
    await page.getByText('“The Chair”').first().click()
    await button('decisions.sign.act').click()
    await sees(say('decisions.sign.have'))
    expect(await asked('decisions.sign')).toMatchObject([{ as: 'The Chair' }])
  })
})

describe('asking', () => {
  const begin = async (
    decided: FakeMoment,
    emptyLines: string[] = [],
    more = {},
  ): Promise<void> => {
    page = await pages.open({ decided, emptyLines, ...more })
    await page.keyboard.press('Control+4')
    await button('decisions.ask').click()
    await page.getByRole('option', { name: 'Follow-up to CSW62' }).click()
    await page.getByRole('heading', { name: say('decisions.rule') }).waitFor()
  }

  test('places that were merged and not read are named before the decision opens', async () => {
    const side = { change: 'words', text: 'Amina adds this.' } as const
    const merge: Merge = {
      block: 'bbbbbbbbbb' as BlockId,
      kind: 'merged',
      after: null,
      before: '',
      mine: side,
      theirs: { ...side, text: 'Beatriz adds this.' },
      now: 'Amina adds this.Beatriz adds this.',
      by: null,
      values: [],
      formats: null,
      isShortened: false,
      areEarlierGone: false,
    }
    await begin('asked', [], { merged: [merge, merge] })
    await page
      .locator('.exact-checks')
      .getByRole('link', { name: say('decisions.exact.merges', { count: 1 }) })
      .waitFor()
    expect(await button('decisions.ask.act').getAttribute('aria-disabled')).toBe(null)
  })

  test('the rule is one sentence for a screen reader, and says what was chosen in it', async () => {
    await begin('asked')
    const sentence =
      'Adopted by consensus if at least 6 of the 9 members on the roll give a position and no one objects.'
    const rule = page.getByRole('group', { name: sentence })
    await rule.waitFor()
    await rule.getByRole('button', { name: say('decisions.pick.quorum') }).click()
    await page.getByRole('option', { name: '7', exact: true }).click()
    await page.getByRole('group', { name: /at least 7 of the 9 members/ }).waitFor()
    await sees(
      '9 members are asked to give a position by 28 September 2018. Adopted by consensus if',
    )
    await button('decisions.ask.act').click()
    await page.getByText(say('decisions.state.open')).first().waitFor()
    expect(await asked('decisions.ask')).toMatchObject([
      { purpose: 'adopt', languages: ['en'], rule: { kind: 'consensus', quorum: 7 }, leftOut: [] },
    ])
  })

  test('lines without words are named before it is asked, each with the way there', async () => {
    await begin('asked', ['3', '7 (a)', ''])
    await sees('3 paragraphs and headings have no words.')
    await page.getByRole('link', { name: 'Below “Context”' }).waitFor()
    expect(await button('decisions.ask.act').getAttribute('aria-disabled')).toBe(null)
    await page.getByRole('link', { name: /7.\(a\)/ }).click()
    await expect.poll(() => page.locator('.page-text').isVisible()).toBe(true)
  })

  test('lines without words of two texts are named with the language of each', async () => {
    await begin('asked', ['3'], { isTranslated: true })
    await page.getByRole('checkbox', { name: 'Français' }).press('Space')
    await sees('Français: 1 paragraph or heading has no words.')
    expect(await page.getByText('English: 1 paragraph or heading has no words.').count()).toBe(1)
  })

  test('each refusal is named under the button, and a quorum above the roll too', async () => {
    await begin('blocked')
    await sees('Words in square brackets are open: paragraph 5 and paragraph 7. Settle them first.')
    await tryTo(button('decisions.ask.act'))
    await settled(page)
    expect(await asked('decisions.ask')).toEqual([])
    await leavePage(page)
    await begin('asked')
    await page.getByRole('button', { name: say('decisions.pick.quorum') }).click()
    await page.getByRole('option', { name: '9', exact: true }).click()
    await page.getByText(say('decisions.roll.ask', { name: 'E.G.' })).click()
    await sees('The quorum of 9 is more than the 8 members on the roll.')
  })
})

test('a question that comes in is said aloud once, and counted beside the navigation', async () => {
  page = await pages.open({ decided: 'given' })
  await settled(page)
  const news = page.locator('[data-decision-news]')
  expect(await news.textContent()).toBe('')
  await page.keyboard.press('Control+4')
  await button('decisions.ask').click()
  await page.getByRole('option', { name: 'Follow-up to CSW62' }).click()
  await page.getByLabel(say('decisions.ask.question')).fill('Is it agreed?')
  await button('decisions.ask.act').click()
  await page.getByText('A decision is open: Is it agreed?').waitFor({ state: 'attached' })
  await sees(say('app.nav.forYou', { count: 1 }))
})

test('a decision that waits for the member is on the first screen, and leads to its question', async () => {
  page = await pages.open({ decided: 'heard' })
  await sees(say('decisions.asks.heard'))
  await button('home.waiting.act.heard').first().click()
  await sees(say('decisions.heard.title'))
  expect(await page.locator('.decision-screen h1').textContent()).toMatch(/^Should the Advisory/)
})

test('the palette has the acts of the decision that is shown', async () => {
  await openAt('asked')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('close the')
  await page.getByRole('option', { name: say('decisions.close.button') }).click()
  await page.getByRole('alertdialog').waitFor()
  await expect.poll(focused).toBe(say('decisions.close.leave'))
})

describe('a question at a meeting', () => {
  test('the item that is offered goes with the question, and another choice is asked with', async () => {
    page = await pages.open({ decided: 'given' })
    await page.keyboard.press('Control+4')
    await button('decisions.ask').click()
    await page.getByRole('option').nth(1).click()
    await page.locator('.select-button', { hasText: 'item 2: Strategy of support' }).waitFor()
    await button('decisions.ask.act').click()
    await page.locator('.decision-question').waitFor()
    expect(await asked('decisions.ask')).toMatchObject([{ where: { block: 'bbbbbbbbbb' } }])
  })

  test('the question is asked outside the meeting where an officer chooses so', async () => {
    page = await pages.open({ decided: 'given' })
    await page.keyboard.press('Control+4')
    await button('decisions.ask').click()
    await page.getByRole('option').nth(1).click()
    await page.locator('.select-button', { hasText: 'item 2: Strategy of support' }).click()
    await page.getByRole('option', { name: say('decisions.ask.whereNone') }).click()
    await button('decisions.ask.act').click()
    await page.locator('.decision-question').waitFor()
    expect(await asked('decisions.ask')).toMatchObject([{ where: null }])
  })
})

describe('an item of a meeting that is chosen', () => {
  /** Other items can be asked at, with the shown one last, or without it. */
  const offers = async (isGone: boolean): Promise<void> => {
    await page.evaluate(gone => {
      const { fake } = window as unknown as { fake: FakeCore }
      const [shown] = fake.places
      const other = { ...shown!, block: 'c'.repeat(10) as never, words: 'Another item' }
      fake.places.splice(0, 1, other, ...(gone ? [] : [shown!]))
      fake.emit('documents.changed', { group: fake.groups[0]!.id, document: shown!.agenda })
    }, isGone)
  }
  const chosen = (words: string): Locator => page.locator('.select-button', { hasText: words })
  const begin = async (): Promise<void> => {
    page = await pages.open({ decided: 'given' })
    await page.keyboard.press('Control+4')
    await button('decisions.ask').click()
    await page.getByRole('option').nth(1).click()
    await chosen('Strategy of support').waitFor()
  }

  test('stays chosen where another one comes before it', async () => {
    await begin()
    await offers(false)
    await expect.poll(async () => (await asked('decisions.prepare')).length).toBe(2)
    await chosen('item 2').click()
    await page.getByRole('option', { name: /Another item/ }).waitFor()
    await page.keyboard.press('Escape')
    await chosen('Strategy of support').waitFor()
    await button('decisions.ask.act').click()
    await page.locator('.decision-question').waitFor()
    expect(await asked('decisions.ask')).toMatchObject([{ where: { block: 'bbbbbbbbbb' } }])
  })

  test('is said to be gone, and nothing is asked before another choice', async () => {
    await begin()
    await offers(true)
    await page
      .getByRole('status')
      .filter({ hasText: say('ui.chooseAgain') })
      .waitFor()
    await tryTo(button('decisions.ask.act'))
    expect(await asked('decisions.ask')).toEqual([])
    await page.getByRole('button', { name: new RegExp(`${say('decisions.ask.where')}$`) }).click()
    await page.getByRole('option', { name: /Another item/ }).click()
    await chosen('Another item').waitFor()
    await button('decisions.ask.act').click()
    await page.locator('.decision-question').waitFor()
    expect(await asked('decisions.ask')).toMatchObject([{ where: { block: 'cccccccccc' } }])
  })
})

describe('words written apart', () => {
  test('one act takes them into the next draft, which opens; undo leads back to the decision', async () => {
    await openAt('closed')
    const apart = page.locator('.written-apart')
    await apart.getByText(say('decisions.written.by', { name: 'C.R.', self: 'no' })).waitFor()
    await button('decisions.written.take').focus()
    await page.keyboard.press('Enter')
    await sees(say('decisions.written.began'))
    expect(await asked('decisions.takeApart')).toHaveLength(1)
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: say('ui.undo') })
      .click()
    await page.locator('.decision-screen h1').waitFor()
    await sees(say('decisions.written.back', { kept: 0 }))
    expect(await asked('decisions.takeApartBack')).toMatchObject([{ isNew: true }])
    await button('decisions.written.take').waitFor()
  })
})
