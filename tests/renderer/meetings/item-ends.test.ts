// Marking an item as decided without a quorum is asked first, and only while that is still the question.
import { expect, test } from 'vitest'
import type { Meeting } from '#shared/contract'
import type { BlockId, DocumentId } from '#shared/ids'
import {
  endsUnquorate,
  isStillAsked,
  lacksQuorum,
} from '../../../src/renderer/screens/meetings/item-ends.ts'

const asked = {
  agenda: 'agenda' as DocumentId,
  block: 'first' as BlockId,
  title: 'Strategy',
  state: 'debated' as const,
}
const meeting = (isMet: boolean, ...list: (typeof asked | { state: string })[]) =>
  ({ quorum: { isMet }, list }) as unknown as Meeting

test('only a decision needs the quorum', () => {
  expect(lacksQuorum(meeting(false), 'decided')).toBe(true)
  expect(lacksQuorum(meeting(false), 'deferred')).toBe(false)
  expect(lacksQuorum(meeting(true), 'decided')).toBe(false)
})

test('the question stays while the item stands as it did and the quorum is not met', () => {
  expect(isStillAsked(meeting(false, asked), asked)).toBe(true)
})

test('the question goes when another device ended the item, or the item is gone', () => {
  expect(isStillAsked(meeting(false, { ...asked, state: 'deferred' }), asked)).toBe(false)
  expect(isStillAsked(meeting(false), asked)).toBe(false)
  // The first block of every agenda has the same id.
  const closed = { ...asked, agenda: 'closed' as DocumentId }
  expect(isStillAsked(meeting(false, closed), asked)).toBe(false)
})

test('the question goes when the quorum is met', () => {
  expect(isStillAsked(meeting(true, asked), asked)).toBe(false)
})

test('a chosen decision lacks the quorum only while its item is not ended', () => {
  const without = { ...meeting(false), undecided: [asked] }
  expect(endsUnquorate(without, () => 'decided')).toBe(true)
  expect(endsUnquorate(without, () => 'noted')).toBe(false)
  // Another device ended the item for which a decision was chosen.
  expect(endsUnquorate({ ...without, undecided: [] }, () => 'decided')).toBe(false)
})
