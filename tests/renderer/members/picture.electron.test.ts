// An invitation as a picture, in a real window: one screen shows it, another one reads it, and so
// it does with the file that core makes. A file that is no picture, or shows no invitation, changes
// nothing.
// @module-tag long
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pictureOf, pictureText } from '#core/group'
import { willChoose } from '#tests/choosing'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import { examplePicture } from '#tests/fake-core'
import { proves } from '#tests/of-proofs'
import { axeFaults, dress } from '#tests/page-faults'

let pages: EditorPages
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())

type Picture = { name: string; mimeType: string; buffer: Buffer }
const named = (bytes: Uint8Array, type: string): Picture => ({
  name: `code.${type}`,
  mimeType: `image/${type}`,
  buffer: Buffer.from(bytes),
})

/** The dialog that shows the invitation, as a person would photograph it. */
async function shown(theme: 'light' | 'dark'): Promise<Picture> {
  const page = await pages.open({ appearance: { theme } })
  await page.keyboard.press('Control+7')
  await page.getByRole('button', { name: 'Invite a member', exact: true }).click()
  await page.getByRole('button', { name: 'Save the invitation file' }).click()
  await page.getByRole('img', { name: 'The invitation as a QR code' }).waitFor()
  await dress(page, theme, 'ltr')
  expect(await axeFaults(page)).toEqual([])
  const bytes = await page.getByRole('dialog').screenshot()
  await closePage(page)
  return named(bytes, 'png')
}

async function joining(): Promise<Page> {
  const page = await pages.open({ content: 'none' })
  await page.getByText('Join with an invitation').click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Open a picture of the code' }).waitFor()
  return page
}
const opens = async (page: Page, { name, buffer }: Picture): Promise<void> => {
  await willChoose(page, name, buffer)
  await page.getByRole('button', { name: 'Open a picture of the code' }).click()
}
const texts = (page: Page): Promise<unknown[]> =>
  page.evaluate(() =>
    (window as unknown as HarnessWindow).fake.calls
      .filter(call => call.name === 'invitations.fromPicture')
      .map(call => (call.input as { text: string }).text),
  )

describe('a picture of an invitation', () => {
  it.each(['light', 'dark'] as const)('is read from a %s screen', async theme => {
    const picture = await shown(theme)
    const page = await joining()
    await opens(page, picture)
    await page.getByText('K.W. invites you to EDCSAG.').waitFor()
    await page.getByText('Your role in the group: Member.').waitFor()
    await page.getByText('code.png (picture)').waitFor()
    expect(await texts(page)).toEqual([examplePicture])
    await closePage(page)
  })

  it('is read from the file that core makes, up to the largest invitation', async () => {
    const page = await joining()
    const sizes = proves ? [1, 40, 300, 900] : [1, 900]
    const all = sizes.map(size =>
      pictureText(new Uint8Array(size).map((_, index) => (index * 73 + size) % 256)),
    )
    for (const [index, text] of all.entries()) {
      await opens(page, named(pictureOf(text), 'gif'))
      await expect.poll(async () => (await texts(page)).length).toBe(index + 1)
    }
    expect(await texts(page)).toEqual(all)
    await closePage(page)
  })

  it('with no code in it, or that is no picture, says so and leaves what was chosen', async () => {
    const page = await joining()
    await opens(page, named(pictureOf(examplePicture), 'gif'))
    await page.getByText('K.W. invites you to EDCSAG.').waitFor()
    await opens(page, named(await page.screenshot(), 'png'))
    const none = page.getByText('There is no invitation in this picture.')
    await none.waitFor()
    await page.getByText('K.W. invites you to EDCSAG.').waitFor()
    await opens(page, named(pictureOf(examplePicture), 'gif'))
    await none.waitFor({ state: 'detached' })
    await opens(page, named(new Uint8Array(200).fill(7), 'png'))
    await none.waitFor()
    await page.getByText('K.W. invites you to EDCSAG.').waitFor()
    expect(await texts(page)).toHaveLength(2)
    await closePage(page)
  })

  it('without an invitation is refused in words', async () => {
    const page = await joining()
    await opens(page, named(pictureOf('HELLO'), 'gif'))
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).not.toBe('')
    await closePage(page)
  })
})
