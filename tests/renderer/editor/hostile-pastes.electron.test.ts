// S11: a hundred hostile pastes in a real window under the production policy. No script runs, nothing is asked for, no
// element of them is on the page, and the text has no link that is not to a web page or an address of mail.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isSafeLink } from '#document/model'
import { closePage } from '#tests/renderer-pages'
import { hostilePastes, type HostilePaste } from '#tests/hostile-pastes'
import { pasteInto } from '#tests/paste'
import { series } from '#tests/series'
import { type TextPage, type TextPages, textPages } from '#tests/text-pages'

let pages: TextPages
let text: TextPage
let page: Page
const asked: string[] = []
beforeAll(async () => {
  pages = await textPages()
  text = await pages.openOwn()
  page = text.page
  page.on('request', request => asked.push(request.url()))
  await page.locator('.page-text').click()
  await page.locator('.page-text:focus').waitFor()
})
afterAll(async () => {
  // The policy refuses two things of pasted markup before it is read, which is right: style attributes, and a base.
  await closePage(page, breach => /^(style-src-attr|base-uri)/.test(breach))
  await pages.close()
})

const paste = ({ data }: HostilePaste): Promise<void> => pasteInto(page, data)
const runsIn = () => text.blocks().flatMap(({ runs }) => runs)
const linksIn = (): string[] => runsIn().flatMap(({ href }) => href ?? [])
/** The paste is on the page, and in the text that core has. */
const arrived = async ({ mark }: HostilePaste): Promise<void> => {
  await page.locator('.page-text', { hasText: mark }).waitFor()
  await expect
    .poll(() =>
      runsIn()
        .map(run => run.text)
        .join('|'),
    )
    .toContain(mark)
}
/** Handlers that wait for the next frame have run. */
const settled = (): Promise<void> =>
  page.evaluate(
    () =>
      new Promise(done =>
        requestAnimationFrame(() => requestAnimationFrame(() => done(undefined))),
      ),
  ) as Promise<void>

const foreign =
  'a:not(.text-link), img, script, iframe, object, embed, svg, math, form, input, style'

test('hostile pastes: 0 run, 0 ask for anything, 0 foreign links come into the text', async () => {
  expect(hostilePastes.length).toBeGreaterThanOrEqual(100)
  const { seeds, passed } = series('hostile-pastes', hostilePastes.length, 20)
  for (const seed of seeds) {
    // In steps of another size, so that a few of them are of several kinds.
    const one = hostilePastes[(seed * 17) % hostilePastes.length] as HostilePaste
    await paste(one)
    await arrived(one)
    await settled()
    const harmed = await page.evaluate(() => 'harmed' in window || 'harmed' in {})
    const elements = await page.locator('.page-text').locator(foreign).count()
    const links = linksIn().filter(href => !isSafeLink(href) || href.includes('evil'))
    const said = { paste: one.name, harmed, elements, links, asked }
    expect(said).toEqual({ paste: one.name, harmed: false, elements: 0, links: [], asked: [] })
    passed(seed, `${one.name}: nothing ran, nothing was asked for`)
  }
  expect(page.url()).toBe(await page.evaluate(() => location.href))
}, 300_000)

test('the search for harm finds it: a good link comes in, and a script of the test itself is seen', async () => {
  const html = '<p>good <a href="https://un.org/a">leads</a></p>'
  const good = { name: 'good', mark: 'good', data: { 'text/html': html } }
  await paste(good)
  await arrived(good)
  expect(linksIn()).toContain('https://un.org/a')
  await page.evaluate(() => void Object.assign(window, { harmed: 1 }))
  expect(await page.evaluate(() => 'harmed' in window)).toBe(true)
})
