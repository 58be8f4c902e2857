// Work that waits for a person, in a real window: each item is named on the first screen, and leads
// to its place.
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { closePage, type EditorPages, editorPages, type HarnessWindow } from '#tests/editor-pages'
import { faultsEverywhere } from '#tests/page-faults'
import { settled } from '#tests/renderer-pages'

let pages: EditorPages
let page: Page
beforeAll(async () => void (pages = await editorPages()))
afterAll(() => pages.close())
afterEach(() => closePage(page))

async function home(): Promise<void> {
  page = await pages.open()
  await page.keyboard.press('Control+1')
  await page.evaluate(() => {
    const { fake } = window as unknown as HarnessWindow
    const [group] = fake.groups
    const [document] = fake.documents
    const [, second, third, fourth] = group?.memberList ?? []
    if (!group || !document || !second || !third || !fourth) throw new Error('nothing is made up')
    const action = { kind: 'remove-member', member: third.id, reason: 'lost' } as const
    const said = { by: second.id, seconds: [], needed: 1, own: false, aside: false, at: 0 }
    const open = { ...said, action, aboutSelf: false, mine: false, canPass: true }
    const about = { ...action, member: group.self }
    group.proposals.push(
      { proposal: 'b'.repeat(64) as never, ...open, mayAgree: true },
      { proposal: 'c'.repeat(64) as never, ...open, mayAgree: false, mine: true },
      { proposal: 'd'.repeat(64) as never, ...open, mayAgree: false },
      {
        proposal: 'e'.repeat(64) as never,
        ...open,
        action: about,
        mayAgree: false,
        aboutSelf: true,
        canPass: false,
      },
    )
    const device = third.devices[0]?.id as never
    group.shutOuts.push({
      shutOut: 'a'.repeat(64) as never,
      device,
      by: second.id,
      own: false,
      at: 0,
    })
    group.unheard.push({ of: third.id, members: [fourth.id] })
    document.toRead = 2
    fake.emit('groups.changed', { group: group.id })
    fake.emit('documents.changed', { group: group.id, document: document.id })
  })
  await page.getByText(/^Merged, please read: Strategy of support/).waitFor()
  await settled(page)
}

it('names acts that need the member’s word, and not those already answered', async () => {
  await home()
  await page.getByText('M.S. blocked a device.').waitFor()
  await page
    .getByText(/C\.R\. has not heard that a device of L\.H\. was blocked or removed/)
    .waitFor()
  const proposals = page.getByText('M.S. proposes something that needs more than one member.')
  expect(await proposals.count()).toBe(1)
  expect(await page.getByText('M.S. proposes something about you.').count()).toBe(1)
  await page.getByRole('button', { name: 'Look at it' }).last().click()
  await page
    .getByText(/M\.S\. proposes to remove L\.H\./)
    .first()
    .waitFor()
  // A member with a say in it can answer; without one the screen says why.
  expect(await page.getByRole('button', { name: 'Answer', exact: true }).count()).toBe(1)
  await page.getByText(/The proposal is about you, so your agreement does not count\./).waitFor()
  await page
    .getByText(/Your agreement does not count here, because you joined after this/)
    .waitFor()
  await page.getByText(/too few other members can agree to it/).waitFor()
})

it('leads to the document whose paragraphs were changed on both sides', async () => {
  await home()
  expect(await page.locator('.document-merged').innerText()).toBe('Merged, please read: 2 places')
  await page.getByRole('button', { name: 'Read', exact: true }).click()
  await page.locator('.page-text').waitFor()
  expect(await page.locator('.waiting-mark').count()).toBe(0)
})

it('shows the first eight of many things that wait, and all of them after a press', async () => {
  await home()
  const waiting = page.getByRole('region', { name: 'Waiting for you', exact: true })
  const before = await waiting.getByRole('listitem').count()
  await page.evaluate(() => {
    const { fake } = window as unknown as HarnessWindow
    const [document] = fake.documents
    if (!document) throw new Error('there is no document')
    for (let at = 0; at < 30; at++)
      fake.documents.push({
        ...document,
        id: `${at}`.padStart(32, '0') as never,
        title: `Text ${at}`,
      })
    fake.emit('documents.changed', { group: document.group, document: document.id })
  })
  const all = waiting.getByRole('link', { name: `Show all ${before + 30}` })
  await all.waitFor()
  expect(await waiting.getByRole('listitem').count()).toBe(8)
  await all.focus()
  await page.keyboard.press('Enter')
  await waiting.getByText('Merged, please read: Text 29').waitFor()
  expect(await waiting.getByRole('listitem').count()).toBe(before + 30)
  expect(await all.count()).toBe(0)
})

it('has no fault in light, dark and mirrored, and loses nothing when small', async () => {
  await home()
  expect(await faultsEverywhere(page)).toEqual([])
})
