// An invitation as a picture, in a real window: one screen shows it, another one reads it, and so
// it does with the file that core makes. A file that is no picture, or shows no invitation, changes
// nothing.
// @module-tag long
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { pictureOf, pictureText } from '#core/group'
import { type CorePage, type CorePages, corePages } from '#tests/core-pages'
import { aloneSeed, newcomerSeed } from '#tests/members-seed'
import { proves } from '#tests/of-proofs'
import { axeFaults, dress } from '#tests/page-faults'
import { closePage, inputsOf } from '#tests/renderer-pages'

let pages: CorePages
let opened: CorePage
let page: Page
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

type Picture = CorePage['pictures'][number]
const named = (bytes: Uint8Array, type: string): Picture => ({
  name: `code.${type}`,
  bytes: new Uint8Array(bytes),
})

/**
 * An invitation of K.W.: the dialog that shows it, as a person would photograph it, the picture that core makes, and the
 * text in both.
 */
async function invitation(
  theme: 'light' | 'dark' = 'light',
): Promise<{ shown: Picture; saved: Picture; text: string }> {
  const { page: inviting, folder } = await pages.open(aloneSeed, { appearance: { theme } })
  await inviting.keyboard.press('Control+7')
  await inviting.getByRole('button', { name: 'Invite a member', exact: true }).click()
  await inviting.getByRole('button', { name: 'Save the invitation file' }).click()
  await inviting.getByRole('img', { name: 'The invitation as a QR code' }).waitFor()
  const [file] = readdirSync(folder)
  const text = pictureText(readFileSync(join(folder, file!)))
  await dress(inviting, theme, 'ltr')
  expect(await axeFaults(inviting)).toEqual([])
  const shown = named(await inviting.getByRole('dialog').screenshot(), 'png')
  await inviting.getByRole('button', { name: 'Save as a picture' }).click()
  await inviting.getByText('The picture is saved').first().waitFor()
  const picture = readdirSync(folder).find(name => name !== file)
  const saved = named(readFileSync(join(folder, picture!)), 'gif')
  await closePage(inviting)
  return { shown, saved, text }
}

async function joins(): Promise<void> {
  opened = await pages.open(newcomerSeed)
  page = opened.page
  await page.getByText('Join with an invitation').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Open a picture of the code' }).waitFor()
}
const opens = async (picture: Picture): Promise<void> => {
  opened.pictures.push(picture)
  await page.getByRole('button', { name: 'Open a picture of the code' }).click()
}
const texts = async (): Promise<string[]> =>
  (await inputsOf(page, 'invitations.fromPicture')).map(input => (input as { text: string }).text)
const invites = (): Promise<void> =>
  page.getByText('K.W. invites you to Executive Director’s Civil Society Advisory Group.').waitFor()

describe('a picture of an invitation', () => {
  it.each(['light', 'dark'] as const)('is read from a %s screen', async theme => {
    const { shown, text } = await invitation(theme)
    await joins()
    await opens(shown)
    await invites()
    await page.getByText('Your role in the group: Member.').waitFor()
    await page.getByText('code.png (picture)').waitFor()
    expect(await texts()).toEqual([text])
  })

  it('is read from the file that core makes, up to the largest invitation', async () => {
    const { saved, text } = await invitation()
    await joins()
    await opens(saved)
    await invites()
    const sizes = proves ? [1, 40, 300, 900] : [1, 900]
    const all = sizes.map(size =>
      pictureText(new Uint8Array(size).map((_, index) => (index * 73 + size) % 256)),
    )
    for (const [index, each] of all.entries()) {
      await opens(named(pictureOf(each), 'gif'))
      await expect.poll(async () => (await texts()).length).toBe(index + 2)
    }
    expect(await texts()).toEqual([text, ...all])
  })

  it('with no code in it, or that is no picture, says so and leaves what was chosen', async () => {
    const { saved } = await invitation()
    await joins()
    await opens(saved)
    await invites()
    await opens(named(await page.screenshot(), 'png'))
    const none = page.getByText('There is no invitation in this picture.')
    await none.waitFor()
    await invites()
    await opens(saved)
    await none.waitFor({ state: 'detached' })
    await opens(named(new Uint8Array(200).fill(7), 'png'))
    await none.waitFor()
    await invites()
    expect(await texts()).toHaveLength(2)
  })

  it('without an invitation is refused in words', async () => {
    await joins()
    await opens(named(pictureOf('HELLO'), 'gif'))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).not.toBe('')
  })
})
