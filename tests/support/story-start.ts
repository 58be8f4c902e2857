// The ways into a profile and a group: first run, unlock, invitation, security words, admission.
import type { Locator } from 'playwright-core'
import type { Desk } from '#tests/story'
import type { MessageId } from '../../src/renderer/words/ids.ts'
import type { Values } from '../../src/renderer/words/words.ts'

type Role = Parameters<Desk['page']['getByRole']>[0]

/** The element of this role with the name in this message. */
export const named = (desk: Desk, role: Role, id: MessageId, values?: Values): Locator =>
  desk.page.getByRole(role, { name: desk.words(id, values), exact: true })

export const button = (desk: Desk, id: MessageId, values?: Values): Locator =>
  named(desk, 'button', id, values)

export const press = (desk: Desk, id: MessageId, values?: Values): Promise<void> =>
  desk.hand.press(button(desk, id, values))

/** Waits until these words stand on the screen. */
export const reads = (desk: Desk, id: MessageId, values?: Values): Promise<void> =>
  desk.page.getByText(desk.words(id, values), { exact: true }).first().waitFor()

export type Visit = (state: string) => Promise<void>
const unseen: Visit = () => Promise.resolve()

/** Types the five offered words, which are the passphrase, and goes on by pressing `act`. */
export async function choosePassphrase(
  desk: Desk,
  visit = unseen,
  act: MessageId = 'start.continue',
): Promise<string> {
  const { page, words, hand } = desk
  await page.locator('.offered-words', { hasText: /\S/ }).waitFor()
  const passphrase = await page.locator('.offered-words').innerText()
  await hand.fill(page.getByLabel(words('start.passphrase.label'), { exact: true }), passphrase)
  await visit('first run')
  await press(desk, act)
  return passphrase
}

export async function createGroup(desk: Desk, name: string, handle: string, visit = unseen) {
  const { hand } = desk
  await hand.fill(named(desk, 'textbox', 'start.create.name'), name)
  await hand.fill(named(desk, 'textbox', 'start.handle'), handle)
  await visit('create a group')
  await press(desk, 'start.create.act')
  await desk.page.getByRole('heading', { name, exact: true }).waitFor()
}

export async function unlock(desk: Desk, passphrase: string): Promise<void> {
  const { page, words, hand } = desk
  const field = page.getByLabel(words('start.unlock.passphrase'), { exact: true })
  await hand.fill(field, passphrase)
  await page.keyboard.press('Enter')
  await page.locator('.workspace').waitFor()
}

/** Saves an invitation file for a member. */
export async function invite(desk: Desk, file: string, visit = unseen): Promise<void> {
  await goTo(desk, 'members')
  await press(desk, 'members.invite')
  await visit('invite')
  await desk.willSave(file)
  await press(desk, 'members.invite.save')
  await button(desk, 'members.invite.done').waitFor()
  await visit('invited')
  await press(desk, 'members.invite.done')
}

/** From the first run: opens the invitation and saves the reply. Returns the passphrase. */
export async function join(
  desk: Desk,
  { invitation, reply, handle }: { invitation: string; reply: string; handle: string },
  visit = unseen,
): Promise<string> {
  const { hand, words, page } = desk
  await hand.press(page.getByRole('radio', { name: new RegExp(words('start.join.title')) }))
  const passphrase = await choosePassphrase(desk)
  await desk.willOpen(invitation)
  await press(desk, 'start.join.choose')
  await page.locator('.invitation-read', { hasText: /\S/ }).waitFor()
  await hand.fill(named(desk, 'textbox', 'start.handle'), handle)
  await visit('join')
  await desk.willSave(reply)
  await desk.willAllow()
  await press(desk, 'start.join.act')
  await page.locator('.joining-steps').waitFor()
  return passphrase
}

/** Reads the reply file; the security words come up. */
export async function readReply(desk: Desk, reply: string): Promise<void> {
  await goTo(desk, 'members')
  await desk.willOpen(reply)
  await press(desk, 'members.invitations.read')
}

/** The words that this side reads aloud. */
export async function sixWords(desk: Desk): Promise<string[]> {
  const list = named(desk, 'list', 'members.check.words')
  await list.getByRole('listitem').nth(5).waitFor()
  return list.getByRole('listitem').allInnerTexts()
}

/** The words were the same: admits the device and saves its encrypted file. */
export async function admit(
  desk: Desk,
  { handle, welcome }: { handle: string; welcome: string },
  visit = unseen,
): Promise<void> {
  await visit('security words')
  await press(desk, 'members.check.same')
  await button(desk, 'members.admit.act', { handle }).waitFor()
  await visit('let in?')
  await press(desk, 'members.admit.act', { handle })
  await button(desk, 'members.admitted.act').waitFor()
  await visit('let in')
  await desk.willSave(welcome)
  await press(desk, 'members.admitted.act')
  await press(desk, 'members.exchange.save')
  await desk.page.locator('[role=dialog] .notice[data-tone=good]').waitFor()
  await visit('encrypted file saved')
  await closeDialog(desk)
}

/** Esc closes the top layer; keys reach the window again once it has faded. */
export async function closeDialog(desk: Desk): Promise<void> {
  await desk.page.keyboard.press('Escape')
  await desk.page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** The joining side: the words were the same, and the encrypted file brings the group in. */
export async function comeIn(desk: Desk, welcome: string, visit = unseen): Promise<void> {
  await visit('joining')
  await press(desk, 'members.check.same')
  await desk.willOpen(welcome)
  await press(desk, 'members.joining.open')
  await desk.page.locator('.workspace .navigation').first().waitFor()
}

const digits = { home: 1, documents: 2, archive: 6, members: 7 } as const

/** The title of the documents screen. Home has a part with the same name. */
export const documentsTitle = (desk: Desk): Locator =>
  desk.page.getByRole('heading', { name: desk.words('documents.heading'), level: 1, exact: true })

/** By key, like both hands may; the rail and the side bar have their own test of every control. */
export async function goTo(desk: Desk, screen: keyof typeof digits): Promise<void> {
  await desk.page.keyboard.press(`Control+${digits[screen]}`)
  if (screen === 'documents') await documentsTitle(desk).waitFor()
  if (screen === 'members') await named(desk, 'heading', 'members.title').waitFor()
}

/** On the members screen, like a person who switches the local network on or off. */
export async function switchNetwork(desk: Desk, on: boolean): Promise<void> {
  await goTo(desk, 'members')
  const box = desk.page.locator('.network').getByRole('checkbox')
  await box.waitFor({ state: 'attached' })
  if ((await box.isChecked()) !== on) {
    if (on) await desk.willAllow()
    await desk.hand.press(box)
  }
  await desk.page
    .locator(on ? '.network-state[data-on]' : '.network-state:not([data-on])')
    .waitFor()
}

/** On the members screen: waits until this member's device is connected. */
export const inReach = (desk: Desk, handle: string): Promise<void> =>
  desk.page.locator('.peers li', { hasText: handle }).waitFor()
