// Changes by others since a member read the text: said above it, gone through, and marked as read.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage } from '#tests/renderer-pages'
import { faultsEverywhere, faultsHere } from '#tests/page-faults'
import { otherMember, type OtherMember } from '#tests/text-seed'
import { type TextPages, textPages } from '#tests/text-pages'

let pages: TextPages
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

/** The window opens the text after the chair read it and M.S. did this. */
const openAfter = async (act: (other: OtherMember) => Promise<void>) => {
  const opened = await pages.open({
    async before(core, seeded) {
      const { document } = seeded
      await core.answers['history.unread']({ document })
      const other = await otherMember({ core, seeded })
      await act(other)
      await other.core.close()
    },
  })
  page = opened.page
  return opened
}
const rename = async ({ core, tell }: OtherMember): Promise<void> => {
  const [{ id: group } = {}] = await core.answers['groups.list'](undefined)
  if (!group) throw new Error('There is no group')
  const [{ id: document } = {}] = await core.answers['documents.list']({ group })
  if (!document) throw new Error('There is no text')
  await core.answers['documents.rename']({ document, title: 'Strategy, second draft' })
  await tell()
}

it('says what changed since it was read, goes there, and marks it as read', async () => {
  const { core, document } = await openAfter(other =>
    other.edit({ insert: 'All ', block: 2, at: 0 }, { insert: 'And ', block: 9, at: 0 }),
  )
  await page.getByText(/2 paragraphs changed since you read this on/).waitFor()
  await expect.poll(() => page.locator('.page-text > [data-unread]').count()).toBe(2)
  await page.getByRole('button', { name: 'Next changed paragraph' }).click()
  await page.locator('.page-text > [data-flash]').getByText('All Women').waitFor()
  expect(await faultsHere(page)).toEqual([])
  // In a low window it is two lines at most, which open.
  await page.setViewportSize({ width: 683, height: 467 })
  const height = () =>
    page
      .locator('.page-notices > .notice')
      .first()
      .evaluate(({ clientHeight }) => clientHeight)
  await expect.poll(height).toBeLessThan(54)
  await page.getByRole('button', { name: 'Show the notices whole' }).click()
  await page.getByRole('button', { name: 'Mark as read' }).click()
  await page.getByText(/changed since you read this/).waitFor({ state: 'detached' })
  await expect.poll(() => page.locator('.page-text > [data-unread]').count()).toBe(0)
  expect((await core.answers['history.unread']({ document })).paragraphs).toEqual([])
})

it('says that the title changed, and compares it', async () => {
  await openAfter(rename)
  await page.getByText(/^The title changed since you read this on/).waitFor()
  expect(await page.getByRole('button', { name: 'Next changed paragraph' }).count()).toBe(0)
  await page.getByRole('button', { name: 'See the changes' }).click()
  await page.getByRole('dialog').locator('ins', { hasText: 'second draft' }).waitFor()
  expect(await faultsEverywhere(page)).toEqual([])
})

it('counts the title beside the paragraphs that changed', async () => {
  await openAfter(async other => {
    await rename(other)
    await other.edit({ insert: 'All ', block: 2, at: 0 })
  })
  await page.getByText(/^The title and 1 paragraph changed since you read this on/).waitFor()
  await expect.poll(() => page.locator('.page-text > [data-unread]').count()).toBe(1)
})
