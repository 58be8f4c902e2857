// The list of consents says where the code of each respondent stands: in the title, in paragraphs, beside
// them, or nowhere.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { archiveSeed } from '#tests/archive-seed'
import { type CorePages, corePages } from '#tests/core-pages'
import { dress, faultsEverywhere } from '#tests/page-faults'
import { leavePage } from '#tests/renderer-pages'

let pages: CorePages
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

const title = 'What (R1) and (R2) said'

/** In light, dark and Arabic, where a person looks at them. */
const shots = async (name: string): Promise<void> => {
  const folder = process.env['SHOTS']
  if (!folder) return
  await page.setViewportSize({ width: 1440, height: 900 })
  for (const [theme, direction] of [
    ['light', 'ltr'],
    ['dark', 'ltr'],
    ['light', 'rtl'],
  ] as const) {
    await dress(page, theme, direction)
    await page.screenshot({ path: `${folder}/${name}-${theme}-${direction}.png` })
  }
  await dress(page, 'light', 'ltr')
}

it('says where each code stands', async () => {
  const opened = await pages.open(archiveSeed, {
    async before(core) {
      const [{ id: group } = {}] = await core.answers['groups.list'](undefined)
      const wanted = { kind: 'assessment', title, language: 'en', template: 'none' } as const
      const document = await core.answers['documents.create']({ group: group!, ...wanted })
      await core.edit(document, [
        { new: 'She came at night (R2).', after: 0, kind: 'num1' },
        { new: 'Others stayed (R3).', after: 1, kind: 'num1' },
        { comment: 'As (R5) says.', block: 1, from: 0, to: 3 },
        { suggestNew: 'And (R6).', after: 2, kind: 'num1' },
      ])
      const consent = { scope: 'public', until: null, what: 'Her words and her town.' } as const
      await core.answers['consents.put']({ document, code: 'R4', ...consent })
    },
  })
  page = opened.page
  await page.keyboard.press('Control+2')
  await page.getByRole('button', { name: `Actions for ${title}` }).click()
  await page.getByRole('menuitem', { name: 'Consents of respondents' }).click()
  const lineOf = (code: string) => page.locator('.consent', { hasText: code }).locator('.smallest')
  await expect.poll(() => lineOf('R1').innerText()).toBe('In the title')
  expect(await lineOf('R2').innerText()).toMatch(/^In the title\W+In paragraph 1$/)
  expect(await lineOf('R3').innerText()).toBe('In paragraph 2')
  expect(await lineOf('R5').innerText()).toBe('In a comment')
  expect(await lineOf('R6').innerText()).toBe('In a suggestion')
  expect(await lineOf('R4').innerText()).toMatch(/^Stands nowhere in the text/)
  expect(await faultsEverywhere(page)).toEqual([])
  await shots('consents')
})
