// A group's mailbox in a real window: off until named, honest about its host, and stopped again. The host is on this
// machine, and other members use it with cores of their own.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openCore, typedByPerson } from '#core'
import { newSecretPath } from '#mailbox'
import { cheapCost, passphrase, temporaryDirectory } from '#tests/archive'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { closePage } from '#tests/renderer-pages'
import { typedNetwork as network } from '#tests/lan'
import { hosted, wide } from '#tests/mailbox'
import { connectedSeed } from '#tests/members-seed'
import { faultsEverywhere } from '#tests/page-faults'

type Seeded = Awaited<ReturnType<typeof connectedSeed>>['seeded']

let pages: CorePages
let opened: CorePage & { seeded: Seeded }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

/** `url`: of the mailbox that the group uses on this device. */
async function members(url?: string): Promise<void> {
  opened = await pages.open(connectedSeed, {
    network,
    async before({ answers }, { group }) {
      if (url !== undefined) await answers['mailbox.set']({ group, url })
    },
  })
  page = opened.page
  await page.keyboard.press('Control+7')
  await page.getByRole('heading', { name: 'Group mailbox', exact: true }).waitFor()
}
/** So many other members have the mailbox open too. */
async function meet(url: string, count: number): Promise<void> {
  const { group, others } = opened.seeded
  const { now } = await connectedSeed()
  for (const profile of others.slice(0, count)) {
    const directory = join(temporaryDirectory(), 'profile')
    cpSync(profile, directory, { recursive: true })
    const core = openCore({
      ...{ directory, now: () => now, cost: cheapCost, allow: typedByPerson, lan: network },
    })
    onTestFinished(() => core.close())
    await core.answers['profile.unlock']({ passphrase })
    await core.answers['mailbox.set']({ group, url })
  }
}
const status = async () => opened.core.answers['mailbox.status']({ group: opened.seeded.group })
const card = () => page.getByRole('region', { name: 'Group mailbox' })
const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
/** An address at which nothing answers any more. */
async function left(): Promise<string> {
  const { host, url } = await hosted()
  await host.close()
  return url
}

describe('the mailbox', () => {
  it('is off until a person names one, says what its host sees, and stops again', async () => {
    const { url } = await hosted()
    await members()
    expect(await status()).toMatchObject({ url: null, state: 'off' })
    await see('Its host sees sizes, times and network addresses, but cannot read anything.')
    await page.getByRole('textbox', { name: 'Address of the group mailbox' }).fill(`  ${url} `)
    await page.keyboard.press('Enter')
    await see(url)
    expect(opened.allowed).toEqual([
      { act: 'mailbox', group: 'Executive Director’s Civil Society Advisory Group', address: url },
    ])
    // The pressed button is gone, and its replacement has the focus.
    await page.locator('button:focus', { hasText: 'Stop using it' }).waitFor()
    await card().getByText('Connected', { exact: true }).waitFor()
    expect(await status()).toMatchObject({ url, state: 'in-touch' })
    await page.keyboard.press('Enter')
    await page.locator('.mailbox input:focus').waitFor()
    expect(await status()).toMatchObject({ url: null, state: 'off' })
  })

  it('with a secret path shows it when asked, and hides it again', async () => {
    const { path, known } = newSecretPath()
    const { url } = await hosted({ admits: known })
    const secret = `${url}${path}`
    await members(secret)
    await meet(secret, 1)
    await see('1 other device is connected to the group mailbox now.')
    await see(`${url}…`)
    await see('Give the address to members only')
    expect(await page.locator('.mailbox').innerText()).not.toContain(path)
    await page.getByRole('button', { name: 'Show the whole address' }).click()
    await see(secret)
    await page.getByRole('button', { name: 'Hide it' }).click()
    await see(`${url}…`)
    expect(await page.locator('.mailbox').innerText()).not.toContain(path)
  })

  it('without use says why, in the field', async () => {
    await members()
    const field = page.getByRole('textbox', { name: 'Address of the group mailbox' })
    await field.fill('http://example.org')
    await page.keyboard.press('Enter')
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true')
    await see(/The address has to begin with wss:\/\//)
    expect(opened.allowed).toEqual([])
    expect(await status()).toMatchObject({ url: null })
  })

  it('in touch is said beside the devices in reach, and how many have it open', async () => {
    const { url } = await hosted()
    await members(url)
    await meet(url, 2)
    await see('2 other devices are connected to the group mailbox now.')
    await see('Nothing is waiting to be sent there.')
    const reach = () => page.locator('.reach-card').innerText()
    await expect.poll(reach).toContain('Connected through the group mailbox')
    await expect.poll(reach).toContain('The group mailbox cannot read it.')
  })

  it('out of reach says so, and how many changes wait, without a fault', async () => {
    await members(await left())
    await card().getByText('Cannot be reached', { exact: true }).waitFor()
    await see('2 changes wait to be sent there.')
    expect(await faultsEverywhere(page)).toEqual([])
  })

  it('in touch: no fault', async () => {
    const { url } = await hosted()
    await members(url)
    await meet(url, 1)
    await see('1 other device is connected to the group mailbox now.')
    expect(await faultsEverywhere(page)).toEqual([])
  })

  it('full: no fault', async () => {
    const limits = { ...wide, quotas: { mailbox: 1, total: 1 } }
    await members((await hosted({ limits })).url)
    await card().getByText('Full', { exact: true }).waitFor()
    expect(await faultsEverywhere(page)).toEqual([])
  })
})
