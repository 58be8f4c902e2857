// The first screen of a group, in a real window: what waits, what is being decided, what changed, the
// next meeting and own action items, each from one list of core and in the words of the other screens.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { passphrase } from '#tests/archive'
import {
  type CoreOptions,
  type CorePage,
  type CorePages,
  corePages,
  longLater as longLaterOverCore,
} from '#tests/core-pages'
import { type FakeOptions } from '#tests/fake-core'
import { emptySeed } from '#tests/follow-up-seed'
import { faultsEverywhere, losses } from '#tests/page-faults'
import {
  becomesLong,
  inputsOf,
  leavePage,
  longLater,
  type RendererPages,
  rendererPages,
  settled,
} from '#tests/renderer-pages'
import type { DocumentSummary } from '#shared/contract'
import type { DocumentId } from '#shared/ids'
import { hexId } from '#tests/fake-group'
import { type FakeWindow, sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: RendererPages
let overCore: CorePages
beforeAll(async () => {
  pages = await rendererPages()
  overCore = await corePages()
})
afterAll(async () => {
  await pages.close()
  await overCore.close()
})

const busy: FakeOptions = { decided: 'asked', meetings: 'called' }
const question = /^Should the Advisory Group adopt the follow-up to CSW62, paragraph 42/

async function home(options: FakeOptions = busy): Promise<Page> {
  const page = await pages.open(options)
  onTestFinished(() => leavePage(page))
  await settled(page)
  return page
}
/** The first screen of a new group, over a real core. */
async function newHome(options?: CoreOptions): Promise<CorePage> {
  const opened = await overCore.open(emptySeed, options)
  onTestFinished(() => leavePage(opened.page))
  await settled(opened.page)
  return opened
}
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

const callsOf = (page: Page): Promise<{ name: string; input: unknown }[]> =>
  page.evaluate(() => (window as unknown as FakeWindow).fake.calls)

test('a question without the own position is the first that waits, and leads to its screen', async () => {
  const page = await home()
  const waiting = part(page, 'Waiting for you')
  const [first] = await waiting.getByRole('listitem').allInnerTexts()
  expect(first).toMatch(question)
  expect(first).toMatch(
    /5 of 9 received, 6 needed for the quorum\. With your position, the quorum is met\./,
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

test('others settled own suggestions: the row says how many and by whom, and leads to the text', async () => {
  const page = await home({ settledOwn: true })
  const waiting = part(page, 'Waiting for you')
  const row = waiting.getByRole('listitem').filter({ hasText: '4 of your suggestions are settled' })
  expect(await row.innerText()).toMatch(
    /Accepted: 2\. Rejected: 1\. Decided differently by members: 1\. By .?M\.S\./,
  )
  expect(await callsOf(page)).toContainEqual(
    expect.objectContaining({ name: 'suggestions.news' }) as object,
  )
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/home-settled.png` })
  await row.getByRole('button').press('Enter')
  await row.waitFor({ state: 'detached' })
})

test('amendments and suggestions to settle have a row, and circulated minutes no second one', async () => {
  const circulated = hexId(305, 16) as DocumentId
  const one = {
    document: hexId(300, 16) as DocumentId,
    title: 'Advice',
    amendments: 2,
    suggestions: 1,
  }
  const page = await home({
    ...busy,
    openRemarks: [one, { document: circulated, title: 'Minutes', amendments: 2, suggestions: 0 }],
  })
  const row = part(page, 'Waiting for you')
    .getByRole('listitem')
    .filter({ hasText: 'To be settled' })
  await row.waitFor()
  expect(await row.allInnerTexts()).toEqual([
    expect.stringMatching(/To be settled: Advice\s+2 amendments are open\. 1 suggestion is open\./),
  ])
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/home-open.png` })
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
  const said = (await callsOf(page)).filter(({ name }) => name === 'actions.progress')
  expect(said.map(({ input }) => input)).toMatchObject([{ state: 'done' }, { state: 'open' }])
})

test('the screen asks for lists, and for nothing of a single decision, meeting or document', async () => {
  const page = await home()
  const names = (await callsOf(page)).map(({ name }) => name)
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
  const page = await home(longLater(busy))
  expect(await faultsEverywhere(page)).toEqual([])
  await becomesLong(page)
  expect(await losses(page)).toEqual([])
})

test('when empty it has no fault, and loses nothing when small, mirrored or long', async () => {
  const { page, release } = await newHome(longLaterOverCore)
  expect(await faultsEverywhere(page)).toEqual([])
  await becomesLong(page, async () => release())
  expect(await losses(page)).toEqual([])
})

test('the palette plans a meeting, asks, and finds questions, meetings and action items', async () => {
  const page = await home()
  await page.keyboard.press('Control+7')
  const choose = async (letters: string, option: RegExp): Promise<void> => {
    // Keys do not reach the window below a dialog that is going.
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.keyboard.type(letters)
    await page.getByRole('option', { name: option }).waitFor()
    await page.getByRole('option', { name: option }).click()
  }
  await choose('plan a', /^Plan a meeting$/)
  await page.getByRole('dialog', { name: 'Plan a meeting' }).waitFor()
  await page.keyboard.press('Escape')
  await choose('put a text', /^Put a text to a decision$/)
  await page.getByRole('combobox', { name: say('decisions.choose') }).waitFor()
  await page.keyboard.press('Escape')
  await choose('should the', question)
  await heading(page, question).waitFor()
  await choose('third regular', /^Third regular session .*2018$/)
  await page.locator('[data-area="main"]').getByText('Approval of the minutes').first().waitFor()
  await choose('check every', /^Check every quotation/)
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
  await page.getByRole('combobox').fill('statement')
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

test('an adopted text has entries, and changes since it was read', async () => {
  const page = await home()
  const now = (change: Partial<DocumentSummary>) =>
    page.evaluate(changed => {
      const { fake } = window as unknown as FakeWindow
      const [text] = fake.documents
      if (!text) throw new Error('There is no document')
      Object.assign(text, changed)
      fake.emit('documents.changed', { group: text.group, document: text.id })
    }, change)
  const row = part(page, 'Documents').getByRole('row').filter({ hasText: 'Adopted' }).first()
  const by = await page.evaluate(
    () => (window as unknown as FakeWindow).fake.groups[0]?.memberList[0]?.id ?? null,
  )
  await now({ status: 'adopted', unread: true, changedBy: by })
  await row.getByText(/Latest entry (today|yesterday|on) /).waitFor()
  await row.getByText(say('documents.unread')).waitFor()
  // Another device handed the text over: the time is that of its arrival.
  await now({ changedBy: null })
  await row.getByText(/Came to this device (today|yesterday|on) /).waitFor()
  expect(await row.innerText()).not.toContain('Latest entry')
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
  await page.evaluate(() => {
    const { fake } = window as unknown as FakeWindow
    const [changed, unread] = fake.documents
    if (!changed || !unread) throw new Error('There are no documents')
    Object.assign(changed, { unread: true })
    Object.assign(unread, { neverRead: true })
    for (const { group, id } of [changed, unread])
      fake.emit('documents.changed', { group, document: id })
  })
  const rows = part(page, 'Documents').getByRole('row')
  const row = (title: string) => rows.filter({ hasText: title })
  await expect
    .poll(() => row('Strategy of support').innerText())
    .toMatch(/\S+ changed it today at \S+\nChanged since you read it/)
  const unread = row('Follow-up to CSW62')
  await expect
    .poll(() => unread.innerText())
    .toMatch(/\S+ changed it yesterday at \S+\nNot read on this device yet/)
  expect(await rows.filter({ hasText: /Not read on|Changed since/ }).count()).toBe(2)
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/home-not-read.png` })
  await unread.getByText('Follow-up to CSW62').click()
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
