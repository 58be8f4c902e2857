// Members and devices in a real window: the words before an admission, the focus, the calls to
// core, and that every state is free of accessibility faults.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import type { FakeOptions } from '#tests/fake-core'
import { holdMinutes } from '#tests/held-minutes'
import { faultsEverywhere, losses } from '#tests/page-faults'
import { inputsOf, type Look, settled } from '#tests/renderer-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

type Language = 'en' | 'en-XA' | 'ar'
async function members(
  options: FakeOptions = {},
  look: Look = {},
  language: Language = 'en',
): Promise<void> {
  page = await pages.open({ ...options, appearance: { language } }, look)
  await page.keyboard.press('Control+7')
  await page.locator('.members').waitFor()
  await page.locator('.members .table-row').first().waitFor()
  await settled(page)
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const inDialog = (name: string | RegExp) =>
  page.locator('[role="dialog"], [role="alertdialog"]').getByRole('button', { name, exact: true })
const focused = (): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.textContent)
const calls = (name: string): Promise<unknown[]> => inputsOf(page, name)
async function joining(): Promise<void> {
  await members()
  await waitToBeLetIn()
  await page.locator('.joining-steps').waitFor()
  await page.locator('.compare li').nth(5).waitFor()
}
/** The first group has not let this device in. */
async function waitToBeLetIn(): Promise<void> {
  await page.evaluate(() => {
    const { fake } = window as unknown as HarnessWindow
    const [group] = fake.groups
    if (!group) return
    group.state = 'joining'
    fake.emit('groups.changed', { group: group.id })
  })
}

describe('the table', () => {
  it('goes on with its times each minute while it stays on the screen', async () => {
    page = await pages.open()
    const pass = await holdMinutes(page)
    await page.keyboard.press('Control+7')
    await page.locator('.members .table-row').first().waitFor()
    const heard = page.locator('.table-row').filter({ hasText: 'Yes, ' }).first()
    const before = await heard.innerText()
    await pass(3 * 86_400_000)
    await expect.poll(() => heard.innerText()).not.toBe(before)
  })

  it('names members, roles, devices, whether they were checked, and who has the latest', async () => {
    await members()
    const rows = page.locator('.table-row')
    const own = await rows.first().innerText()
    for (const part of ['K.W.', '(you)', 'Chair', 'This laptop', 'Home computer', 'Checked', 'Yes'])
      expect(own).toContain(part)
    expect(await rows.nth(2).innerText()).toContain('Not up to date')
    expect(await rows.nth(8).innerText()).toContain('Not heard from yet')
    await page.getByText('Every device is checked.').waitFor()
    // For a role from outside the group the screen says which members have its key.
    await page.evaluate(() => {
      const { fake } = window as unknown as HarnessWindow
      const [group] = fake.groups
      if (!group) return
      const [secretariat, guest] = group.memberList.slice(7)
      Object.assign(secretariat ?? {}, { role: 'secretariat' })
      Object.assign(guest ?? {}, { role: 'guest', outside: true })
      const term = { from: null, until: Date.UTC(2018, 0, 31) }
      Object.assign(group.memberList[2] ?? {}, { term })
      fake.emit('groups.changed', { group: group.id })
    })
    await rows.nth(8).getByText('Reads only in circles').waitFor()
    expect(await rows.nth(7).innerText()).toContain('Reads what the group shares')
    expect(await rows.nth(8).innerText()).toContain('Does not receive documents')
    const roles = page.locator('.roles > div')
    const said = await roles.filter({ hasText: 'Secretariat' }).innerText()
    expect(said).toContain('A.D. can read what the group shares.')
    expect(await roles.filter({ hasText: /^Guest/ }).innerText()).not.toContain(
      'can read what the group shares',
    )
    expect(await rows.nth(2).innerText()).toContain('Term ended 31 January 2018')
    // Where the table would not fit beside the cards it stands above them.
    await page.setViewportSize({ width: 1024, height: 640 })
    await settled(page)
    const right = (selector: string) =>
      page.locator(selector).evaluateAll(all => all.map(each => each.getBoundingClientRect().right))
    const [main] = await right('.members-main')
    for (const each of await right('.members-main .table-row button'))
      expect(each).toBeLessThanOrEqual(main ?? 0)
    await page.setViewportSize({ width: 1440, height: 900 })
    await button('Invite a member').click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Member/ })
      .first()
      .click()
    await page.getByRole('option', { name: /^Guest/ }).click()
    await page
      .getByText(/^A person with this role cannot read what is shared with the group/)
      .waitFor()
  })

  it('says so when one is alone in the group', async () => {
    await members({ content: 'empty' })
    await page.getByText('You are alone in this group. Invite someone you trust.').waitFor()
    expect(await page.locator('.members .table-row').count()).toBe(1)
  })
})

describe('joining', () => {
  it('compares the same words, and then opens the encrypted file', async () => {
    await joining()
    expect(await page.getByRole('button', { name: 'Open the encrypted file' }).count()).toBe(0)
    await button('The words are the same').click()
    await button('Open the encrypted file').click()
    await page.getByText('it does not admit this device yet').waitFor()
    expect(await calls('exchange.read')).toHaveLength(1)
  })

  it('opens nothing when the words are different', async () => {
    await joining()
    await button('The words are different').click()
    await page.getByText('Do not open any file from this group').waitFor()
    expect(await page.getByRole('button', { name: 'Open the encrypted file' }).count()).toBe(0)
    await expect.poll(focused).toBe('Compare again')
    // From there the try is given up, once it is said what is gone; the focus is where the groups are.
    await page.getByRole('link', { name: 'cancel your request' }).click()
    await expect.poll(focused).toBe('Keep waiting')
    await page.getByText('Everything that this device prepared for joining is deleted').waitFor()
    expect(await faultsEverywhere(page)).toEqual([])
    await page.keyboard.press('Escape')
    expect(await calls('joining.giveUp')).toEqual([])
    await button('Cancel your request').click()
    await inDialog('Cancel your request').click()
    await page.getByText('Your request to join Executive Director’s').waitFor()
    expect(await calls('joining.giveUp')).toHaveLength(1)
    await page.locator('.members').waitFor({ state: 'detached' })
    await expect.poll(focused).toContain('Arab States regional group')
    await waitToBeLetIn()
    await button('Cancel your request').click()
    await inDialog('Cancel your request').click()
    await page.locator('.first-run input:checked:focus').waitFor()
  })
})

describe('exchange by file', () => {
  it('is for the chosen members, and for all when none is chosen', async () => {
    await members()
    await button('Send or open a file').first().click()
    await inDialog('Save the file').click()
    await page.getByText('For the devices of all members: 4 changes, 18 KB.').waitFor()
    await page.locator('.exchange-people .checkbox', { hasText: 'L.H.' }).click()
    await inDialog('Save the file').click()
    await page.getByText('For the devices of L.H.: 4 changes, 18 KB.').waitFor()
    // The member's other devices belong to the same membership, and may need the file most.
    await page.locator('.exchange-people .checkbox', { hasText: 'L.H.' }).click()
    await page.locator('.exchange-people .checkbox', { hasText: 'Your other device' }).click()
    await inDialog('Save the file').click()
    await page.getByText('For the devices of K.W.: 4 changes, 18 KB.').waitFor()
    const [all, one] = (await calls('exchange.write')) as { for: string[] }[]
    expect(all?.for).toEqual([])
    expect(one?.for).toHaveLength(1)
  })

  it('says in words what a file brought', async () => {
    await members()
    await button('Send or open a file').first().click()
    await inDialog('Choose a file').click()
    await page.getByText('12 changes were added to 1 document. Nothing was overwritten.').waitFor()
    // The file held more changes than these.
    await page.getByText('Changes that this device already had are not counted.').waitFor()
    expect(await calls('exchange.read')).toHaveLength(1)
  })

  it('says how far it is with a file, and stops when it is told to', async () => {
    await members({ hang: ['exchange.read', 'exchange.write'] })
    await button('Send or open a file').first().click()
    const told = (task: string, done: number) =>
      page.evaluate(detail => (window as unknown as HarnessWindow).fake.emit('progress', detail), {
        task,
        done,
        total: 8,
      })
    for (const [act, task, said] of [
      ['Save the file', 'exchange.write', 'Writing the file: 37%'],
      ['Choose a file', 'exchange.read', 'Reading the file: 37%'],
    ] as const) {
      await inDialog(act).click()
      await expect.poll(() => calls(task)).toHaveLength(1)
      expect(await page.getByRole('progressbar').count()).toBe(task === 'exchange.write' ? 0 : 1)
      await told(task, 3)
      await page.getByRole('progressbar', { name: said }).waitFor()
    }
    expect(await faultsEverywhere(page)).toEqual([])
    await inDialog('Stop').first().click()
    await expect.poll(() => calls('tasks.cancel')).toHaveLength(1)
  })

  it('says what stays when it was stopped', async () => {
    await members({ fail: { 'exchange.read': 'cancelled', 'exchange.write': 'cancelled' } })
    await button('Send or open a file').first().click()
    await inDialog('Save the file').click()
    await page.getByText('Stopped. No file was written.').waitFor()
    await inDialog('Choose a file').click()
    await page.getByText('Reading was stopped. The changes that were added stay.').waitFor()
    expect(await page.getByText('Nothing was changed.').count()).toBe(0)
  })

  it('says in words why a file was refused', async () => {
    await members({ fail: { 'exchange.read': 'file-not-for-this-device' } })
    await button('Send or open a file').first().click()
    await inDialog('Choose a file').click()
    await page.getByText('This file is encrypted for other devices.').waitFor()
    expect(await page.locator('.opened').count()).toBe(0)
  })
})

describe('the local network', () => {
  it('is off until it is switched on, and then shows how to be reached', async () => {
    await members()
    await page.getByText('Nothing is sent or received over the local network.').waitFor()
    // The waiting messages are counted, with their size.
    await page
      .getByText(/^4 changes \(\u20682 KB\u2069\) are only on this device/)
      .first()
      .waitFor()
    await page.locator('.network .checkbox').click()
    await page.getByText('192.168.1.20:41827').waitFor()
    expect(await calls('settings.set')).toMatchObject([{ localNetwork: true }])
  })

  it('has the focus and a mark after its link was pressed, and after it was found in the palette', async () => {
    await members()
    await page.getByRole('link', { name: 'Local network' }).click()
    await expect.poll(focused).toBe('Local network')
    await page.keyboard.press('Control+1')
    await page.locator('.members').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('network')
    await page.getByRole('option', { name: 'Local network', exact: true }).click()
    await page.locator('.members').waitFor()
    await expect.poll(focused).toBe('Local network')
    // The same place again, from another part of the screen.
    const invite = page.getByRole('button', { name: 'Invite' }).first()
    await invite.focus()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('network')
    await page.getByRole('option', { name: 'Local network', exact: true }).click()
    await expect.poll(focused).toBe('Local network')
  })

  it('takes a typed address, and says why it could not be reached', async () => {
    await members({
      settings: { localNetwork: true },
      fail: { 'network.dial': 'address-unreachable' },
    })
    await page.getByRole('textbox', { name: 'Address of another device' }).fill('10.0.0.7:4870')
    await page.keyboard.press('Enter')
    await page.getByText('Nothing answers at that address.').waitFor()
    expect(await calls('network.dial')).toMatchObject([{ address: '10.0.0.7:4870' }])
  })
})

const states: [string, () => Promise<void>][] = [
  ['the table', () => members()],
  ['the local network on', () => members({ settings: { localNetwork: true } })],
  ['joining', joining],
  [
    'exchange by file, with both results, of which one is not everything',
    async () => {
      await members({ inParts: true })
      await button('Send or open a file').first().click()
      await inDialog('Save the file').click()
      await page.getByText('One file could not hold everything that these members lack.').waitFor()
      await inDialog('Choose a file').click()
      await page.locator('.opened').waitFor()
    },
  ],
]

describe.each(states)('%s', (_name, reach) => {
  it('has no accessibility fault in light, dark and mirrored, and loses nothing when small', async () => {
    await reach()
    expect(await faultsEverywhere(page)).toEqual([])
  })
})

it('at 200 % a name and its day have three lines at most', async () => {
  await members()
  await page.setViewportSize({ width: 720, height: 450 })
  const lines = page.locator('.members .table-row').nth(1).locator('.table-cell').first()
  await expect.poll(async () => (await lines.boundingBox())?.height ?? 999).toBeLessThan(80)
  expect(await losses(page)).toEqual([])
})

describe('other languages', () => {
  it.each(['en-XA', 'ar'] as const)('lose nothing: %s', async language => {
    await members({ settings: { localNetwork: true } }, { width: 1180, height: 800 }, language)
    expect(await losses(page)).toEqual([])
    await page.locator('.members-head .button').first().click()
    await page.locator('.exchange').waitFor()
    expect(await losses(page)).toEqual([])
  })
})
