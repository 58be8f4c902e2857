// Acts of a person against a forgotten passphrase: a code on paper, shares for colleagues, and
// opening with either.
import type { Locator } from 'playwright-core'
import type { Desk } from '#tests/story'
import { choosePassphrase, named, press } from '#tests/story-start'
import type { MessageId } from '../../src/renderer/words/ids.ts'

const dialogField = (desk: Desk, id: MessageId): Locator =>
  desk.page.getByRole('dialog').getByLabel(desk.words(id), { exact: true })

const dialogGone = (desk: Desk): Promise<void> =>
  desk.page.getByRole('dialog').waitFor({ state: 'detached' })

/** The button that opens the settings closes them too. */
async function openSettings(desk: Desk): Promise<void> {
  const heading = named(desk, 'heading', 'settings.title')
  if (await heading.isVisible()) return
  await desk.hand.press(desk.page.getByLabel(desk.words('app.settings'), { exact: true }))
  await heading.waitFor()
}

/** Makes a recovery code in the settings, and writes it down. */
export async function makeCode(desk: Desk, passphrase: string): Promise<string> {
  const { page, hand } = desk
  await openSettings(desk)
  await press(desk, 'settings.recovery.code.make')
  await hand.fill(dialogField(desk, 'settings.passphrase.old'), passphrase)
  await press(desk, 'settings.recovery.code.show')
  const shown = await page.locator('.recovery-code').innerText()
  await hand.fill(dialogField(desk, 'settings.recovery.code.back'), shown)
  await press(desk, 'settings.recovery.code.confirm')
  await dialogGone(desk)
  return shown
}

/** Makes as many shares as are offered, 3 of 5, one in each of `files`. */
export async function makeShares(
  desk: Desk,
  passphrase: string,
  files: readonly string[],
): Promise<void> {
  await openSettings(desk)
  await press(desk, 'settings.recovery.pieces.make')
  await desk.hand.fill(dialogField(desk, 'settings.passphrase.old'), passphrase)
  for (const file of files) await desk.willSave(file)
  await press(desk, 'settings.recovery.pieces.act', { of: files.length })
  await dialogGone(desk)
}

/**
 * On the screen that asks for the passphrase: opens with a code, or with recovery pieces. Returns the
 * new passphrase once the screen asks for it; the outcome is on the screen.
 */
export async function recover(
  desk: Desk,
  { code, shares = [] }: { code?: string; shares?: readonly string[] },
): Promise<string> {
  await desk.hand.press(named(desk, 'link', 'start.unlock.forgotten'))
  if (code !== undefined) await desk.hand.fill(dialogField(desk, 'start.recover.code'), code)
  for (const share of shares) await addShare(desk, share)
  return choosePassphrase(desk, undefined, 'start.recover.act')
}

/** In the same dialog: one more recovery piece. */
export async function addShare(desk: Desk, file: string): Promise<void> {
  const list = desk.page.locator('.share-files li')
  const before = await list.count()
  await desk.willOpen(file)
  await press(desk, 'start.recover.addPiece')
  await list.nth(before).waitFor()
}
