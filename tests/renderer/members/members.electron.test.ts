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
async function invited(): Promise<void> {
  await button('Invite a member').click()
  await inDialog('Save the invitation file').click()
  await inDialog('Done').click()
}
/** One person has asked to join and the reply file was read. */
async function asked(): Promise<void> {
  await invited()
  await button('Open a reply file').click()
  await page.getByRole('heading', { name: 'Check L.H.’s device' }).waitFor()
  await page.locator('.compare li').nth(5).waitFor()
}
/** Another person has answered the invitation too, under the same name. */
async function askedTwice(): Promise<void> {
  await page.evaluate(() => {
    const { fake } = window as unknown as HarnessWindow
    const [group] = fake.groups
    const [first] = group?.requests ?? []
    if (!group || !first) throw new Error('nobody has asked')
    group.requests.push({ ...first, reply: 'e'.repeat(64) as never })
    fake.emit('groups.changed', { group: group.id })
  })
}
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

describe('inviting', () => {
  it('says what it gives, makes the file, and shows the code once', async () => {
    await members()
    await button('Invite a member').click()
    await page
      .getByText('The person cannot read anything before you compare the security words.')
      .waitFor()
    await page.getByText('anyone who finds the file or the picture can read it').waitFor()
    await expect.poll(focused).toBe('Cancel')
    await page
      .getByRole('button', { name: /^Member Role|Role/ })
      .first()
      .click()
    expect(await page.getByText('You cannot undo this on your own.').count()).toBe(0)
    await page.getByRole('option', { name: /^Chair/ }).click()
    await page.getByText('You cannot undo this on your own.').waitFor()
    await inDialog('Save the invitation file').click()
    await page.getByText('K7M4-PLQM-92QD-R6VE').waitFor()
    expect(await calls('invitations.write')).toMatchObject([{ role: 'chair' }])
    await inDialog('Copy the code').click()
    await page.getByText('It leaves the clipboard after 60 seconds.').waitFor()
    expect(await calls('clipboard.copySecret')).toEqual([{ text: 'K7M4-PLQM-92QD-R6VE' }])
    await inDialog('Done').click()
    await page.getByText('Chair, valid until 21 September 2018').waitFor()
    await expect.poll(focused).toBe('Invite a member')
    // An invitation for a device of the same member is none for another chair.
    await page.evaluate(() => {
      const { fake } = window as unknown as HarnessWindow
      const [group] = fake.groups
      const [first] = group?.invitations ?? []
      if (group && first) Object.assign(first, { kind: 'device', member: group.self })
      fake.emit('groups.changed', { group: group?.id as never })
    })
    await page.getByText('A device of K.W., valid until 21 September 2018').waitFor()
  })

  it('can be taken back, in the dialog and from the list', async () => {
    await members()
    await button('Invite a member').click()
    await inDialog('Save the invitation file').click()
    await inDialog('Cancel this invitation').click()
    await page.getByText('The invitation is cancelled.').first().waitFor()
    await button('Invite a member').click()
    await inDialog('Save the invitation file').click()
    await inDialog('Done').click()
    await page.getByRole('button', { name: /^Cancel the invitation for a Member/ }).click()
    await expect.poll(focused).toBe('Keep it')
    await inDialog('Cancel the invitation').click()
    await page.getByText('Open invitations').waitFor({ state: 'detached' })
    expect(await calls('invitations.cancel')).toHaveLength(2)
  })

  it('says in words why it was refused', async () => {
    await members({ fail: { 'invitations.write': 'not-permitted' } })
    await button('Invite a member').click()
    await inDialog('Save the invitation file').click()
    await page.getByText('Your role in this group does not allow this.').waitFor()
    expect(await page.locator('.code').count()).toBe(0)
  })

  it('says of a file that does not open that it may be damaged, and who can open a reply', async () => {
    await members({ fail: { 'joining.readReply': 'file-not-for-this-device' } })
    await button('Invite a member').click()
    await inDialog('Save the invitation file').click()
    await inDialog('Done').click()
    await button('Open a reply file').click()
    await page.getByText('Only the device that made the invitation can open its reply.').waitFor()
    expect(await page.locator('.compare').count()).toBe(0)
  })
})

describe('comparing', () => {
  it('shows the words or the numbers, and admits no one without saying what it gives', async () => {
    await members()
    await asked()
    expect(await page.locator('.compare li').allInnerTexts()).toEqual([
      'river',
      'lantern',
      'cotton',
      'seven',
      'harbour',
      'mango',
    ])
    // The press that brought the words up was elsewhere.
    await expect.poll(focused).toBe('Check L.H.’s device')
    await page.locator('.table-row', { hasText: 'Asks to join' }).getByText('As: Member').waitFor()
    await page.getByRole('link', { name: 'Show as numbers' }).click()
    await expect.poll(() => page.locator('.compare li').allInnerTexts()).toHaveLength(5)
    expect(await calls('joining.admit')).toEqual([])
    await button('The words are the same').click()
    await page.getByText('L.H. is admitted as: Member.').waitFor()
    await page.getByText('was or will be shared with the group (6 documents so far)').waitFor()
    await page.getByText('This includes earlier wording and deleted text.').waitFor()
    await page.getByText('There is already a member called L.H.').waitFor()
    await expect.poll(focused).toBe('Not now')
    await page.keyboard.press('Enter')
    expect(await calls('joining.admit')).toEqual([])
    await button('The words are the same').click()
    await inDialog('Admit L.H.').click()
    await page.getByText('L.H. is now a member.').waitFor()
    expect(await calls('joining.admit')).toHaveLength(1)
    await expect.poll(focused).toBe('Make the encrypted file')
    await button('Make the encrypted file').click()
    await page.getByRole('heading', { name: 'Send or open a file' }).waitFor()
  })

  it('warns that an invitation for one was answered twice, and says what becomes of the other reply', async () => {
    await members()
    await asked()
    const twice = page.getByText('Two replies answer this invitation')
    expect(await twice.count()).toBe(0)
    await askedTwice()
    await twice.waitFor()
    const card = page.locator('section', { has: page.locator('#check-title') })
    expect(await card.innerText()).toMatch(/If in doubt, do not admit anyone/)
    expect(await page.getByText('One of 2 replies to the same invitation').count()).toBe(2)
    expect(await faultsEverywhere(page)).toEqual([])
    await button('The words are different').click()
    await page.getByText('The other reply to this invitation is cancelled too.').waitFor()
    await inDialog('Compare again').click()
    await button('The words are the same').click()
    await page.getByText(/^The other reply to this invitation is cancelled\.$/).waitFor()
    await inDialog('Admit L.H.').click()
    await page.getByText('The other reply to this invitation is cancelled.').waitFor()
    await page
      .getByText(/The other reply gave the name L\.H\. No one was admitted with it/)
      .waitFor()
    await expect.poll(() => page.getByText('One of 2 replies').count()).toBe(0)
  })

  it('asks for no answer while the words are not there', async () => {
    await members({ hang: ['joining.replyWords'] })
    await button('Invite a member').click()
    await inDialog('Save the invitation file').click()
    await inDialog('Done').click()
    await button('Open a reply file').click()
    for (const answer of ['The words are the same', 'The words are different'])
      expect(await button(answer).getAttribute('aria-disabled')).toBe('true')
  })

  it('compares a device of the same member on two screens, without a call', async () => {
    await members()
    await asked()
    await page.evaluate(() => {
      const { fake } = window as unknown as HarnessWindow
      const [group] = fake.groups
      const [request] = group?.requests ?? []
      if (!group || !request) throw new Error('nobody has asked')
      Object.assign(request, { kind: 'device', handle: 'K.W.', member: group.self, role: 'chair' })
      fake.emit('groups.changed', { group: group.id })
    })
    const card = page.locator('section', { has: page.locator('#check-title') })
    await card.getByText('Check your new device').waitFor()
    expect(await card.innerText()).toContain('The same words must be on both')
    expect(await card.innerText()).not.toContain('Call K.W.')
    await button('The words are the same').click()
    await page.getByText('Everything that the device receives stays on it.').waitFor()
    expect(await page.getByText('is admitted as').count()).toBe(0)
  })

  it('shuts the device out when they are different, and says what that means', async () => {
    await members()
    await asked()
    await button('The words are different').click()
    await expect.poll(focused).toBe('Compare again')
    await inDialog('The words are different: do not admit').click()
    await page.getByText('The words were different, so L.H.’s device was not admitted.').waitFor()
    expect(await calls('joining.refuse')).toHaveLength(1)
    expect(await calls('joining.admit')).toEqual([])
    await page.locator('.table-row', { hasText: 'Asks to join' }).waitFor({ state: 'detached' })
  })
})

describe('an act that is refused', () => {
  const compared = (verdict: string) => async () => {
    await asked()
    await button(verdict).click()
  }
  const cancelling = async () => {
    await invited()
    await page.getByRole('button', { name: /^Cancel the invitation for a Member/ }).click()
  }
  it.each([
    ['joining.admit', compared('The words are the same'), 'Admit L.H.', 'Not now'],
    [
      'joining.refuse',
      compared('The words are different'),
      'The words are different: do not admit',
      'Compare again',
    ],
    ['invitations.cancel', cancelling, 'Cancel the invitation', 'Keep it'],
  ] as const)('%s: the question stays until the refusal, and says it', async (...row) => {
    const [call, reach, act, safe] = row
    await members({ hang: [call], fail: { [call]: 'not-permitted' } })
    await reach()
    await inDialog(act).click()
    await expect.poll(() => calls(call)).toHaveLength(1)
    await inDialog(safe).press('Enter')
    await page.keyboard.press('Escape')
    await page.evaluate(() => (window as unknown as HarnessWindow).fake.answerHanging())
    const question = page.getByRole('alertdialog')
    await question.getByText('Your role in this group does not allow this.').waitFor()
    await inDialog(safe).click()
    await question.waitFor({ state: 'detached' })
    expect(await calls(call)).toHaveLength(1)
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
  [
    'inviting',
    async () => {
      await members()
      await button('Invite a member').click()
      await page.getByRole('dialog').waitFor()
    },
  ],
  [
    'the code',
    async () => {
      await members()
      await button('Invite a member').click()
      await inDialog('Save the invitation file').click()
      await page.locator('.code').waitFor()
    },
  ],
  [
    'comparing',
    async () => {
      await members()
      await asked()
    },
  ],
  [
    'letting in',
    async () => {
      await members()
      await asked()
      await button('The words are the same').click()
      await page.getByRole('alertdialog').waitFor()
    },
  ],
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
