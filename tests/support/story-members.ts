// Acts of people of one group on each other: admit by files, pass on an encrypted file, choose an act
// in the menu of a member's row.
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import type { Desk } from '#tests/story'
import { giveFile, takeFile } from '#tests/story-page'
import {
  admit,
  comeIn,
  goTo,
  invite,
  join as joinGroup,
  named,
  press,
  readReply,
  sixWords,
} from '#tests/story-start'
import type { MessageId } from '../../src/renderer/words/ids.ts'
import type { Values } from '../../src/renderer/words/words.ts'

/**
 * The chair admits a person by files in `folder`, whose app is open and was never used. Returns the
 * newcomer's passphrase; throws when the security words differ.
 */
export async function letIn(
  chair: Desk,
  newcomer: Desk,
  {
    handle,
    folder,
    names = kind => join(folder, `${handle}-${kind}.brz`),
  }: {
    handle: string
    folder: string
    names?: (kind: 'invitation' | 'reply' | 'welcome') => string
  },
): Promise<string> {
  const files = { invitation: names('invitation'), reply: names('reply') }
  await invite(chair, files.invitation)
  const passphrase = await joinGroup(newcomer, { ...files, handle })
  await readReply(chair, files.reply)
  const [theirs, ours] = [await sixWords(newcomer), await sixWords(chair)]
  if (theirs.join() !== ours.join()) throw new Error(`${theirs.join()} is not ${ours.join()}`)
  await admit(chair, { handle, welcome: names('welcome') })
  await comeIn(newcomer, names('welcome'))
  return passphrase
}

/** Everything that one has and the other lacks, in an encrypted file at `path`. */
export async function pass(from: Desk, to: Desk, path: string): Promise<void> {
  await giveFile(from, path)
  await takeFile(to, path)
}

/** Chooses an act in the menu of a member's row. */
export async function chooseAct(
  desk: Desk,
  handle: string,
  act: MessageId,
  values?: Values,
): Promise<void> {
  await goTo(desk, 'members')
  await press(desk, 'members.menu.label', { handle })
  await desk.hand.choose(named(desk, 'menuitem', act, values))
}

/** A notice on the members screen that has this text. */
export const noticeOf = (desk: Desk, text: string): Locator =>
  desk.page.locator('.members .notice', { hasText: text }).first()
