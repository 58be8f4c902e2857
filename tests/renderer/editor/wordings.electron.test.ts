// A device signed two wordings for one place: all members are told, see both, and say which one
// stays.
import process from 'node:process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import type { ComparedWording, DisputedWordings } from '#shared/contract'
import type { FeedId } from '#shared/ids'
import { closePage, type EditorPages, editorPages } from '#tests/editor-pages'
import { exampleGroup } from '../../support/fake-group.ts'

let pages: EditorPages
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())

const [self, other] = exampleGroup(0).memberList
const compared = (branch: string, added: string): ComparedWording => ({
  branch: branch.repeat(16) as FeedId,
  paragraphs: [
    {
      block: null,
      kind: 'paragraph',
      number: '',
      direction: null,
      deeds: [],
      by: [],
      pieces: [
        { kind: 'kept', text: 'The group ', by: [] },
        { kind: 'added', text: added, by: [other!.id] },
        { kind: 'kept', text: ' the draft recommendations on shelters.', by: [] },
      ],
    },
  ],
})
const both = [compared('aa', 'adopts'), compared('bb', 'rejects')]
const wordings = (settles: boolean): DisputedWordings[] => [
  {
    device: other!.devices[0]!.id,
    wordings: both.map(({ branch }, at) => ({ branch, wishedBy: at === 0 ? [self!.id] : [] })),
    wishedBy: [],
    settles,
  },
]

const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/wordings-${name}.png` })
}

it.each([
  ['light', {}, {}],
  ['dark', { appearance: { theme: 'dark' } }, { scheme: 'dark' }],
  ['arabic', { appearance: { language: 'ar' } }, {}],
] as const)(
  'two wordings of one device: the document names it, and shows both side by side (%s)',
  async (name, options, look) => {
    const page = await pages.openDocument(
      { wordings: wordings(true), compared: both, ...options },
      look,
    )
    const notice = page.locator('.notice', { hasText: other!.handle })
    await notice.waitFor()
    await shot(page, `${name}-notice`)
    await notice.getByRole('button').click()
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await dialog.locator('ins').nth(1).waitFor()
    expect(await dialog.locator('ins').allTextContents()).toEqual(['adopts', 'rejects'])
    await shot(page, name)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await closePage(page)
  },
)

it('the chair keeps one wording: core is told which, and the dialog closes', async () => {
  const page = await pages.openDocument({ wordings: wordings(true) })
  await page.getByRole('button', { name: 'Compare and decide' }).click()
  const dialog = page.getByRole('dialog')
  const second = dialog.getByRole('region', { name: 'Wording 2' })
  await second.getByRole('button', { name: 'Keep this wording' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('Settled. Everyone gets this text.').waitFor()
  expect(await dialog.count()).toBe(0)
  await closePage(page)
})

it('a member says which wording is to stay, and sees who said so before', async () => {
  const page = await pages.openDocument({ wordings: wordings(false) })
  await page.getByRole('button', { name: 'Compare and decide' }).click()
  const dialog = page.getByRole('dialog')
  const first = dialog.getByRole('region', { name: 'Wording 1' })
  await first.getByText(`For this: ${self!.handle}`).waitFor()
  expect(await dialog.getByRole('button', { name: 'Keep this wording' }).count()).toBe(0)
  await dialog.getByRole('button', { name: 'I agree with this wording' }).first().click()
  await page.getByText('Your choice is saved. Everyone in the group can see it.').waitFor()
  await closePage(page)
})
