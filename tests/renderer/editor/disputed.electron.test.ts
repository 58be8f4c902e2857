// A client id that two devices claim: all members are told, with both devices named.
import process from 'node:process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { closePage, type EditorPages, editorPages } from '#tests/editor-pages'
import { inputsOf, settled } from '#tests/renderer-pages'
import { exampleGroup } from '../../support/fake-group.ts'

let pages: EditorPages
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())

const [self, other] = exampleGroup(0).memberList
const disputed = [[self, other].map(member => member!.devices[0]!.id)]

const shot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (folder) await page.screenshot({ path: `${folder}/disputed-${name}.png` })
}

it.each([
  ['light', {}, {}],
  ['dark', { appearance: { theme: 'dark' } }, { scheme: 'dark' }],
  ['arabic', { appearance: { language: 'ar' } }, {}],
] as const)(
  'two devices claim one place: the document names both (%s)',
  async (name, options, look) => {
    const page = await pages.openDocument({ disputed, ...options }, look)
    const notice = page.locator('.notice', { hasText: self!.handle })
    await notice.waitFor()
    expect(await notice.textContent()).toContain(other!.handle)
    await shot(page, name)
    await closePage(page)
  },
)

it('nothing is said where no place is claimed by two', async () => {
  const page = await pages.openDocument()
  await expect.poll(() => inputsOf(page, 'comments.disputed')).not.toEqual([])
  await settled(page)
  expect(await page.locator('.notice', { hasText: other!.handle }).count()).toBe(0)
  await closePage(page)
})
