// Acts on members and devices, in a real window: the offered acts, the words before them, the
// focus, the calls to core, and that every state is free of faults.
// @module-tag long
import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Core } from '#core'
import type { Role } from '#shared/contract'
import type { Handle } from '#tests/advisory-group'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { hears, membersSeed } from '#tests/members-seed'
import { faultsEverywhere } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'

type Seeded = Awaited<ReturnType<typeof membersSeed>>['seeded']
type Change = (core: Core, seeded: Seeded) => Promise<unknown>

let pages: CorePages
let opened: CorePage & { seeded: Seeded }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

const role =
  (handle: Handle, is: Role): Change =>
  async ({ answers }, { group, member }) =>
    answers['members.setRole']({ group, member: member(handle), role: is })
const heard =
  (deed: Parameters<typeof hears>[2]): Change =>
  (core, seeded) =>
    hears(core, seeded, deed)
/** Only A.D. is left beside the chair, who has one device. */
const onlyWithAD: Change = async ({ answers }, { group, member }) => {
  const { memberList, self } = await answers['groups.get']({ group })
  for (const { id } of memberList)
    if (id !== self && id !== member('A.D.'))
      await answers['members.remove']({ group, member: id, reason: 'left' })
  const own = memberList.find(({ id }) => id === self)
  const other = own!.devices.find(each => !each.self)
  await answers['devices.remove']({ group, device: other!.id })
}
const aChairAmongOthers = role('M.S.', 'chair')
const leaves: Change = async ({ answers }, { group }) => answers['members.leave']({ group })
const stepsDown = role('K.W.', 'member')

/** Two texts of the chair that no other member has. */
const writes: Change = async ({ answers }, { group }) => {
  for (const title of ['Annex', 'Second annex']) {
    const text = { group, kind: 'statement', title, language: 'en' } as const
    await answers['documents.share']({ document: await answers['documents.create'](text) })
  }
}

/** An act begins on the list as it is afterwards, not on one that is being replaced. */
async function change(...changes: Change[]): Promise<void> {
  for (const each of changes) await each(opened.core, opened.seeded)
  await settled(page)
}

async function members(
  changes: Change[] = [],
  options: Pick<CoreOptions, 'hold'> = {},
): Promise<void> {
  const before = async (core: Core, seeded: Seeded): Promise<void> => {
    for (const each of changes) await each(core, seeded)
  }
  opened = await pages.open(membersSeed, { ...options, before })
  page = opened.page
  await page.keyboard.press('Control+7')
  await page.locator('.members .table-row').first().waitFor()
  await settled(page)
}
const button = (name: string) => page.getByRole('button', { name, exact: true })
const item = (name: string) => page.getByRole('menuitem', { name, exact: true })
const inDialog = (name: string) =>
  page.locator('[role="dialog"], [role="alertdialog"]').getByRole('button', { name, exact: true })
const focused = () => page.evaluate(() => document.activeElement?.textContent)
const see = (text: string | RegExp) => page.getByText(text).first().waitFor()
const offered = async (handle: string): Promise<string[]> => {
  await button(`More for ${handle}`).click()
  await page.getByRole('menu').waitFor()
  const texts = await page.getByRole('menuitem').allTextContents()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  return texts
}
const choose = async (handle: string, act: string): Promise<void> => {
  await button(`More for ${handle}`).click()
  await item(act).click()
}
/** Chooses an act that asks first. */
const ask = async (handle: string, act: string): Promise<void> => {
  await choose(handle, act)
  await page.locator('[role="dialog"], [role="alertdialog"]').waitFor()
  await settled(page)
}
const calls = (name: string): Promise<unknown[]> => inputsOf(page, name)

describe('the menu of a row', () => {
  it('stays open while the list is replaced, and its acts are done', async () => {
    await members()
    await button('More for T.N.').click()
    await page.getByRole('menu').waitFor()
    await change(role('T.N.', 'rapporteur'))
    await page
      .getByRole('row', { name: /T\.N\./, includeHidden: true })
      .getByText('Rapporteur')
      .waitFor()
    expect(await page.getByRole('menu').count()).toBe(1)
    await item('Change the role').click()
    await page.getByRole('dialog').waitFor()
  })

  it('offers a chair all acts on others, and their own acts on themselves', async () => {
    await members()
    expect(await offered('A.D.')).toEqual([
      'Change the role',
      'Set the term',
      'Block Device 1',
      'Remove Device 1',
      'Remove A.D.',
    ])
    expect(await offered('K.W.')).toEqual([
      'Change the role',
      'Set the term',
      'Add a device of yours',
      'Block Home computer',
      'Remove Home computer',
      'Leave the group',
    ])
  })

  it('offers a plain member only what the rules allow', async () => {
    await members([aChairAmongOthers, stepsDown])
    expect(await page.getByRole('button', { name: 'Invite a member' }).count()).toBe(0)
    expect(await offered('A.D.')).toEqual(['Block Device 1', 'Remove Device 1', 'Remove A.D.'])
    expect(await offered('K.W.')).toEqual([
      'Add a device of yours',
      'Block Home computer',
      'Remove Home computer',
      'Leave the group',
    ])
  })

  it('offers a member without a voice no act on others', async () => {
    await members([aChairAmongOthers, role('K.W.', 'guest')])
    expect(await button('More for A.D.').count()).toBe(0)
    expect(await offered('K.W.')).toContain('Leave the group')
  })
})

describe('removing a member', () => {
  it('says what it means, keeps the focus on the safe choice, and repeats the act', async () => {
    await members()
    await choose('A.D.', 'Remove A.D.')
    await see('Devices that know of the removal do not send A.D. anything new')
    await see(/M\.S\., L\.H\.,? and E\.G\. are not up to date/)
    // Five of seven: neither the member who removes nor the removed one.
    await see('Baraza tells the other 5 members')
    await expect.poll(focused).toBe('Keep A.D.')
    // A grave choice is the member's own: nothing is chosen before.
    const act = inDialog('Remove A.D.')
    await expect.poll(() => act.getAttribute('aria-disabled')).toBe('true')
    await expect.poll(() => page.getByRole('radio', { checked: true }).count()).toBe(0)
    await page.getByText('A.D. has left the group').click()
    await expect.poll(() => act.getAttribute('aria-disabled')).not.toBe('true')
    await inDialog('Remove A.D.').waitFor()
    await page.getByText('Device lost, taken or searched').click()
    // The act is long here: it stands beside the safe choice, not alone below another act.
    const top = async (name: string) => (await inDialog(name).boundingBox())?.y
    expect(await top('Remove A.D. and warn the group')).toBe(await top('Keep A.D.'))
    await inDialog('Remove A.D. and warn the group').click()
    await see('A.D. is removed. Devices that know of the removal do not send A.D. anything new.')
    await see(/Removed 18 September 2018: device lost/)
    expect(await calls('members.remove')).toMatchObject([{ reason: 'lost' }])
    expect(await page.getByRole('row', { name: /A\.D\./ }).count()).toBe(0)
  })

  it('says that no other member is left, and no other device has to learn of it', async () => {
    await members()
    await change(onlyWithAD)
    await expect.poll(() => page.locator('.members .table-row').count()).toBe(2)
    await choose('A.D.', 'Remove A.D.')
    await see('No other member is left in the group')
    await see('You are the only member until you invite someone.')
    await expect.poll(() => page.getByText('learn of this').count()).toBe(0)
  })

  it('for a chair is proposed, and says so before and after', async () => {
    await members([aChairAmongOthers])
    await choose('M.S.', 'Remove M.S.')
    await see('You cannot remove M.S. on your own.')
    // Nothing that comes only when others agree is said to come now.
    await see(/^Once enough members have agreed, M\.S\.’s devices cannot open new changes/)
    expect(await page.getByText(/^From now on/).count()).toBe(0)
    expect(await page.getByText('The group will have no chair').count()).toBe(0)
    await page.getByText('Device lost, taken or searched').click()
    await inDialog('Propose to remove M.S.').click()
    await see('Proposed. 1 more member has to agree.')
    await see(/K\.W\. proposes to remove M\.S\. \(device lost, taken or searched\)\./)
    await see(/You agreed\. One more member has to agree\./)
    expect(await calls('members.remove')).toHaveLength(1)
    await change(stepsDown)
    await choose('M.S.', 'Remove M.S.')
    await see('The group will have no chair')
    await inDialog('Keep M.S.').click()
    await change(heard('leaving'))
    await see('This group has no chair.')
    await page.keyboard.press('Control+1')
    await see('No one can be invited until the members agree on a chair.')
  })

  it('can become shutting out the one device', async () => {
    await members()
    await choose('A.D.', 'Remove A.D.')
    const row = page.getByRole('row', { name: /A\.D\./, includeHidden: true })
    const checked = row.locator('.device-line', { hasText: 'Device 1' }).getByText('Checked')
    expect(await checked.count()).toBe(1)
    await inDialog('Block the device and keep the member').click()
    await see(/A\.D\. has no other device\. A\.D\. stays a member/)
    await expect.poll(focused).toBe('Do not block it')
    await inDialog('Block Device 1').click()
    await see(/K\.W\. blocked A\.D\.’s device Device 1/)
    await row.locator('.device-check[data-standing="shut-out"]').waitFor({ state: 'attached' })
    // A blocked device reads nothing: it is not among the checked ones.
    expect(await checked.count()).toBe(0)
    expect(await calls('devices.shutOut')).toHaveLength(1)
    expect(await calls('members.remove')).toHaveLength(0)
  })
})

describe('acts that wait for others', () => {
  it('a proposal is answered after a question', async () => {
    await members([heard('a proposal')])
    await see(/A\.D\. proposes to remove L\.H\./)
    await button('Answer').click()
    await see('Do you agree to remove L.H. (device lost, taken or searched)?')
    await expect.poll(focused).toBe('Not now')
    await inDialog('I agree').click()
    await see('Enough members agreed. The proposal has taken effect.')
    expect(await calls('members.second')).toHaveLength(1)
    await see(/Removed 18 September 2018: device lost/)
  })

  it('an old proposal says so, and is laid aside and put back', async () => {
    await members([heard('an old proposal')])
    await see(/Proposed on 10 June.*, by the clock of C\.R\.’s device\. Ask C\.R\. whether/)
    await button('Lay aside').click()
    await button('Put it back').click()
    await button('Lay aside').waitFor()
    expect(await calls('members.layAside')).toMatchObject([{ aside: true }, { aside: false }])
    await button('Answer').click()
    await see(
      /Once enough members agree, the proposal counts from when C\.R\. made it \(on 10 June/,
    )
  })

  it('an own proposal can be withdrawn', async () => {
    await members([aChairAmongOthers])
    await choose('M.S.', 'Remove M.S.')
    await page.getByText('Device lost, taken or searched').click()
    await inDialog('Propose to remove M.S.').click()
    await button('Withdraw it').click()
    await expect.poll(focused).toBe('Leave it open')
    await inDialog('Withdraw it').click()
    await see('You withdrew your proposal.')
    await page.getByText(/K\.W\. proposes to remove/).waitFor({ state: 'detached' })
    expect(await calls('members.withdraw')).toHaveLength(1)
  })

  it('a blocked device is unblocked, or removed for good', async () => {
    await members([heard('a blocked device')])
    await see(/T\.N\. blocked L\.H\.’s device Old laptop/)
    await button('Remove it for good').click()
    await expect.poll(focused).toBe('Keep it blocked')
    await inDialog('Keep it blocked').click()
    await button('Unblock').click()
    await inDialog('Unblock Old laptop').click()
    await see('L.H.’s device Old laptop is unblocked.')
    expect(await calls('devices.lift')).toHaveLength(1)
    expect(await calls('devices.remove')).toHaveLength(0)
  })
})

describe('roles, terms, devices', () => {
  it('gives another role; a guest needs a document', async () => {
    await members()
    await choose('T.N.', 'Change the role')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Member/ })
      .first()
      .click()
    await page.getByRole('option', { name: /^Guest/ }).click()
    await see('T.N. can open everything the group shares')
    await inDialog('Change the role').click()
    await see('T.N. is now: Guest.')
    expect(await calls('members.setRole')).toMatchObject([{ role: 'guest' }])
    await see('Reads only in circles')
    await choose('E.G.', 'Change the role')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Secretariat/ })
      .first()
      .click()
    await expect.poll(() => page.getByRole('option').count()).toBe(2)
    await page.getByRole('option', { name: /^Guest/ }).click()
    await inDialog('Change the role').click()
    await see('E.G. is now: Guest.')
    expect(await calls('members.setRole')).toHaveLength(2)
  })

  it('follows the member while it is open: what is chosen counts for the member as it is now', async () => {
    await members()
    await choose('T.N.', 'Change the role')
    const chosen = page
      .getByRole('dialog')
      .getByRole('button', { name: /Member/ })
      .first()
    await chosen.waitFor()
    await change(role('T.N.', 'guest'))
    await page.getByRole('dialog').getByRole('button', { name: /Guest/ }).first().click()
    await page.getByRole('option', { name: /^Member/ }).click()
    await inDialog('Change the role').click()
    await expect.poll(() => calls('members.setRole')).toHaveLength(1)
    const [asked] = await calls('members.setRole')
    expect(asked).toMatchObject({ role: 'member' })
    await see('T.N. is now: Member.')
  })

  it('sets a term in days, and refuses one that ends before it begins', async () => {
    await members()
    await choose('T.N.', 'Set the term')
    await page.getByLabel('First day').fill('2018-01-01')
    await page.getByLabel('Last day').fill('2017-12-31')
    await inDialog('Set the term').click({ force: true })
    expect(await calls('members.setTerm')).toHaveLength(0)
    await page.getByLabel('Last day').fill('2019-12-31')
    await inDialog('Set the term').click()
    await see('Term: 1 January 2018 to 31 December 2019')
    expect(await calls('members.setTerm')).toMatchObject([
      { from: Date.UTC(2018, 0, 1), until: Date.UTC(2019, 11, 31) },
    ])
  })

  it('adds a device of one’s own with an invitation file', async () => {
    await members()
    await choose('K.W.', 'Add a device of yours')
    await inDialog('Save the invitation file').click()
    await expect
      .poll(() => page.locator('.code').innerText())
      .toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/)
    expect(await calls('devices.invite')).toHaveLength(1)
    expect(readdirSync(opened.folder)).toHaveLength(1)
  })

  it('says before leaving how many changes no other member has, and gives them by file first', async () => {
    await members([writes])
    await choose('K.W.', 'Leave the group')
    await see('2 changes of yours may not have reached any other member.')
    await inDialog('Send or open a file').click()
    await see('Give your changes')
    expect(await calls('members.leave')).toHaveLength(0)
  })

  it('leaves the group, after saying what that means', async () => {
    await members()
    await choose('K.W.', 'Leave the group')
    await see('The group will have no chair')
    await expect.poll(focused).toBe('Stay')
    await settled(page)
    expect(await page.getByText('may not have reached any other member').count()).toBe(0)
    await inDialog('Leave the group').click()
    await see('This device is out of the group.')
    expect(await calls('members.leave')).toHaveLength(1)
  })
})

describe('an act that is refused', () => {
  const changing = async () => {
    await choose('T.N.', 'Change the role')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Member/ })
      .first()
      .click()
    await page.getByRole('option', { name: /^Guest/ }).click()
  }
  const removing = async () => {
    await choose('A.D.', 'Remove A.D.')
    await page.getByText('A.D. has left the group').click()
  }
  it.each([
    ['members.setRole', changing, 'Change the role', 'Cancel'],
    ['members.remove', removing, 'Remove A.D.', 'Keep A.D.'],
  ] as const)('%s: the dialog stays until the refusal, and says it', async (...row) => {
    const [call, reach, act, safe] = row
    await members([], { hold: [call] })
    await reach()
    await inDialog(act).click()
    await expect.poll(() => calls(call)).toHaveLength(1)
    for (const way of [safe, 'Close']) await inDialog(way).press('Enter')
    await page.keyboard.press('Escape')
    await change(role('K.W.', 'guest'))
    opened.release()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('alert')
      .getByText('Your role in this group does not allow this.')
      .waitFor()
    await inDialog(safe).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await calls(call)).toHaveLength(1)
  })
})

const states: [string, () => Promise<void>][] = [
  [
    'a proposal and a blocked device',
    async () => {
      await members([heard('an old proposal'), heard('a blocked device')])
      await see(/T\.N\. blocked/)
    },
  ],
  [
    'out of the group',
    async () => {
      await members([writes, leaves])
      await see(/2 changes of yours may not have reached any other member/)
    },
  ],
  [
    'removing',
    async () => {
      await members()
      await choose('A.D.', 'Remove A.D.')
      await see(/are not up to date/)
    },
  ],
  [
    'the role',
    async () => {
      await members()
      await ask('A.D.', 'Change the role')
    },
  ],
  [
    'the term',
    async () => {
      await members()
      await ask('A.D.', 'Set the term')
    },
  ],
  [
    'shutting out',
    async () => {
      await members()
      await ask('A.D.', 'Block Device 1')
    },
  ],
  [
    'one more device',
    async () => {
      await members()
      await ask('K.W.', 'Add a device of yours')
    },
  ],
]

describe.each(states)('%s', (_name, reach) => {
  it('has no accessibility fault in light, dark and mirrored, and loses nothing when small', async () => {
    await reach()
    expect(await faultsEverywhere(page)).toEqual([])
  })
})
