// A decision in the real app: a text is written and shared, put to a decision, supported, closed, declared
// and signed, and the text is fixed after that.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Desk } from '#tests/story'
import { foundedDesk } from '#tests/story-founded'
import { newDocument, share, write } from '#tests/story-page'
import { button, press, reads } from '#tests/story-start'

let folder: string
let desk: Desk
const title = 'Statement on shrinking spaces'
const paragraph = 'The group asks that defenders are heard before a law about them is passed.'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'decision-'))
  desk = await foundedDesk({ home: join(folder, 'home') })
  await newDocument(desk, title)
  await write(desk, paragraph)
  await share(desk, 1)
})
afterAll(async () => {
  await desk?.kill()
  rmSync(folder, { recursive: true, force: true })
})

const shows = (text: string): Promise<void> => desk.page.getByText(text).first().waitFor()

test('a text is asked about, supported, closed, declared, signed, and fixed from then on', async () => {
  const { page, words, hand } = desk
  await page.keyboard.press('Control+4')
  await press(desk, 'decisions.ask')
  await hand.choose(page.getByRole('option', { name: title }))
  await reads(desk, 'decisions.exact.bracket-open')
  await page.getByRole('group', { name: /Adopted by consensus if at least 1 of the 1/ }).waitFor()
  await press(desk, 'decisions.ask.act')

  // The exact text is the file, as it was written.
  await page.locator('.exact-text').getByText(paragraph).waitFor()
  await reads(desk, 'decisions.state.open')
  await page.locator('.radio-row').first().click()
  await press(desk, 'decisions.give.support')
  await reads(desk, 'decisions.where.here')
  await shows('If it closed now: adopted')

  await press(desk, 'decisions.close.button')
  await press(desk, 'decisions.close.act', { positions: 1 })
  await shows('Your position is counted. Support.')
  expect(await page.locator('.outcome .decided-sentence').textContent()).toBe(
    'The text is adopted by consensus. 1 of the 1 members on the roll gave a position; 1 were needed.',
  )

  await press(desk, 'decisions.declare.button')
  await hand.fill(page.getByLabel(words('decisions.declare.number')), 'D/2018/15')
  await press(desk, 'decisions.declare.act')
  await press(desk, 'decisions.sign.button')
  await shows('Your signature makes the outcome final.')
  await press(desk, 'decisions.sign.act')
  await reads(desk, 'decisions.sign.have')

  await page.keyboard.press('Control+4')
  await shows('Adopted, signed')
  await page.keyboard.press('Control+2')
  await hand.openRow(page.getByRole('row', { name: title }))
  await reads(desk, 'decisions.fixed.adopted', { number: 'D/2018/15', numbered: 'yes' })
  await button(desk, 'decisions.fixed.see').waitFor()
  // One reason for one text: typing makes no suggestion here.
  expect(await desk.page.getByText(desk.words('comments.readOnly.title')).count()).toBe(0)
  expect(desk.complaints).toEqual([])
})
