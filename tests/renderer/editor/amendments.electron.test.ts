// Amendments beside the page: proposed with the keys alone, by others, settled by one keystroke, merged,
// and every state without an accessibility fault.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { dress, faultsEverywhere, faultsHere } from '#tests/page-faults'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'
import { otherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const cards = () => page.locator('.amendment')
const card = (text: string) => cards().filter({ hasText: text })
const open = async (options: Parameters<TextPages['open']>[0] = {}): Promise<void> => {
  text = await pages.open(options)
  page = text.page
  await page.locator('.page-text').focus()
}
const told = async () => {
  const amendments = await text.core.answers['amendments.list'](text)
  return amendments.map(({ wording, standing, sponsors }) => ({
    ...{ wording, standing, sponsors: sponsors.length },
  }))
}
const textAt = (index: number) => text.texts()[index]
/** The step that amends the block with that index so. */
const change = (index: number, from: string, to: string, why?: string) => ({
  ...{ amend: (textAt(index) ?? '').replace(from, to), block: index + 1 },
  ...(why !== undefined && { why }),
})
/** As in the mockup: two would change paragraph 3 (b). `third`: the member who proposes the second and the third. */
const others = async (third: 'M.S.' | 'K.W.' = 'M.S.'): Promise<void> => {
  const [first, second] = [await otherMember(text, 'L.H.'), await otherMember(text, third)]
  await first.edit(
    change(
      ...([7, 'Encourage', 'Call on'] as const),
      'CSW62 urged Governments. “Encourage” is weaker than the text they already agreed to.',
    ),
  )
  await second.hear()
  await second.edit(
    change(6, 'civil society;', 'civil society, including girls’ and youth-led organizations;'),
    change(7, 'labour rights', 'labour and land rights'),
  )
}
/** The mark in the margin for the two. */
const both = () =>
  page.getByRole('button', { name: '2 open amendments to paragraph 3 (b): 1 and 3' })
const showTab = async (): Promise<void> => {
  const bar = page.getByRole('group', { name: 'About this document' })
  await bar.getByRole('button', { name: /omments|amendments/ }).click()
  await page.getByRole('tab', { name: /Amendments/ }).click()
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

it('proposes other words for the paragraph with the caret by keys alone, and changes no word', async () => {
  await open()
  await page.locator('.page-text > *').nth(7).click()
  const before = textAt(7)
  await page.keyboard.press('Alt+F10')
  await page.getByRole('button', { name: 'Propose an amendment' }).first().focus()
  await page.keyboard.press('Enter')
  const wording = page.getByRole('textbox', { name: 'The paragraph as you propose it' })
  await wording.waitFor()
  expect(await wording.inputValue()).toBe(before)
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+Shift+ArrowRight')
  await page.keyboard.type('Urge')
  await page.keyboard.press('Control+Enter')
  await cards().waitFor()
  await expect.poll(told).toMatchObject([{ standing: 'open' }])
  expect((await told())[0]?.wording).toMatch(/^Urge Governments/)
  expect(textAt(7)).toBe(before)
  expect(await cards().getByRole('heading').textContent()).toMatch(
    /^Amendment 1 to paragraph 3 \(b\)$/,
  )
  // A screen reader hears the number.
  await page.getByText('Proposed as amendment 1.').waitFor()
  await cards().getByRole('button', { name: 'Withdraw' }).click()
  await expect.poll(told).toMatchObject([{ standing: 'withdrawn' }])
  await page.getByText('Amendment 1 is withdrawn. It stays on record.').waitFor()
})

it('goes from one open point to the next by keys, and accepts by one keystroke', async () => {
  await open()
  await others()
  await both().waitFor()
  await page.locator('.page-text > *').nth(7).click()
  await page.keyboard.press('Control+Alt+ArrowDown')
  await page.locator('.amendment[data-current]').waitFor()
  await page.waitForFunction(() => document.activeElement?.classList.contains('amendment'))
  expect(await page.locator('.amendment[data-current]').textContent()).toContain('Call on')
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => textAt(7)).toMatch(/^Call on Governments/)
  await expect
    .poll(async () => (await told()).map(each => each.standing).toSorted())
    .toEqual([...['accepted', 'open', 'open']])
  // The one beside it is shown against the new text.
  await expect.poll(() => card('land rights').textContent()).toContain('has changed since')
  expect(await card('land rights').locator('ins').first().textContent()).toContain('and land')
})

it('offers its acts on each card, before any is chosen', async () => {
  await open()
  await others()
  await showTab()
  await cards().nth(2).waitFor()
  expect(await page.locator('.amendment[data-current]').count()).toBe(0)
  await shots('cards')
  await card('land rights').getByRole('button', { name: 'Accept into text' }).click()
  await expect
    .poll(async () => (await told()).map(each => each.standing).toSorted())
    .toEqual([...['accepted', 'open', 'open']])
  await expect.poll(() => textAt(7)).toContain('land rights')
})

it('shows clashes on each card, merges two, and marks a clash as handled', async () => {
  await open()
  await others()
  await showTab()
  await card('Call on').getByRole('link').click()
  await card('Call on').getByText('Amendment 3 would change the same paragraph.').waitFor()
  await card('Call on')
    .getByRole('button', { name: /More for/ })
    .click()
  await page.getByRole('menuitem', { name: 'See it beside the text' }).click()
  const beside = page.getByRole('dialog', { name: 'Paragraph 3 (b) and its amendments' })
  await beside.getByRole('heading', { name: 'The text now' }).waitFor()
  expect(await beside.getByRole('heading', { level: 3 }).count()).toBe(3)
  await beside.locator('section').nth(1).getByText('L.H.').first().waitFor()
  expect(await beside.locator('section').nth(1).locator('ins, del').count()).toBeGreaterThan(0)
  expect(await faultsHere(page)).toEqual([])
  await page.keyboard.press('Escape')
  await beside.waitFor({ state: 'detached' })
  await card('Call on')
    .getByRole('button', { name: /More for/ })
    .click()
  await page.getByRole('menuitem', { name: 'Merge with amendment 3' }).click()
  const wording = page.getByRole('textbox', { name: 'The paragraph as you propose it' })
  expect(await wording.inputValue()).toMatch(/^Call on Governments.*labour and land rights/)
  expect(await faultsHere(page)).toEqual([])
  await wording.press('Control+Enter')
  await cards().getByText('Made from amendments 1 and 3').waitFor()
  await card('Made from')
    .getByRole('button', { name: /More for/ })
    .click()
  await page
    .getByRole('menuitem', { name: /as handled/ })
    .first()
    .click()
  await cards().getByText('This conflict is marked as handled.').first().waitFor()
})

it('calls two that were proposed apart by one number and a letter each', async () => {
  await open()
  const [first, second] = [await otherMember(text), await otherMember(text, 'L.H.')]
  await first.edit({ amend: 'Urge States to act.', block: 8 })
  await second.edit({ amend: 'Ask States to act.', block: 8 })
  await showTab()
  const titles = () => cards().getByRole('heading').allTextContents()
  // The ids are drawn: now and then one letter does not tell them apart.
  const one = expect.stringMatching(/^Amendment 1\s[a-z]+ to paragraph 3 \(b\)$/)
  await expect.poll(titles).toEqual([one, one])
  expect(new Set(await titles()).size).toBe(2)
  expect(await faultsHere(page)).toEqual([])
  await shots('amendment-letters')
})

it('lets a member without the right to settle support it, and shows the members who settle', async () => {
  await open({ as: 'M.S.' })
  await others('K.W.')
  await showTab()
  await card('Call on').getByRole('link').click()
  await card('Call on').getByText('The chair and the rapporteur settle').waitFor()
  expect(await faultsHere(page)).toEqual([])
  expect(await page.getByRole('button', { name: 'Accept into text' }).count()).toBe(0)
  await card('Call on').getByRole('button', { name: 'Co-sponsor', exact: true }).click()
  await card('Call on').getByText('Co-sponsor: ').waitFor()
  await card('Call on').getByRole('button', { name: 'No longer co-sponsor' }).click()
  await expect.poll(told).toMatchObject([{ sponsors: 0 }, { sponsors: 0 }, { sponsors: 0 }])
})

const states: { name: string; step: () => Promise<void> }[] = [
  { name: 'no amendments', step: showTab },
  {
    name: 'amendments that clash',
    step: async () => {
      await others()
      await both().click()
      await card('Call on').getByText('L.H.').waitFor()
    },
  },
  {
    name: 'an amendment being written',
    step: async () => {
      await page.locator('.page-text > *').nth(7).click()
      await page.getByRole('button', { name: 'Propose an amendment' }).first().click()
      await page
        .getByRole('textbox', { name: 'The paragraph as you propose it' })
        .fill('Urge States.')
    },
  },
  {
    name: 'settled amendments',
    step: async () => {
      await others()
      await showTab()
      await card('Call on').getByRole('link').click()
      await card('Call on').getByRole('button', { name: 'Decline' }).click()
      await page.getByRole('radio', { name: 'Settled' }).click()
      await card('Call on').getByText('declined it').waitFor()
    },
  },
]

it.each(states)('$name: no accessibility fault, nothing lost', async ({ step }) => {
  await open()
  await step()
  expect(await faultsEverywhere(page)).toEqual([])
})

it('a reason in another script than the window is a run of its own, with its full stop', async () => {
  await open({ appearance: { language: 'ar' } })
  const other = await otherMember(text)
  await other.edit(change(7, 'Encourage', 'Call on', 'CSW62 urged Governments.'))
  await page.locator('.document-bar').getByRole('button', { name: /تعديل/ }).click()
  await page.getByRole('tab', { name: /التعديلات/ }).click()
  const why = page.locator('.amendment-why')
  await why.waitFor()
  expect(await why.locator('bdi').innerText()).toBe('CSW62 urged Governments.')
  expect(await why.evaluate(each => getComputedStyle(each).direction)).toBe('rtl')
})
