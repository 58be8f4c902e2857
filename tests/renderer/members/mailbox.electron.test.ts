// A group's mailbox in a real window: off until named, honest about its host, and stopped again.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { MailboxStatus } from '#shared/contract'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import type { FakeOptions } from '#tests/fake-core'
import { faultsEverywhere } from '#tests/page-faults'

const url = 'wss://mailbox.example.org'
let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

async function members(options: FakeOptions = {}): Promise<void> {
  page = await pages.open(options)
  await page.keyboard.press('Control+7')
  await page.getByRole('heading', { name: 'Group mailbox', exact: true }).waitFor()
}
const inState = (state: MailboxStatus['state'], others = 0, at = url): FakeOptions => ({
  network: {
    mailboxes: [{ group: '1'.padStart(64, '0') as never, url: at, state, waiting: 2, others }],
  },
})
const see = (text: string | RegExp) => page.getByText(text).first().waitFor()

describe('the mailbox', () => {
  it('is off until a person names one, says what its host sees, and stops again', async () => {
    await members()
    await see('Its host sees sizes, times and network addresses, but cannot read anything.')
    await page.getByRole('textbox', { name: 'Address of the group mailbox' }).fill(`  ${url} `)
    await page.keyboard.press('Enter')
    await see(url)
    // The pressed button is gone, and its replacement has the focus.
    await page.locator('button:focus', { hasText: 'Stop using it' }).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('.mailbox input:focus').waitFor()
    const set = await page.evaluate(() =>
      (window as unknown as HarnessWindow).fake.calls
        .filter(({ name }) => name === 'mailbox.set')
        .map(({ input }) => (input as { url: string | null }).url),
    )
    expect(set).toEqual([url, null])
  })

  it('with a secret path shows it when asked, and hides it again', async () => {
    const secret = `${url}/k4mz-8fqr-t7wp-2njx-c9hd`
    await members(inState('in-touch', 1, secret))
    await see(`${url}/…`)
    await see('Give the address to members only')
    expect(await page.locator('.mailbox').innerText()).not.toContain('k4mz')
    await page.getByRole('button', { name: 'Show the whole address' }).click()
    await see(secret)
    await page.getByRole('button', { name: 'Hide it' }).click()
    await see(`${url}/…`)
    expect(await page.locator('.mailbox').innerText()).not.toContain('k4mz')
  })

  it('without use says why, in the field', async () => {
    await members({ fail: { 'mailbox.set': 'invalid-input' } })
    const field = page.getByRole('textbox', { name: 'Address of the group mailbox' })
    await field.fill('http://example.org')
    await page.keyboard.press('Enter')
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await see(/The address has to begin with wss:\/\//)
  })

  it('in touch is said beside the devices in reach, and how many have it open', async () => {
    await members(inState('in-touch', 2))
    await see('2 other devices are connected to the group mailbox now.')
    await see('2 changes wait to be sent there.')
    const card = () => page.locator('.reach-card').innerText()
    await expect.poll(card).toContain('Connected through the group mailbox')
    await expect.poll(card).toContain('The group mailbox cannot read it.')
  })

  it.each(['in-touch', 'unreachable', 'full'] as const)('%s: no fault', async state => {
    await members(inState(state, 1))
    expect(await faultsEverywhere(page)).toEqual([])
  })
})
