// The focus stays in the window where the button that was pressed goes with its card, or with its screen.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Group } from '#shared/contract'
import { leavePage, type RendererPages, rendererPages } from '#tests/renderer-pages'
import type { FakeWindow } from '#tests/screen-states'
import type { Writable } from '#tests/writable'

let pages: RendererPages
let page: Page
beforeAll(async () => void (pages = await rendererPages()))
afterAll(() => pages.close())
afterEach(() => leavePage(page))

/** Whether something in the middle of the window has the focus, or the middle itself. */
const isKept = () => page.evaluate(() => document.activeElement?.matches('main, main *') ?? false)
const open = async (): Promise<void> => {
  page = await pages.open()
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await page.keyboard.press('Control+7')
  await page.locator('.members .table-row').first().waitFor()
}
const changeGroup = (how: 'shut-out' | 'joining' | 'in') =>
  page.evaluate(what => {
    const { fake } = window as unknown as FakeWindow
    const [group] = fake.groups as [Writable<Group>]
    const [own, other] = group.memberList
    const device = other?.devices[0]
    if (what === 'shut-out' && own && device) {
      device.state = 'shut-out'
      const said = { device: device.id, by: own.id, own: true, at: 0 }
      group.shutOuts.push({ shutOut: 'a'.repeat(64) as never, ...said })
    }
    if (what === 'joining') group.state = 'joining'
    if (what === 'in') group.state = 'active'
    fake.emit('groups.changed', { group: group.id })
  }, how)
const pressKey = async (name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}

it('a blocked device is removed for good', async () => {
  await open()
  await changeGroup('shut-out')
  await pressKey('Remove it for good')
  await page.getByRole('alertdialog').locator('button:focus').waitFor()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Remove it for good' }).waitFor({ state: 'detached' })
  await expect.poll(isKept).toBe(true)
})

it('a device that asked to join comes in', async () => {
  await open()
  await changeGroup('joining')
  await page.locator('.joining-steps').waitFor()
  await page.locator('main button').first().focus()
  await changeGroup('in')
  await page.locator('.joining-steps').waitFor({ state: 'detached' })
  await expect.poll(isKept).toBe(true)
})
