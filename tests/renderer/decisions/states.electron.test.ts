// Every state of the screens of decisions: no accessibility fault in light, dark and mirrored, nothing
// lost in a small window with long words, no breach of the content policy. One state of each screen and
// dialog here; all of them in `npm run prove -- screens`.
// @module-tag long
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CorePages, corePages } from '#tests/core-pages'
import { decisionStates } from '#tests/decision-states'
import { faultsEverywhere, losses } from '#tests/page-faults'
import { becomesLong, leavePage } from '#tests/renderer-pages'
import { statesOf } from '#tests/screen-states'
import { inState, violationsOf } from '#tests/state-pages'

let pages: CorePages
beforeAll(async () => void (pages = await corePages()))
afterAll(() => pages.close())

const few = [
  'no decisions',
  'decisions, one waits',
  'a position with reservations, half written',
  'a position given',
  'a position that was heard',
  'a position on the earlier text',
  'closing the decision',
  'writing down what was said',
  'closed twice',
  'open again',
  'declaring the outcome',
  'signing the adoption',
  'the pack of an adopted text',
  'a pack that was checked',
  'the group card',
  'putting a text to a decision',
]

describe.each(
  statesOf(
    few,
    decisionStates.map(({ name }) => name),
  ),
)('$name', state => {
  test('has no accessibility fault, keeps the policy, loses nothing when small, mirrored or long', async () => {
    const { page, written, speak } = await inState(pages, state)
    expect(await faultsEverywhere(page)).toEqual([])
    await becomesLong(page, speak)
    expect(await losses(page)).toEqual([])
    expect(await violationsOf(page)).toEqual([])
    expect(written).toEqual([])
    await leavePage(page)
  })
})

test('at 200 % a question has more room than what is said about it', async () => {
  const state = decisionStates.find(({ name }) => name === 'decisions, one waits')
  const { page } = await inState(pages, state!)
  await page.setViewportSize({ width: 720, height: 450 })
  const cells = page.locator('.decisions .table-row').first().locator('.table-cell')
  const widthOf = async (at: number): Promise<number> =>
    (await cells.nth(at).boundingBox())?.width ?? 0
  await expect.poll(() => widthOf(0)).toBeGreaterThan(220)
  expect(await losses(page)).toEqual([])
  await leavePage(page)
})
