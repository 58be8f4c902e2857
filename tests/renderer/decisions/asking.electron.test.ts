// An officer puts a text to a decision over a real core, at an item of a meeting or outside it.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '#core'
import type { Decision } from '#shared/contract'
import type { BlockId, GroupId } from '#shared/ids'
import { type CoreOptions, type CorePages, corePages } from '#tests/core-pages'
import { decisionMoments, hearsOf } from '#tests/decision-moments'
import { decisionSeed, nextTitle } from '#tests/decision-seed'
import { meetingWords } from '#tests/meeting-session'
import { meetingsSeed } from '#tests/meetings-seed'
import { inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import type { Seed } from '#tests/seeds'

type Seeded = Awaited<ReturnType<typeof decisionSeed>>['seeded']

const say = sayIn('en')
let pages: CorePages
let core: Core
let group: GroupId
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const button = (id: string, values = {}): Locator =>
  page.getByRole('button', { name: say(id, values), exact: true })
/** By key: a button that says why not takes no press of a pointer in a test. */
const tryTo = async (act: Locator): Promise<void> => {
  await act.focus()
  await page.keyboard.press('Enter')
}
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const sees = (text: string): Promise<void> => page.getByText(text).first().waitFor()

/** Chooses the text with that title. */
async function begin<T extends { group: GroupId }>(
  seed: Seed<T>,
  title: string,
  before: CoreOptions<T>['before'] & {} = async () => {},
): Promise<T> {
  const opened = await pages.open(seed, { before })
  const { seeded } = opened
  void ({ page, core } = opened)
  group = seeded.group
  await page.keyboard.press('Control+4')
  await button('decisions.ask').click()
  await page.getByRole('option', { name: title }).click()
  await page.getByRole('heading', { name: say('decisions.rule') }).waitFor()
  return seeded
}
/** The question that was asked last, as core has it. */
const question = async (): Promise<Decision> => {
  const { decisions } = await core.answers['decisions.list']({ group })
  const [{ id } = { id: undefined }] = decisions.toSorted((a, b) => b.at - a.at)
  return core.answers['decisions.get']({ decision: id! })
}

const writes =
  (...steps: readonly object[]) =>
  async ({ edit }: Core, { next }: Seeded): Promise<void> =>
    void (await edit(next, steps))

test('places that were merged and not read are named before the decision opens', async () => {
  await begin(decisionSeed, nextTitle, async (each, seeded) => {
    await writes({ insert: 'First: ', block: 1, at: 0 })(each, seeded)
    await hearsOf(each, seeded)
  })
  await page
    .locator('.exact-checks')
    .getByRole('link', { name: say('decisions.exact.merges', { count: 1 }) })
    .waitFor()
  expect(await button('decisions.ask.act').getAttribute('aria-disabled')).toBe(null)
})

test('the rule is one sentence for a screen reader, and says what was chosen in it', async () => {
  await begin(decisionSeed, nextTitle)
  const sentence =
    'Adopted by consensus if at least 5 of the 9 members on the roll give a position and no one objects.'
  const rule = page.getByRole('group', { name: sentence })
  await rule.waitFor()
  await rule.getByRole('button', { name: say('decisions.pick.quorum') }).click()
  await page.getByRole('option', { name: '7', exact: true }).click()
  await page.getByRole('group', { name: /at least 7 of the 9 members/ }).waitFor()
  await sees('9 members are asked to give a position by 25 September 2018. Adopted by consensus if')
  await button('decisions.ask.act').click()
  await page.getByText(say('decisions.state.open')).first().waitFor()
  const { purpose, texts, rule: kept, seats } = await question()
  expect({ purpose, kept }).toMatchObject({
    ...{ purpose: 'adopt', kept: { kind: 'consensus', quorum: 7 } },
  })
  expect(texts).toMatchObject([{ language: 'en' }])
  expect(seats).toHaveLength(9)
})

test('lines without words are named before it is asked, each with the way there', async () => {
  await begin(decisionSeed, nextTitle, decisionMoments.emptyLines)
  await sees('3 paragraphs and headings have no words.')
  await page.getByRole('link', { name: 'Below “Context”' }).waitFor()
  await page.getByRole('link', { name: /^.?2.?$/ }).waitFor()
  expect(await button('decisions.ask.act').getAttribute('aria-disabled')).toBe(null)
  await page.getByRole('link', { name: /3.\(a\)/ }).click()
  await expect.poll(() => page.locator('.page-text').isVisible()).toBe(true)
})

test('lines without words of two texts are named with the language of each', async () => {
  await begin(decisionSeed, nextTitle, async (each, seeded) => {
    const { answers, edit } = each
    const { next } = seeded
    await writes({ new: '', after: 1, kind: 'num1' })(each, seeded)
    const french = await answers['languages.add']({ document: next, language: 'fr' })
    await answers['documents.rename']({ document: french, title: 'Déclaration' })
    await answers['documents.share']({ document: french })
    await edit(french, [{ insert: 'Protéger tout le monde.', block: 1, at: 0 }])
  })
  await page.getByRole('checkbox', { name: 'Français' }).press('Space')
  await sees('Français: 1 paragraph or heading has no words.')
  expect(await page.getByText('English: 1 paragraph or heading has no words.').count()).toBe(1)
})

test('each refusal is named under the button, and a quorum above the roll too', async () => {
  await begin(decisionSeed, nextTitle, decisionMoments.openBrackets)
  await sees('Words in square brackets are open: paragraphs 2 and 4. Settle them first.')
  await tryTo(button('decisions.ask.act'))
  await settled(page)
  expect(await asked('decisions.ask')).toEqual([])
  await leavePage(page)
  await begin(decisionSeed, nextTitle, async ({ answers }, seeded) => {
    const { memberList } = await answers['groups.get'](seeded)
    const { id: member } = memberList.find(({ handle }) => handle === 'E.G.')!
    const term = { from: Date.UTC(2018, 0, 1), until: Date.UTC(2018, 11, 31) }
    await answers['members.setTerm']({ group: seeded.group, member, ...term })
  })
  await page.getByRole('button', { name: say('decisions.pick.quorum') }).click()
  await page.getByRole('option', { name: '9', exact: true }).click()
  await page.getByText(say('decisions.roll.ask', { name: 'E.G.' })).click()
  await sees('The quorum of 9 is more than the 8 members on the roll.')
})

describe('an item of a meeting', () => {
  const title = 'Strategy of support for women human rights defenders'
  const chosen = (words: string): Locator => page.locator('.select-button', { hasText: words })
  const asks = async (): Promise<void> => {
    await button('decisions.ask.act').click()
    await page.locator('.decision-question').waitFor()
  }
  const beginAt = async () => {
    const seeded = await begin(meetingsSeed, title)
    await chosen(`item 2: ${meetingWords.strategy}`).waitFor()
    const { agenda, items } = seeded
    const all = await core.answers['documents.list']({ group })
    const { id: paper } = all.find(each => each.title === title)!
    /** The text is a paper of these items alone. */
    const offers = async (places: Partial<Record<BlockId, boolean>>): Promise<void> => {
      for (const [block, isOffered] of Object.entries(places))
        await core.answers['meetings.setItem']({
          ...{ agenda, block: block as BlockId, minutes: null, presenter: null },
          papers: isOffered ? [paper] : [],
        })
    }
    return { items, offers }
  }

  test('an offered item goes with the question', async () => {
    const { items } = await beginAt()
    await asks()
    expect((await question()).where).toMatchObject({ block: items.strategy })
  })

  test('the item is not named where an officer asks outside the meeting', async () => {
    await beginAt()
    await chosen('item 2').click()
    await page.getByRole('option', { name: say('decisions.ask.whereNone') }).click()
    await asks()
    expect((await question()).where).toBe(null)
  })

  test('the chosen item stays where another one comes before it', async () => {
    const { items, offers } = await beginAt()
    await offers({ [items.minutes]: true })
    await expect.poll(async () => (await asked('decisions.prepare')).length).toBeGreaterThan(1)
    await settled(page)
    await chosen('item 2').click()
    await page.getByRole('option', { name: new RegExp(meetingWords.minutes) }).waitFor()
    await page.keyboard.press('Escape')
    await chosen(meetingWords.strategy).waitFor()
    await asks()
    expect((await question()).where).toMatchObject({ block: items.strategy })
  })

  test('the chosen item is said to be gone, and nothing is asked before another choice', async () => {
    const { items, offers } = await beginAt()
    await offers({ [items.minutes]: true, [items.strategy]: false })
    await page
      .getByRole('status')
      .filter({ hasText: say('ui.chooseAgain') })
      .waitFor()
    await tryTo(button('decisions.ask.act'))
    expect(await asked('decisions.ask')).toEqual([])
    await page.getByRole('button', { name: new RegExp(`${say('decisions.ask.where')}$`) }).click()
    await page.getByRole('option', { name: new RegExp(meetingWords.minutes) }).click()
    await chosen(meetingWords.minutes).waitFor()
    await asks()
    expect((await question()).where).toMatchObject({ block: items.minutes })
  })
})
