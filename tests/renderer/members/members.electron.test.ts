// Members and devices in a real window: the table, joining, exchange by file, the local network, and that every state
// is free of accessibility faults.
// @module-tag long
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Core } from '#core'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { holdMinutes } from '#tests/held-minutes'
import { typedNetwork as network } from '#tests/lan'
import { aloneSeed, joiningAnotherSeed, joiningSeed, membersSeed } from '#tests/members-seed'
import { faultsEverywhere, losses } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import { secretariatSeed } from '#tests/secretariat-seed'
import type { Seed } from '#tests/seeds'

let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

async function open<T>(seed: Seed<T>, options: CoreOptions<T> = {}): Promise<T> {
  const made = await pages.open(seed, options)
  opened = made
  page = made.page
  return made.seeded
}
async function members<T>(seed: Seed<T>, options: CoreOptions<T> = {}): Promise<T> {
  const seeded = await open(seed, options)
  await page.keyboard.press('Control+7')
  await page.locator('.members .table-row').first().waitFor()
  await settled(page)
  return seeded
}
const online = {
  network,
  async before({ answers }: Core) {
    const settings = await answers['settings.get'](undefined)
    await answers['settings.set']({ ...settings, localNetwork: true })
  },
}
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const inDialog = (name: string | RegExp) =>
  page.locator('[role="dialog"], [role="alertdialog"]').getByRole('button', { name, exact: true })
const focused = (): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.textContent)
const calls = (name: string): Promise<unknown[]> => inputsOf(page, name)
/** A text of the chair that no other device has. */
const writes: CoreOptions<{ group: GroupId }>['before'] = async ({ answers }, { group }) => {
  const text = { group, kind: 'statement', title: 'Annex', language: 'en' } as const
  const document = await answers['documents.create']({ ...text, template: 'none' })
  await answers['documents.share']({ document })
}
const row = (handle: string) => page.locator('.table-row', { hasText: handle })
const second = 'Arab States regional group'
async function joining(options: Pick<CoreOptions, 'chosen'> = {}) {
  const seeded = await open(joiningAnotherSeed, options)
  await page.locator('.group-button').click()
  await page.getByRole('menuitem', { name: second }).click()
  await page.locator('.joining-steps').waitFor()
  await page.locator('.compare li').nth(5).waitFor()
  return seeded
}
const names = async (): Promise<string[]> =>
  (await opened.core.answers['groups.list'](undefined)).map(({ name }) => name).toSorted()
const both = [second, 'Executive Director’s Civil Society Advisory Group']

describe('the table', () => {
  it('goes on with its times each minute while it stays on the screen', async () => {
    await open(secretariatSeed)
    const pass = await holdMinutes(page)
    await page.keyboard.press('Control+7')
    await page.locator('.members .table-row').first().waitFor()
    const heard = row('L.H.').filter({ hasText: 'Yes, ' })
    const before = await heard.innerText()
    await pass(3 * 86_400_000)
    await expect.poll(() => heard.innerText()).not.toBe(before)
  })

  it('names members, roles, devices, whether they were checked, and who has the latest', async () => {
    const { group, member } = await members(membersSeed)
    const own = await row('(you)').innerText()
    for (const part of ['K.W.', 'Chair', 'This device', 'Home computer', 'Checked', 'Yes'])
      expect(own).toContain(part)
    expect(await row('L.H.').innerText()).toContain('Not up to date')
    expect(await row('M.S.').innerText()).toContain('Not heard from yet')
    await page.getByText('Every device is checked.').waitFor()
    // For a role from outside the group the screen says which members have its key.
    const { answers } = opened.core
    await answers['members.setRole']({ group, member: member('A.D.'), role: 'secretariat' })
    await answers['members.setRole']({ group, member: member('E.G.'), role: 'guest' })
    const term = { from: null, until: Date.UTC(2018, 0, 31) }
    await answers['members.setTerm']({ group, member: member('L.H.'), ...term })
    await row('A.D.').getByText('Reads what the group shares').waitFor()
    await row('E.G.').getByText('Reads only in circles').waitFor()
    expect(await row('E.G.').innerText()).toContain('Does not receive documents')
    const roles = page.locator('.roles > div')
    const said = await roles.filter({ hasText: 'Secretariat' }).innerText()
    expect(said).toContain('A.D. can read what the group shares.')
    expect(await roles.filter({ hasText: /^Guest/ }).innerText()).not.toContain(
      'can read what the group shares',
    )
    await row('L.H.').getByText('Term ended 31 January 2018').waitFor()
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
    await members(aloneSeed)
    await page.getByText('You are alone in this group. Invite someone you trust.').waitFor()
    expect(await page.locator('.members .table-row').count()).toBe(1)
  })
})

describe('joining', () => {
  it('compares the same words, and then opens the encrypted file', async () => {
    const { words, members: others, welcome } = await joining()
    expect(await page.locator('.compare li').allInnerTexts()).toEqual(words)
    expect(await page.getByRole('button', { name: 'Open the encrypted file' }).count()).toBe(0)
    await button('The words are the same').click()
    opened.chosen.push(others)
    await button('Open the encrypted file').click()
    await page.getByText('it does not admit this device yet').waitFor()
    expect(await calls('exchange.read')).toHaveLength(1)
    opened.chosen.push(welcome)
    await button('Open the encrypted file').click()
    await page.getByText(`You are a member of ${second}.`).first().waitFor()
    const groups = await opened.core.answers['groups.list'](undefined)
    expect(groups.map(({ state }) => state)).toEqual(['active', 'active'])
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
    expect(await names()).toEqual(both)
    await button('Cancel your request').click()
    await inDialog('Cancel your request').click()
    await page.getByText(`Your request to join ${second}`).waitFor()
    expect(await calls('joining.giveUp')).toHaveLength(1)
    expect(await names()).toEqual(both.slice(1))
    await page.locator('.members').waitFor({ state: 'detached' })
    await expect.poll(focused).toContain('Executive Director’s')
  })

  it('shows the way in where the only try is given up', async () => {
    await open(joiningSeed)
    await page.locator('.joining-steps').waitFor()
    await button('Cancel your request').click()
    await inDialog('Cancel your request').click()
    await page.locator('.first-run input:checked:focus').waitFor()
    expect(await names()).toEqual([])
  })
})

const exchange = async <T>(seed: Seed<T>, options: CoreOptions<T> = {}): Promise<T> => {
  const seeded = await members(seed, options)
  await button('Send or open a file').first().click()
  await page.getByRole('dialog').waitFor()
  return seeded
}
/** The profile of the chair, who opens the words that another member wrote. */
const reading = async (before?: (core: Core) => Promise<void>): Promise<void> => {
  const { seeded } = await secretariatSeed()
  await exchange(secretariatSeed, { chosen: [seeded.apart], ...(before && { before }) })
}

describe('exchange by file', () => {
  it('is for the chosen members, and for all when none is chosen', async () => {
    await exchange(membersSeed)
    const said = (people: string, changes: number) =>
      page
        .getByText(new RegExp(`For the devices of ${people}: ${changes} changes, \\d+ KB\\.$`))
        .waitFor()
    await inDialog('Save the file').click()
    await said('all members who read what the group shares', 10)
    await page.locator('.exchange-people .checkbox', { hasText: 'L.H.' }).click()
    await inDialog('Save the file').click()
    await said('L\\.H\\.', 8)
    // The member's other devices belong to the same membership, and may need the file most.
    await page.locator('.exchange-people .checkbox', { hasText: 'L.H.' }).click()
    await page.locator('.exchange-people .checkbox', { hasText: 'Your other device' }).click()
    await inDialog('Save the file').click()
    await said('K\\.W\\.', 9)
    const written = (await calls('exchange.write')) as { for: string[] }[]
    expect(written.map(each => each.for.length)).toEqual([0, 1, 1])
    expect(written[1]?.for).not.toEqual(written[2]?.for)
    expect(readdirSync(opened.folder)).toHaveLength(1)
  })

  it('says in words what a file brought', async () => {
    await reading()
    await inDialog('Choose a file').click()
    await page.getByText('1 change was added to 1 document. Nothing was overwritten.').waitFor()
    // The file held more changes than these.
    await page.getByText('Changes that this device already had are not counted.').waitFor()
    expect(await calls('exchange.read')).toHaveLength(1)
  })

  it('says how far it is with a file, and stops when it is told to', async () => {
    let tell: Parameters<Core['onEvent']>[0] = () => {}
    await exchange(membersSeed, {
      hold: ['exchange.read', 'exchange.write'],
      chosen: [import.meta.filename],
      // Core tells no progress of a file as small as that of a test.
      async before(core) {
        const { onEvent } = core
        Object.assign(core, {
          onEvent(listen: typeof tell) {
            tell = listen
            return onEvent(listen)
          },
        })
      },
    })
    for (const [act, task, said] of [
      ['Save the file', 'exchange.write', 'Writing the file: 37%'],
      ['Choose a file', 'exchange.read', 'Reading the file: 37%'],
    ] as const) {
      await inDialog(act).click()
      await expect.poll(() => calls(task)).toHaveLength(1)
      expect(await page.getByRole('progressbar').count()).toBe(task === 'exchange.write' ? 0 : 1)
      tell('progress', { task, done: 3, total: 8 })
      await page.getByRole('progressbar', { name: said }).waitFor()
    }
    expect(await faultsEverywhere(page)).toEqual([])
    await inDialog('Stop').first().click()
    await expect.poll(() => calls('tasks.cancel')).toHaveLength(1)
    opened.release()
  })

  it('says what stays when it was stopped', async () => {
    await exchange(membersSeed, {
      chosen: [import.meta.filename],
      // Core is done with a file of a test before a person can stop it.
      async before({ answers }) {
        const stopped = () => Promise.reject(new Failure('cancelled'))
        Object.assign(answers, { 'exchange.read': stopped, 'exchange.write': stopped })
      },
    })
    await inDialog('Save the file').click()
    await page.getByText('Stopped. No file was written.').waitFor()
    await inDialog('Choose a file').click()
    await page.getByText('Reading was stopped. The changes that were added stay.').waitFor()
    expect(await page.getByText('Nothing was changed.').count()).toBe(0)
  })

  it('says in words why a file was refused', async () => {
    const elsewhere = await membersSeed()
    await exchange(secretariatSeed, { chosen: [elsewhere.seeded.deeds['a proposal']] })
    await inDialog('Choose a file').click()
    await page.getByText('This file is encrypted for other devices.').waitFor()
    expect(await page.locator('.opened').count()).toBe(0)
  })
})

describe('the local network', () => {
  it('is off until it is switched on, and then shows how to be reached', async () => {
    await members(membersSeed, { network, before: writes })
    const { answers } = opened.core
    const card = page.getByRole('region', { name: 'Local network' })
    await card.getByText('Nothing is sent or received over the local network.').waitFor()
    expect(await answers['network.status'](undefined)).toMatchObject({ on: false, addresses: [] })
    // The waiting messages are counted, with their size.
    await card
      .getByText(/^1 change \(\u2068\d+ (KB|bytes)\u2069\) is only on this device/)
      .first()
      .waitFor()
    await card.locator('.checkbox').click()
    await card.getByText(/^127\.0\.0\.1:\d+$/).waitFor()
    expect(await answers['settings.get'](undefined)).toMatchObject({ localNetwork: true })
  })

  it('has the focus and a mark after its link was pressed, and after it was found in the palette', async () => {
    await members(membersSeed)
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
    await members(membersSeed, online)
    const address = await emptyAddress()
    await page.getByRole('textbox', { name: 'Address of another device' }).fill(address)
    await page.keyboard.press('Enter')
    await page.getByText('Nothing answers at that address.').waitFor()
    expect(opened.allowed).toEqual([{ act: 'network' }, { act: 'address', address }])
  })
})

/** An address at which nothing answers any more. */
async function emptyAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return `127.0.0.1:${port}`
}

const states: [string, () => Promise<unknown>][] = [
  ['the table', () => members(membersSeed)],
  ['the local network on', () => members(membersSeed, online)],
  ['joining', () => joining()],
  [
    'exchange by file, with both results, of which one is not everything',
    async () => {
      await reading(async ({ answers }) => {
        // A file holds less than all only where there is more than in any test.
        const write = answers['exchange.write']
        Object.assign(answers, {
          'exchange.write': async (input: Parameters<typeof write>[0]) => ({
            ...(await write(input)),
            isWhole: false,
          }),
        })
      })
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
  await members(membersSeed)
  await page.setViewportSize({ width: 720, height: 450 })
  const lines = page.locator('.members .table-row').nth(1).locator('.table-cell').first()
  await expect.poll(async () => (await lines.boundingBox())?.height ?? 999).toBeLessThan(80)
  expect(await losses(page)).toEqual([])
})

describe('other languages', () => {
  it.each(['en-XA', 'ar'] as const)('lose nothing: %s', async language => {
    const look = { width: 1180, height: 800 }
    await members(membersSeed, { ...online, look, appearance: { language } })
    expect(await losses(page)).toEqual([])
    await page.locator('.members-head .button').first().click()
    await page.locator('.exchange').waitFor()
    expect(await losses(page)).toEqual([])
  })
})
