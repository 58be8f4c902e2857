// Inviting and comparing in a real window: the words before an admission, the focus, what core holds afterwards, and
// that every state is free of accessibility faults.
// @module-tag long
import { readdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Core } from '#core'
import { Failure } from '#shared/failure'
import type { GroupId } from '#shared/ids'
import { grantOf } from '#tests/core'
import { type CoreOptions, type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { askedSeed, connectedSeed } from '#tests/members-seed'
import { faultsEverywhere } from '#tests/page-faults'
import { closePage, inputsOf, settled } from '#tests/renderer-pages'
import type { Seed } from '#tests/seeds'

let pages: CorePages
let opened: CorePage & { seeded: { group: GroupId } }
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

type Options = Pick<CoreOptions, 'hold' | 'chosen' | 'before'>
async function open<T extends { group: GroupId }>(seed: Seed<T>, options: Options = {}) {
  const made = await pages.open(seed, options)
  opened = made
  page = made.page
  await page.keyboard.press('Control+7')
  await page.locator('.members .table-row').first().waitFor()
  await settled(page)
}
const members = (options?: Options): Promise<void> => open(connectedSeed, options)
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
const inDialog = (name: string | RegExp) =>
  page.locator('[role="dialog"], [role="alertdialog"]').getByRole('button', { name, exact: true })
const focused = (): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.textContent)
const calls = (name: string): Promise<unknown[]> => inputsOf(page, name)
const group = () => opened.core.answers['groups.get']({ group: opened.seeded.group })
const handles = async (): Promise<string[]> =>
  (await group()).memberList.map(({ handle }) => handle).toSorted()
/** Invitations but those by which the members came. */
const invitations = async () => (await group()).invitations.filter(({ state }) => state !== 'used')
async function invites(): Promise<void> {
  await button('Invite a member').click()
  await inDialog('Save the invitation file').click()
}
type Reply = 'reply' | 'device' | 'stray'
/** The chair, who invited before, opens this reply. */
async function opens(reply: Reply, options: Options = {}): Promise<void> {
  const { seeded } = await askedSeed()
  await open(askedSeed, { ...options, chosen: [seeded[reply].path] })
  await button('Open a reply file').click()
}
/** One person has asked to join and the reply file was read. */
async function asked(options: Options = {}): Promise<void> {
  await opens('reply', options)
  await page.getByRole('heading', { name: 'Check L.H.’s device' }).waitFor()
  await page.locator('.compare li').nth(5).waitFor()
}
/** Another person has answered the invitation too, under the same name. */
async function askedTwice(): Promise<void> {
  const { seeded } = await askedSeed()
  const { core } = opened
  await core.answers['joining.readReply']({ file: grantOf(core, seeded.second.path) })
}
/** A core that refuses the call, as after a change of roles in between, at which the window would close the question. */
const refuses =
  (call: 'joining.admit' | 'joining.refuse' | 'invitations.cancel') =>
  async ({ answers }: Core): Promise<void> => {
    Object.assign(answers, { [call]: () => Promise.reject(new Failure('not-permitted')) })
  }

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
    await page.locator('.code').waitFor()
    const code = await page.locator('.code').innerText()
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
    expect(readdirSync(opened.folder)).toHaveLength(1)
    expect(await invitations()).toMatchObject([{ role: 'chair', state: 'open', kind: 'member' }])
    await inDialog('Copy the code').click()
    await page.getByText('It leaves the clipboard after 60 seconds.').waitFor()
    expect(await calls('clipboard.copySecret')).toEqual([{ text: code }])
    await inDialog('Done').click()
    await page.getByText('Chair, valid until 25 September 2018').waitFor()
    await expect.poll(focused).toBe('Invite a member')
    expect(await page.getByText(code).count()).toBe(0)
  })

  it('says that an invitation for a device is none for another member', async () => {
    await open(askedSeed)
    await page.getByText('A device of K.W., valid until 25 September 2018').waitFor()
    await page.getByText('Member, valid until 25 September 2018').waitFor()
    const kinds = (await invitations()).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(['device', 'member'])
  })

  it('can be taken back, in the dialog and from the list', async () => {
    await members()
    await invites()
    await inDialog('Cancel this invitation').click()
    await page.getByText('The invitation is cancelled.').first().waitFor()
    await invites()
    await inDialog('Done').click()
    await page.getByRole('button', { name: /^Cancel the invitation for a Member/ }).click()
    await expect.poll(focused).toBe('Keep it')
    await inDialog('Cancel the invitation').click()
    await page.getByText('Open invitations').waitFor({ state: 'detached' })
    const states = (await invitations()).map(({ state }) => state)
    expect(states).toEqual(['cancelled', 'cancelled'])
  })

  it('says in words why it was refused', async () => {
    await members({ hold: ['invitations.write'] })
    await invites()
    await expect.poll(() => calls('invitations.write')).toHaveLength(1)
    const { self } = await group()
    const guest = { group: opened.seeded.group, member: self, role: 'guest' } as const
    await opened.core.answers['members.setRole'](guest)
    opened.release()
    await page.getByText('Your role in this group does not allow this.').waitFor()
    expect(await page.locator('.code').count()).toBe(0)
    expect(await invitations()).toEqual([])
  })

  it('says of a file that does not open that it may be damaged, and who can open a reply', async () => {
    await opens('stray')
    await page.getByText('Only the device that made the invitation can open its reply.').waitFor()
    expect(await page.locator('.compare').count()).toBe(0)
    expect((await group()).requests).toEqual([])
  })
})

describe('comparing', () => {
  it('shows the words or the numbers, and admits no one without saying what it gives', async () => {
    await asked()
    const { seeded } = await askedSeed()
    expect(seeded.reply.words).toHaveLength(6)
    expect(await page.locator('.compare li').allInnerTexts()).toEqual(seeded.reply.words)
    // The press that brought the words up was elsewhere.
    await expect.poll(focused).toBe('Check L.H.’s device')
    await page.locator('.table-row', { hasText: 'Asks to join' }).getByText('As: Member').waitFor()
    await page.getByRole('link', { name: 'Show as numbers' }).click()
    await expect.poll(() => page.locator('.compare li').allInnerTexts()).toHaveLength(5)
    expect(await handles()).toEqual(['K.W.', 'L.H.'])
    await button('The words are the same').click()
    await page.getByText('L.H. is admitted as: Member.').waitFor()
    await page.getByText('was or will be shared with the group (1 document so far)').waitFor()
    await page.getByText('This includes earlier wording and deleted text.').waitFor()
    await page.getByText('There is already a member called L.H.').waitFor()
    await expect.poll(focused).toBe('Not now')
    await page.keyboard.press('Enter')
    expect(await handles()).toEqual(['K.W.', 'L.H.'])
    await button('The words are the same').click()
    await inDialog('Admit L.H.').click()
    await page.getByText('L.H. is now a member.').waitFor()
    expect(await handles()).toEqual(['K.W.', 'L.H.', 'L.H.'])
    await expect.poll(focused).toBe('Make the encrypted file')
    await button('Make the encrypted file').click()
    await page.getByRole('heading', { name: 'Send or open a file' }).waitFor()
  })

  it('warns that an invitation for one was answered twice, and says what becomes of the other reply', async () => {
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
    expect((await group()).requests).toEqual([])
    expect(await handles()).toEqual(['K.W.', 'L.H.', 'L.H.'])
  })

  it('asks for no answer while the words are not there', async () => {
    await opens('reply', { hold: ['joining.replyWords'] })
    for (const answer of ['The words are the same', 'The words are different'])
      await expect.poll(() => button(answer).getAttribute('aria-disabled')).toBe('true')
    opened.release()
    for (const answer of ['The words are the same', 'The words are different'])
      await expect.poll(() => button(answer).getAttribute('aria-disabled')).toBe(null)
  })

  it('compares a device of the same member on two screens, without a call', async () => {
    await opens('device')
    const card = page.locator('section', { has: page.locator('#check-title') })
    await card.getByText('Check your new device').waitFor()
    await page.locator('.compare li').nth(5).waitFor()
    const { seeded } = await askedSeed()
    expect(await page.locator('.compare li').allInnerTexts()).toEqual(seeded.device.words)
    expect(await card.innerText()).toContain('The same words must be on both')
    expect(await card.innerText()).not.toContain('Call K.W.')
    await button('The words are the same').click()
    await page.getByText('Everything that the device receives stays on it.').waitFor()
    expect(await page.getByText('is admitted as').count()).toBe(0)
  })

  it('shuts the device out when they are different, and says what that means', async () => {
    await asked()
    await button('The words are different').click()
    await expect.poll(focused).toBe('Compare again')
    await inDialog('The words are different: do not admit').click()
    await page.getByText('The words were different, so L.H.’s device was not admitted.').waitFor()
    expect(await calls('joining.refuse')).toHaveLength(1)
    expect(await handles()).toEqual(['K.W.', 'L.H.'])
    await page.locator('.table-row', { hasText: 'Asks to join' }).waitFor({ state: 'detached' })
    expect((await group()).requests).toEqual([])
  })
})

describe('an act that is refused', () => {
  const compared = (verdict: string) => async (options: Options) => {
    await asked(options)
    await button(verdict).click()
  }
  const cancelling = async (options: Options) => {
    await members(options)
    await invites()
    await inDialog('Done').click()
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
    await reach({ hold: [call], before: refuses(call) })
    await inDialog(act).click()
    await expect.poll(() => calls(call)).toHaveLength(1)
    await inDialog(safe).press('Enter')
    await page.keyboard.press('Escape')
    opened.release()
    const question = page.getByRole('alertdialog')
    await question.getByText('Your role in this group does not allow this.').waitFor()
    await inDialog(safe).click()
    await question.waitFor({ state: 'detached' })
    expect(await calls(call)).toHaveLength(1)
  })
})

const states: [string, () => Promise<void>][] = [
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
      await invites()
      await page.locator('.code').waitFor()
    },
  ],
  ['comparing', asked],
  [
    'letting in',
    async () => {
      await asked()
      await button('The words are the same').click()
      await page.getByRole('alertdialog').waitFor()
    },
  ],
]

describe.each(states)('%s', (_name, reach) => {
  it('has no accessibility fault in light, dark and mirrored, and loses nothing when small', async () => {
    await reach()
    expect(await faultsEverywhere(page)).toEqual([])
  })
})
