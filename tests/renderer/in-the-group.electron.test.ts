// Acts of a person on the documents of a group and in its window, and what core keeps afterwards.
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Core } from '#core'
import { Failure } from '#shared/failure'
import type { DocumentId } from '#shared/ids'
import { archiveSeed } from '#tests/archive-seed'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { askingOf } from '#tests/deciding'
import { holdMinutes } from '#tests/held-minutes'
import { typedNetwork as network } from '#tests/lan'
import { aloneSeed } from '#tests/members-seed'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { sayIn } from '#tests/screen-states'
import type { Seed } from '#tests/seeds'

const say = sayIn('en')
let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const open = async <T>(seed: Seed<T>, options: CoreOptions<T> = {}): Promise<void> => {
  opened = await pages.open(seed, options)
  page = opened.page
}
const button = (id: string, values = {}) =>
  page.getByRole('button', { name: say(id, values), exact: true })
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

describe('documents', () => {
  const title = 'Statement on shrinking spaces for civil society'
  test('the times in the list go on with each minute while it stays on the screen', async () => {
    await open(archiveSeed)
    const pass = await holdMinutes(page)
    await page.keyboard.press('Control+2')
    await page.getByRole('heading', { name: say('documents.heading'), level: 1 }).waitFor()
    const row = page.locator('.table-row').filter({ hasText: ' changed it ' }).first()
    const before = await row.innerText()
    await pass(3 * 86_400_000)
    await expect.poll(() => row.innerText()).not.toBe(before)
  })

  const asks = ({ answers }: Core, document: DocumentId) =>
    answers['decisions.ask'](askingOf(document))
  const adopts = async (core: Core, document: DocumentId): Promise<void> => {
    const { answers } = core
    const { decision } = await asks(core, document)
    await answers['decisions.position']({
      ...({ decision, choice: 'support', reason: '', reservations: [] } as const),
    })
    await answers['decisions.close']({ decision })
    await answers['decisions.declare']({ decision, number: '2018/1' })
    await answers['decisions.sign']({ decision, as: '' })
  }
  const reads = async ({ answers }: Core, document: DocumentId): Promise<void> => {
    const { group } = await answers['documents.get']({ document })
    const { self } = await answers['groups.get']({ group })
    await answers['members.setRole']({ group, member: self!, role: 'observer' })
  }
  test.each([
    ['deciding', aloneSeed, asks],
    ['adopted', aloneSeed, adopts],
    ['only read', archiveSeed, reads],
  ] as const)('a text that is %s is offered no other title and no reference', async (...row) => {
    const [, seed, become] = row
    const title = 'Open letter'
    let document: DocumentId
    await open<unknown>(seed, {
      async before(core) {
        const { answers } = core
        const groups = await answers['groups.list'](undefined)
        const group = groups.find(({ name }) => name.startsWith('Executive'))
        const text = { kind: 'statement', title, language: 'en', template: 'none' } as const
        document = await answers['documents.create']({ group: group!.id, ...text })
        await core.edit(document, [{ new: 'Spaces shrink.', after: 0, kind: 'num1' }])
        await answers['documents.share']({ document })
      },
    })
    await page.keyboard.press('Control+2')
    const acts = async (): Promise<string[]> => {
      await page.getByRole('button', { name: say('documents.acts', { title }) }).click()
      await page.getByRole('menuitem').first().waitFor()
      const all = await page.getByRole('menuitem').allInnerTexts()
      await page.keyboard.press('Escape')
      await page.getByRole('menu').waitFor({ state: 'detached' })
      return all
    }
    const both = [say('documents.rename.menu'), say('documents.groupReference.menu')]
    expect(await acts()).toEqual(expect.arrayContaining(both))
    await become(opened.core, document!)
    await settled(page)
    const left = await acts()
    expect(left).toContain(say('documents.duplicate.menu'))
    for (const act of both) expect(left).not.toContain(act)
  })

  test('a refusal is said where it happened, and nothing closes', async () => {
    await open(archiveSeed, {
      // No disk of a test is full.
      async before({ answers }) {
        Object.assign(answers, {
          'documents.share': () => Promise.reject(new Failure('disk-full')),
        })
      },
    })
    await page.keyboard.press('Control+2')
    await page.getByRole('button', { name: say('documents.acts', { title }) }).click()
    await page.getByRole('menuitem', { name: say('documents.share.menu') }).click()
    await button('documents.share.act', { members: 2 }).click()
    expect(await comes(page.getByRole('alertdialog').getByText(say('failure.diskFull')))).toBe(true)
  })
})

describe('the window', () => {
  test('F6 goes from area to area and comes back to where one was', async () => {
    await open(archiveSeed)
    await page.keyboard.press('Control+2')
    await button('documents.new.button').focus()
    const area = () =>
      page.evaluate(() => document.activeElement?.closest('[data-area]')?.getAttribute('data-area'))
    const visited: unknown[] = []
    for (let turn = 0; turn < 3; turn++) {
      await page.keyboard.press('F6')
      visited.push(await area())
    }
    expect(visited).toEqual(['bar', 'navigation', 'main'])
    expect(await focused()).toBe(say('documents.new.button'))
    await page.keyboard.press('Shift+F6')
    await expect.poll(() => area()).toBe('navigation')
  })

  test('Escape closes a dialog and gives the focus back', async () => {
    await open(archiveSeed)
    await button('documents.new.button').focus()
    await page.keyboard.press('Enter')
    expect(await comes(page.getByRole('dialog'))).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(focused).toBe(say('documents.new.button'))
  })

  test('settings are kept at once, and show at once', async () => {
    await open(archiveSeed, { network })
    const { answers } = opened.core
    await page.getByLabel(say('app.settings')).click()
    await page.getByRole('radio', { name: say('settings.theme.dark') }).click()
    expect(await comes(page.locator('html[data-theme="dark"]'))).toBe(true)
    await page.getByText(say('settings.localNetwork')).click()
    expect(await comes(page.getByText(say('app.reach.pill.alone')).first())).toBe(true)
    await page.getByRole('button', { name: say('settings.lockAfter') }).click()
    await page
      .getByRole('option', { name: say('settings.minutes', { minutes: 5 }), exact: true })
      .click()
    await expect
      .poll(() => asked('settings.set'))
      .toMatchObject([
        { localNetwork: true, lockAfterMinutes: 15 },
        { localNetwork: true, lockAfterMinutes: 5 },
      ])
    const kept = { localNetwork: true, lockAfterMinutes: 5 }
    await expect.poll(() => answers['settings.get'](undefined)).toMatchObject(kept)
    await page.getByRole('button', { name: say('settings.language') }).click()
    await page.getByRole('option').nth(3).click()
    expect(await comes(page.locator('html[dir="rtl"]'))).toBe(true)
    // Still here, in the other language.
    expect(await comes(heading(sayIn('ar')('settings.title')))).toBe(true)
    const look = { theme: 'dark', language: 'ar' }
    await expect.poll(() => answers['appearance.get'](undefined)).toMatchObject(look)
  })
})

test('the hint of a field without words runs as the window does, and the words by themselves', async () => {
  await open(archiveSeed, { appearance: { language: 'ar' } })
  await page.keyboard.press('Control+2')
  const field = page.getByRole('searchbox').first()
  const runs = () => field.evaluate(each => getComputedStyle(each).direction)
  await field.waitFor()
  expect(await runs()).toBe('rtl')
  await field.fill('Strategy')
  expect(await runs()).toBe('ltr')
})
