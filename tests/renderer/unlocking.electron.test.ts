// The window before the archive is open: the passphrase, the keys for the size, and the wait after wrong tries.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { passphrase } from '#tests/archive'
import { archiveSeed } from '#tests/archive-seed'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { faultsHere } from '#tests/page-faults'
import { type AskedCalls, closePage, inputsOf, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async (
  options: Pick<CoreOptions, 'appearance' | 'hold' | 'before'> = {},
): Promise<void> => {
  opened = await pages.open(archiveSeed, { ...options, isLocked: true })
  page = opened.page
}
type AskingWindow = Window & { asked: AskedCalls }
const heading = (name: string) => page.getByRole('heading', { name })
const asked = (name: string): Promise<unknown[]> => inputsOf(page, name)
const focused = (): Promise<string> =>
  page.evaluate(() => {
    const active = document.activeElement
    return active?.getAttribute('aria-label') ?? active?.textContent ?? ''
  })
/** Waits until it is there. */
const comes = async (locator: Locator): Promise<boolean> => {
  await locator.waitFor()
  return true
}
/** The size that core gives the next window. */
const sizeKept = async () => (await opened.core.answers['appearance.get'](undefined)).size

test('a wrong passphrase is said and can be tried again; none stays in the page', async () => {
  await open()
  const field = page.getByLabel(say('start.unlock.passphrase'), { exact: true })
  await field.fill('wrong words')
  await page.keyboard.press('Enter')
  expect(await comes(page.getByText(say('failure.wrongPassphrase')))).toBe(true)
  await expect.poll(() => field.inputValue()).toBe('')
  await expect.poll(focused).toBe('')
  await field.fill(passphrase)
  await page.keyboard.press('Enter')
  expect(await comes(heading('Executive Director’s Civil Society Advisory Group'))).toBe(true)
  const kept = await page.evaluate(() => document.documentElement.outerHTML)
  expect(kept).not.toContain('wrong words')
  expect(kept).not.toContain(passphrase)
})

test('a clock that goes on while it is read makes nobody wait', async () => {
  await open()
  const field = page.getByLabel(say('start.unlock.passphrase'), { exact: true })
  await page.evaluate(() => {
    let now = Date.now()
    Date.now = () => (now += 1)
  })
  await field.fill('wrong words')
  await page.keyboard.press('Enter')
  expect(await comes(page.getByText(say('failure.wrongPassphrase')))).toBe(true)
  await settled(page)
  await field.fill(passphrase)
  await page.keyboard.press('Enter')
  expect(await comes(heading('Executive Director’s Civil Society Advisory Group'))).toBe(true)
})

test('a key that comes with the first picture of an open window is obeyed', async () => {
  await open()
  const field = page.getByLabel(say('start.unlock.passphrase'), { exact: true })
  await field.fill(passphrase)
  // The observer runs after the change that shows the workspace, and before the window draws it.
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      if (document.querySelector('.workspace') === null) return
      watch.disconnect()
      const init = { key: 'n', code: 'KeyN', ctrlKey: true, bubbles: true }
      document.body.dispatchEvent(new KeyboardEvent('keydown', init))
    })
    watch.observe(document, { subtree: true, childList: true })
  })
  await page.keyboard.press('Enter')
  expect(await comes(page.getByRole('dialog'))).toBe(true)
})

test('the keys for the size work before anything is open, fast ones too, and what they set is kept', async () => {
  await open({ appearance: { size: 190 } })
  await page.getByLabel(say('start.unlock.passphrase'), { exact: true }).waitFor()
  for (const key of ['Control+=', 'Control+=', 'Control+-', 'Control+0', 'Control+-'])
    await page.keyboard.press(key)
  const sizes = [200, 200, 190, 100, 90]
  await expect
    .poll(() => asked('appearance.set'))
    .toMatchObject(sizes.map(size => ({ language: 'en', size })))
  await expect
    .poll(() => asked('window.zoom'))
    .toEqual([190, ...sizes].map(percent => ({ percent })))
  await expect.poll(sizeKept).toBe(90)
})

test('an answer that comes late does not take back a size that was asked for after it', async () => {
  const first = Promise.withResolvers<void>()
  const others = Promise.withResolvers<void>()
  let answered = 0
  await open({
    appearance: { size: 150 },
    async before({ answers }) {
      const set = answers['appearance.set']
      Object.assign(answers, {
        async 'appearance.set'(input: Parameters<typeof set>[0]) {
          await (++answered === 1 ? first : others).promise
          return set(input)
        },
      })
    },
  })
  await page.getByLabel(say('start.unlock.passphrase'), { exact: true }).waitFor()
  await page.keyboard.press('Control+=')
  await page.keyboard.press('Control+0')
  await expect.poll(() => asked('appearance.set')).toMatchObject([{ size: 160 }, { size: 100 }])
  const unanswered = () =>
    page.evaluate(() => (window as unknown as AskingWindow).asked.unanswered())
  await expect.poll(unanswered).toBe(2)
  first.resolve()
  await expect.poll(unanswered).toBe(1)
  await page.keyboard.press('Control+-')
  await expect
    .poll(() => asked('appearance.set'))
    .toMatchObject([{ size: 160 }, { size: 100 }, { size: 90 }])
  others.resolve()
  await expect.poll(sizeKept).toBe(90)
})

test('a key for the size that comes before the kept size is known begins from the kept size', async () => {
  await open({ appearance: { size: 150 }, hold: ['appearance.get'] })
  await page.getByLabel(say('start.unlock.passphrase'), { exact: true }).waitFor()
  await page.keyboard.press('Control+=')
  opened.release()
  await expect.poll(() => asked('window.zoom')).toEqual([{ percent: 150 }, { percent: 160 }])
  await expect.poll(() => asked('appearance.set')).toMatchObject([{ size: 160 }])
  await expect.poll(sizeKept).toBe(160)
})

test('after five wrong passphrases it says how long to wait, and asks nothing of core until then', async () => {
  await open()
  const field = page.getByLabel(say('start.unlock.passphrase'), { exact: true })
  for (let wrong = 1; wrong <= 5; wrong++) {
    await field.fill('wrong words')
    await page.keyboard.press('Enter')
    await expect.poll(() => asked('profile.unlock')).toHaveLength(wrong)
    await expect.poll(() => field.inputValue()).toBe('')
  }
  const wait = page.getByText(/You can try again in \d+ seconds?\./).first()
  expect(await comes(wait)).toBe(true)
  expect(await faultsHere(page)).toEqual([])
  await field.fill(passphrase)
  await page.keyboard.press('Enter')
  expect(await asked('profile.unlock')).toHaveLength(5)
  // The clock of the page stands still, so the test moves it.
  const late = (milliseconds: number) =>
    page.evaluate(by => {
      const now = Date.now()
      Date.now = () => now + by
    }, milliseconds)
  const first = await wait.textContent()
  await late(5_000)
  await expect.poll(() => wait.textContent()).not.toBe(first)
  await late(90_000)
  await wait.waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await expect.poll(() => asked('profile.unlock')).toHaveLength(6)
})
