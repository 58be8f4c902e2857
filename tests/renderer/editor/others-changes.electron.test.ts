// Changes by another member while one writes: the caret and the sheet stay, and the change is announced.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { exampleNow } from '#tests/advisory-group'
import { closePage, settled } from '#tests/renderer-pages'
import { type TextPage, type TextPages, textPages, withParagraphs } from '#tests/text-pages'
import { editText, type OtherMember, otherMember } from '#tests/text-seed'

let pages: TextPages
let text: TextPage
let page: Page
beforeAll(async () => void (pages = await textPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (): Promise<void> => {
  text = await pages.open()
  page = text.page
}
const blockAt = (index: number) => page.locator('.page-text > *').nth(index)

it('others’ words leave one’s caret where it is, and are summed up for those who do not see them', async () => {
  await open()
  const other = await otherMember(text)
  await blockAt(6).click()
  await page.keyboard.press('End')
  await other.edit({ insert: 'Today, ', block: 2, at: 0 }, { insert: 'And ', block: 3, at: 0 })
  await blockAt(2).getByText('And On').waitFor()
  await page.keyboard.type(' mine')
  await expect.poll(() => text.texts()[6]).toContain(' mine')
  await expect
    .poll(() => page.locator('[data-remote-summary]').innerText())
    .toBe('M.S. changed paragraphs 1 and 2')
  await other.hear()
  expect(other.core.page(text.document).blocks).toEqual(text.blocks())
})

it('others’ paragraphs keep the line one is writing in where it is on the screen', async () => {
  text = await pages.openOwn(async opened => {
    const document = await withParagraphs(60)(opened)
    await opened.core.answers['documents.share']({ document })
    return document
  })
  page = text.page
  const other = await otherMember(text)
  await other.hear()
  await blockAt(30).click()
  const before = await blockAt(30).boundingBox()
  const added = { new: 'Added above.', after: 1, kind: 'num1' }
  await editText(
    other.core,
    text.document,
    Array.from({ length: 5 }, () => added),
  )
  await other.tell()
  await expect.poll(() => page.locator('.page-text > *').count()).toBe(65)
  const after = await blockAt(35).boundingBox()
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 1))).toBeLessThanOrEqual(3)
})

it('others’ changes leave the sheet and its tools as they were drawn, and the bar says who has the latest', async () => {
  // The page says the day of the last change, and is drawn again for another day.
  let theirs: OtherMember | undefined
  text = await pages.open({
    async before(core, seeded) {
      await editText(core, seeded.document, [{ insert: 'Our ', block: 1, at: 0 }])
      theirs = await otherMember({ core, seeded })
      await theirs.hear()
    },
  })
  page = text.page
  const other = theirs!
  await settled(page)
  const { answers } = text.core
  const summary = async () => (await answers['documents.list'](text.seeded))[0]
  const { memberList } = await answers['groups.get'](text.seeded)
  const member = memberList.find(({ handle }) => handle === 'M.S.')!
  expect(await summary()).toMatchObject({ unread: false, have: 1, changedAt: exampleNow })
  /** The parts that were drawn again since the last call: each render gives them another object. */
  const drawn = (): Promise<string[]> =>
    page.evaluate(() => {
      const kept = globalThis as unknown as { given?: Map<string, unknown> }
      const given = new Map(
        ['.sheet', '.page-tools', '.outline-side'].map(name => {
          const element = document.querySelector(name)
          const key = Object.keys(element ?? {}).find(each => each.startsWith('__reactProps$'))
          return [name, (element as unknown as Record<string, unknown> | null)?.[key ?? '']]
        }),
      )
      const before = kept.given
      kept.given = given
      return [...given].flatMap(([name, each]) =>
        each !== undefined && each === before?.get(name) ? [] : [name],
      )
    })
  expect(await drawn()).toHaveLength(3)
  await other.edit({ insert: 'Today, ', block: 2, at: 0 })
  await page.getByText('Today, ').waitFor()
  await page.locator('.document-bar').getByText('2 of 3 members').waitFor()
  await expect.poll(summary).toMatchObject({ unread: true, changedBy: member.id })
  await settled(page)
  expect(await drawn()).toEqual([])
})

it('words that fell into a paragraph removed by another member are offered back', async () => {
  await open()
  const other = await otherMember(text)
  await blockAt(10).click()
  await page.keyboard.press('End')
  await page.keyboard.type(' A long offline thought.')
  await expect.poll(() => text.texts()[10]).toContain('A long offline thought.')
  await page.locator('.saved-line[data-saved="yes"]').waitFor()
  await other.edit({ remove: 11 })
  await page.getByText('Someone wrote in a paragraph while it was being deleted.').waitFor()
  expect(text.texts().join()).not.toContain('offline')
  await page.getByRole('button', { name: 'Restore the words' }).click()
  await expect.poll(text.texts).toContain('A long offline thought.')
  await page.getByText('Someone wrote').waitFor({ state: 'detached' })
  await other.hear()
  expect(other.core.page(text.document).blocks).toEqual(text.blocks())
})
