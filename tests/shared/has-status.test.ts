// Texts that say how far they are on the way to a decision.
import { expect, test } from 'vitest'
import { hasStatus } from '#shared/has-status'

test('an agenda is never called a draft, before its meeting or after it', () => {
  expect(hasStatus({ kind: 'agenda', status: 'draft' })).toBe(false)
  expect(hasStatus({ kind: 'minutes', status: 'draft' })).toBe(true)
})

test('an agenda says what was decided about its text', () => {
  expect(hasStatus({ kind: 'agenda', status: 'deciding' })).toBe(true)
  expect(hasStatus({ kind: 'agenda', status: 'adopted' })).toBe(true)
})
