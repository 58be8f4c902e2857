// The first screen of a group, in a real window: what waits, what is being decided, what changed, the
// next meeting and own action items, each from one list of core and in the words of the other screens.
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { passphrase } from '#tests/archive'
import {
  type CoreOptions,
  type CorePage,
  type CorePages,
  corePages,
  longLater,
} from '#tests/core-pages'
import { emptySeed } from '#tests/follow-up-seed'
import { homeSeed, homeWords } from '#tests/home-seed'
import { faultsEverywhere, losses } from '#tests/page-faults'
import { type AskedCalls, becomesLong, inputsOf, leavePage, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import type { Seed } from '#tests/seeds'

const say = sayIn('en')
let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const question = homeWords.question

const open = async <T>(seed: Seed<T>, options?: CoreOptions<T>): Promise<CorePage> => {
  const opened = await pages.open(seed, options)
  onTestFinished(() => leavePage(opened.page))
  await settled(opened.page)
  return opened
}
const home = async (options?: CoreOptions): Promise<Page> => (await open(homeSeed, options)).page
/** The first screen of a new group. */
const newHome = (options?: CoreOptions): Promise<CorePage> => open(emptySeed, options)
const reminded: CoreOptions = {
  async before(core) {
    const settings = await core.answers['settings.get'](undefined)
    await core.answers['settings.set']({ ...settings, isRecoveryPutAway: false })
  },
}
const part = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 })

const focused = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.textContent)

const namesAsked = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (window as unknown as { asked: AskedCalls }).asked.calls.map(({ name }) => name),
  )

test('a question without the own position is the first that waits, and leads to its screen', async () => {
  const page = await home()
  const waiting = part(page, 'Waiting for you')
  const [first] = await waiting.getByRole('listitem').allInnerTexts()
  expect(first).toContain(question)
  expect(first).toMatch(
    /2 of 4 received, 3 needed for the quorum\. With your position, the quorum is met\./,
  )
  expect(
    await waiting.getByText('2 corrections to the minutes of “Second regular session”').count(),
  ).toBe(1)
  await waiting.getByRole('button', { name: 'Give your position' }).click()
  await heading(page, question).waitFor()
})

test('an open decision has the bar and the words of the screen of decisions, and opens by key', async () => {
  const page = await home()
  const open = part(page, 'Decisions open')
  const here = await open.locator('.decision-reach').innerText()
  await open.getByRole('row', { name: question }).focus()
  await page.keyboard.press('Enter')
  await heading(page, question).waitFor()
  await page.keyboard.press('Control+4')
  await heading(page, 'Decisions').waitFor()
  await expect.poll(() => page.locator('.decision-reach').first().innerText()).toBe(here)
})

test('others settled own suggestions: the row says how many and by whom, leads to them, and is gone then', async () => {
  const page = await home()
  const waiting = part(page, 'Waiting for you')
  const row = waiting.getByRole('listitem').filter({ hasText: '4 of your suggestions are settled' })
  expect(await row.innerText()).toMatch(
    /Accepted: 2\. Rejected: 1\. Decided differently by members: 1\. By .?M\.S\..? and .?L\.H\./,
  )
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/home-settled.png` })
  await row.getByRole('button', { name: 'Look at it' }).press('Enter')
  await page
    .locator('.side-panel')
    .getByRole('radio', { name: 'Suggestions', checked: true })
    .waitFor()
  // Unfolded, though another one waits, so Home lists it no longer.
  await page.locator('.settled-suggestions .thread').first().waitFor()
  expect(await page.locator('.side-panel').getByText('Accept', { exact: true }).count()).toBe(1)
  await expect.poll(() => inputsOf(page, 'suggestions.seen')).toHaveLength(1)
  await page.keyboard.press('Control+1')
  await waiting.getByText(question).first().waitFor()
  await row.waitFor({ state: 'detached' })
})

test('amendments and suggestions to settle have a row, and circulated minutes no second one', async () => {
  const page = await home()
  const row = part(page, 'Waiting for you')
    .getByRole('listitem')
    .filter({ hasText: 'To be settled' })
  await row.first().waitFor()
  expect(await row.allInnerTexts()).toEqual([
    expect.stringMatching(
      /To be settled: Advice on civic space\s+2 amendments are open\. 1 suggestion is open\./,
    ),
    expect.stringMatching(/To be settled: Statement on shrinking spaces\s+1 suggestion is open\./),
  ])
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/home-open.png` })
})

test('a member who no longer settles corrections has no row for them', async () => {
  const { page, core } = await open(homeSeed)
  const [{ id: group } = {}] = await core.answers['groups.list'](undefined)
  const { self } = await core.answers['groups.get']({ group: group! })
  const corrections = part(page, 'Waiting for you').getByText(/corrections? to the minutes/)
  await corrections.waitFor()
  await core.answers['members.setRole']({ group: group!, member: self!, role: 'observer' })
  await expect.poll(() => corrections.count()).toBe(0)
})

test('a press marks an own action item as done, and undo opens it again', async () => {
  const page = await home()
  const actions = part(page, 'Your action items')
  const item = actions.getByRole('checkbox', { name: /^Done: Check every quotation/ })
  await item.focus()
  await page.keyboard.press('Space')
  await item.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Undo' }).press('Enter')
  await item.waitFor()
  expect(await inputsOf(page, 'actions.progress')).toMatchObject([
    { state: 'done' },
    { state: 'open' },
  ])
})

test('the screen asks for lists, and for nothing of a single decision, meeting or document', async () => {
  const page = await home()
  const names = await namesAsked(page)
  for (const list of ['decisions.list', 'meetings.list', 'actions.list', 'documents.list'])
    expect(names).toContain(list)
  const single = /^(decisions|meetings|documents|comments|amendments)\.(?!list$)/
  expect(names.filter(name => single.test(name))).toEqual([])
})

test('a new group says in a sentence for each part that there is nothing yet', async () => {
  const { page } = await newHome()
  for (const [name, sentence] of [
    ['Decisions open', 'No decision is open.'],
    ['Next meeting', 'No meeting has been called.'],
    ['Your action items', 'No open action item is yours.'],
    ['Documents', 'No documents yet.'],
  ] as const)
    expect(await part(page, name).innerText()).toContain(sentence)
})

test('when busy it has no fault, and loses nothing when small, mirrored or long', async () => {
  const { page, release } = await open(homeSeed, longLater)
  expect(await faultsEverywhere(page)).toEqual([])
  await becomesLong(page, async () => release())
  expect(await losses(page)).toEqual([])
})

test('when empty it has no fault, and loses nothing when small, mirrored or long', async () => {
  const { page, release } = await newHome(longLater)
  expect(await faultsEverywhere(page)).toEqual([])
  await becomesLong(page, async () => release())
  expect(await losses(page)).toEqual([])
})

test('the palette plans a meeting, asks, and finds questions, meetings and action items', async () => {
  const page = await home()
  await page.keyboard.press('Control+7')
  const choose = async (
    letters: string,
    option: RegExp,
    among: Page | Locator = page,
  ): Promise<void> => {
    // Keys do not reach the window below a dialog that is going.
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.keyboard.type(letters)
    await among.getByRole('option', { name: option }).click()
  }
  await choose('plan a', /^Plan a meeting$/)
  await page.getByRole('dialog', { name: 'Plan a meeting' }).waitFor()
  await page.keyboard.press('Escape')
  await choose('put a text', /^Put a text to a decision$/)
  await page.getByRole('combobox', { name: say('decisions.choose') }).waitFor()
  await page.keyboard.press('Escape')
  await choose('should the', /^Should the Advisory Group adopt the follow-up/)
  await heading(page, question).waitFor()
  await choose('third regular', /^Third regular session .*2018$/)
  await page.locator('[data-area="main"]').getByText('Approval of the minutes').first().waitFor()
  // The search finds the words, too.
  await choose('check every', /^Check every quotation/, page.getByRole('group', { name: 'Go to' }))
  await page.locator('.page-text').waitFor()
  await expect.poll(() => page.getByRole('combobox').count()).toBe(0)
})

test('the palette renames, duplicates and deletes a document by name, and finds templates', async () => {
  const page = await home()
  const options = page.getByRole('option')
  const typed = async (letters: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    await page.keyboard.type(letters)
  }
  const left = async (): Promise<void> => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  await typed('rename strategy')
  await page.getByRole('option', { name: /^Rename: .*strategy/i }).click()
  const title = page.getByRole('textbox', { name: 'Title' })
  await title.waitFor()
  expect(await title.inputValue()).toMatch(/strategy/i)
  await left()
  await typed('duplicate')
  await expect
    .poll(() => options.allInnerTexts())
    .toContainEqual(expect.stringMatching(/^Duplicate: /))
  expect(
    (await options.allInnerTexts()).filter(text => text.startsWith('Duplicate: ')),
  ).toHaveLength(8)
  await left()
  // Only a document that nobody else has can be deleted.
  await typed('delete')
  await expect
    .poll(() => options.allInnerTexts())
    .toContainEqual(expect.stringMatching(/^Delete: /))
  await left()
  await typed('template minutes')
  await page.getByRole('option', { name: /^New document: Minutes/ }).click()
  await page.getByRole('dialog', { name: 'New document' }).waitFor()
  expect(await page.getByRole('radio', { name: /^Minutes/ }).isChecked()).toBe(true)
})

test('a paragraph that the palette found leaves room for the title of its document', async () => {
  const page = await home()
  await page.setViewportSize({ width: 720, height: 450 })
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('less room')
  const found = page.locator('.palette-item:has(mark)')
  await found.nth(1).waitFor()
  // The words and the title are both in sight.
  for (const part of ['mark', '.palette-hint']) {
    const inSight = await found.locator(part).evaluateAll(all =>
      all.map(each => {
        const [box, row] = [each, each.closest('.palette-item')].map(one =>
          one?.getBoundingClientRect(),
        )
        return (box?.width ?? 0) > 50 && (box?.right ?? 0) <= (row?.right ?? 0)
      }),
    )
    expect([part, inSight.length > 1, new Set(inSight)]).toEqual([part, true, new Set([true])])
  }
})

test('in a small window the acts stand below the name, so that its words have the width of the screen', async () => {
  const page = await home()
  await page.setViewportSize({ width: 900, height: 700 })
  await settled(page)
  const [says, acts] = await Promise.all(
    ['.screen-head > .grow', '.screen-acts'].map(each => page.locator(each).boundingBox()),
  )
  expect(acts!.y).toBeGreaterThanOrEqual(says!.y + says!.height)
  // The sentence about readers takes three lines at most.
  const lead = await page.locator('.screen-lead').boundingBox()
  expect(lead!.height).toBeLessThanOrEqual(54)
})

test('the palette finds what is done in the settings, and inviting, by their names', async () => {
  const page = await home()
  const offered = async (typed: string, option: string) => {
    await page.keyboard.press('Control+k')
    await page.locator('.palette-input:focus').fill(typed)
    const found = page.getByRole('option', { name: option, exact: true })
    await found.waitFor()
    return found
  }
  await (await offered('dark', 'Colours: Dark')).click()
  await page.locator(':root[data-theme="dark"]').waitFor()
  await (await offered('invite', 'Invite a member')).click()
  await page.getByRole('dialog', { name: /^Invite/ }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await (await offered('backup', 'Settings: Backup')).click()
  await expect.poll(() => focused(page)).toBe(say('settings.backup'))
})

const adopted = (page: Page) =>
  part(page, 'Documents').getByRole('row').filter({ hasText: homeWords.adopted })

test('an adopted text has entries, and changes since it was read', async () => {
  const page = await home()
  await adopted(page)
    .getByText(/Latest entry yesterday /)
    .waitFor()
  expect(await adopted(page).getByText(say('documents.unread')).count()).toBe(1)
})

test('an adopted text that another device handed over has the time of its arrival', async () => {
  const page = await home({
    async before({ answers }) {
      const list = answers['documents.list']
      const handedOver: typeof list = async input =>
        (await list(input)).map(each => ({ ...each, changedBy: null }))
      Object.assign(answers, { 'documents.list': handedOver })
    },
  })
  await adopted(page)
    .getByText(/Came to this device yesterday /)
    .waitFor()
  expect(await adopted(page).innerText()).not.toContain('Latest entry')
})

test('a person without a recovery code and a backup is reminded, until the row is put away', async () => {
  const { page } = await newHome(reminded)
  const waiting = part(page, 'Waiting for you')
  await waiting.getByRole('button', { name: 'Make a recovery code' }).click()
  await heading(page, 'Settings').waitFor()
  const dialog = page.getByRole('dialog', { name: say('settings.recovery.code.title') })
  await dialog.waitFor()
  // The sections above come with an answer of core, and move this one.
  await settled(page)
  // The section stands behind the dialog when it is closed.
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect
    .poll(() =>
      page
        .getByRole('heading', { name: say('settings.recovery'), exact: true })
        .evaluate(each => each.getBoundingClientRect().bottom <= innerHeight),
    )
    .toBe(true)
  // The way back leads to the settings, and asks for no second code.
  await page.keyboard.press('Control+1')
  await waiting.waitFor()
  await page.keyboard.press('Alt+ArrowLeft')
  await heading(page, 'Settings').waitFor()
  await settled(page)
  expect(await dialog.count()).toBe(0)
  await page.keyboard.press('Alt+ArrowLeft')
  await waiting.getByRole('button', { name: say('home.waiting.putAway') }).click()
  await waiting.getByText(say('home.waiting.recovery')).waitFor({ state: 'detached' })
  expect(await inputsOf(page, 'settings.set')).toMatchObject([{ isRecoveryPutAway: true }])
})

test('Home says by document who changed it since yesterday, and marks those that changed or were not read; a click opens one', async () => {
  const page = await home()
  const rows = part(page, 'Documents').getByRole('row')
  const row = (title: string) => rows.filter({ hasText: title })
  await expect
    .poll(() => row(homeWords.changed).innerText())
    .toMatch(/M\.S\.\S? changed it today at \S+\nChanged since you read it/)
  const unread = row(homeWords.unread)
  await expect
    .poll(() => unread.innerText())
    .toMatch(/M\.S\.\S? changed it yesterday at \S+\nNot read on this device yet/)
  const marked = rows.filter({ hasText: /Not read on|Changed since/ })
  expect(await marked.allInnerTexts()).toEqual([
    expect.stringContaining(homeWords.changed),
    expect.stringContaining(homeWords.adopted),
    expect.stringContaining(homeWords.unread),
  ])
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/home-not-read.png` })
  await unread.getByText(homeWords.unread).click()
  await page.locator('.page-text').waitFor()
})

test('a person with a recovery code alone is reminded of a backup, and comes to where one is saved', async () => {
  const { page } = await newHome(reminded)
  const waiting = part(page, 'Waiting for you')
  await waiting.getByRole('button', { name: 'Make a recovery code' }).click()
  const dialog = page.getByRole('dialog', { name: say('settings.recovery.code.title') })
  await dialog.getByLabel(say('settings.passphrase.old'), { exact: true }).fill(passphrase)
  await dialog.getByRole('button', { name: say('settings.recovery.code.show') }).click()
  const code = await page.locator('.recovery-code').innerText()
  await dialog.getByLabel(say('settings.recovery.code.back'), { exact: true }).fill(code)
  await dialog.getByRole('button', { name: say('settings.recovery.code.confirm') }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+1')
  await waiting.getByText(say('home.waiting.backup')).waitFor()
  await waiting.getByRole('button', { name: say('settings.backup.act') }).click()
  await page.getByRole('button', { name: say('settings.backup.act') }).waitFor()
  await expect.poll(() => focused(page)).toBe(say('settings.backup'))
})
