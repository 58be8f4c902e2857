// The quick look at an edit and the schema take the same messages.
import fc from 'fast-check'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { FromWindow, isEdit } from '#shared/document-port'

const anything = fc.oneof(fc.anything(), fc.uint8Array(), fc.double(), fc.constant(undefined))
const message = fc.record(
  {
    kind: fc.oneof(fc.constantFrom('edit', 'open', 'close'), anything),
    number: fc.oneof(fc.double(), anything),
    update: fc.oneof(fc.uint8Array(), anything),
    more: anything,
  },
  { requiredKeys: [] },
)

test('the quick look takes the edits that the schema takes, and nothing else', () => {
  let taken = 0
  fc.assert(
    fc.property(
      fc.oneof({ arbitrary: message, weight: 9 }, { arbitrary: anything, weight: 1 }),
      given => {
        const said = v.safeParse(FromWindow, given)
        const isTaken = said.success && said.output.kind === 'edit'
        if (isTaken) taken++
        expect(isEdit(given)).toBe(isTaken)
      },
    ),
    { numRuns: 3000 },
  )
  expect(taken).toBeGreaterThan(50)
})
